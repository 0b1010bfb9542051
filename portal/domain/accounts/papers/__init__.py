"""Qualification papers (首营资料): which there are, who needs which, how one stands, and what stops when one ends."""
