"""Files hung on things, and who may read which; the bytes are in storage."""
