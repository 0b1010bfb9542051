"""The monthly management report: asked for or due, gathered by the worker from prepared figures, kept as files."""
