"""Agreements: their versions, and the typed clauses that can be asked what is owed and until when."""
