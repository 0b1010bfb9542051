"""Occasions ahead and their plans: who is thought of, how, agreed to by a second person, sent, and marked."""
