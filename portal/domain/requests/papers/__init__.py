"""Papers that go with a request: which are asked for, which are there, which are still missing."""
