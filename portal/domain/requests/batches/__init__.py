"""Batches under watch: what several requests say of the same goods is seen together."""
