"""Precise recruitment: who might take an empty cell, and whether a supplier is worth relying on."""
