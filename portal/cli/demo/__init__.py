"""The demonstration company: rows written by hand, and as many more as wanted, the same for everybody."""
