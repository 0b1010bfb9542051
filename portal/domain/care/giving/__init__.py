"""Gifts and meals on their way: proposed, agreed to, sent, received; every step an event."""
