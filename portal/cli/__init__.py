"""The command line: first run, demonstration data, import, backup, worker."""
