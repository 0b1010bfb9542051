"""The sales ledger by workbook: a row is what an account bought of a product in a month."""
