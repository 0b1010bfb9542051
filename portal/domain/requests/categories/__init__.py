"""Categories as the company has them: the catalogue with what administrators changed of it."""
