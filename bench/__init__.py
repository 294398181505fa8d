"""Measurements: `python -m bench NAME` runs one and prints one JSON line."""
