"""The mailroom: mail that comes in is kept, judged, and lands on the request it belongs to."""
