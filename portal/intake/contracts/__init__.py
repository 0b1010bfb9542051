"""Agreements with their clauses out of workbooks: two tables that belong together, read, judged, recorded, undone."""
