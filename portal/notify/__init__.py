"""Reads the events, writes messages, delivers them; nothing is sent inside a request."""
