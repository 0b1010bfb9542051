"""Bytes by content hash: a local folder, or an S3-compatible bucket."""
