"""Asking many partners the same question, and counting what they say."""
