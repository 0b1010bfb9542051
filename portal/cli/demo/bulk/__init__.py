"""The generated rows: as many as wanted, each a pure function of seed, table and row number."""
