"""What a clause comes to: plain functions of (terms, facts, day) that give an outcome and the working behind it."""
