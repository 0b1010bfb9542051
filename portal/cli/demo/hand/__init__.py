"""The rows written by hand: the company's own story, as of one afternoon."""
