"""What we promised partners in an answer, a call or a breach: dated, owned by one of us, kept or not."""
