"""The JSON side of the desk, under /api."""
