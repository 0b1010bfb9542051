"""Reading other people's workbooks: cells become account facts, with every change and problem named; no database."""
