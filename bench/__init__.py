"""Measured workloads: each is a ratio against a yardstick served beside it in the same run."""
