"""Service requests: what partners ask of us, what we answered, and what we promised by when."""
