"""Breaches of an agreement: what is alleged, how it was answered, decided, computed and settled; and the deposit."""
