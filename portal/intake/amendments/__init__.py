"""Amendments by workbook: what later versions change in the clauses, and the territory that they or a draft name."""
