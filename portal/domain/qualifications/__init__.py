"""The life of qualification papers: given, checked by a second person, brought to mind before they end, replaced."""
