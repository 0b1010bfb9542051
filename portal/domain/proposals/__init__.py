"""What partners propose to change in their own archive, and what staff decide about it, field by field."""
