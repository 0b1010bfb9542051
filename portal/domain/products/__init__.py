"""The catalogue of drugs we hold rights to."""
