"""Prospects by workbook: a row is one candidate for one product in one region."""
