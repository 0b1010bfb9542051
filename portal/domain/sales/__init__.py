"""The sales ledger: what each account bought in each month, and the trailing twelve months that follow from it."""
