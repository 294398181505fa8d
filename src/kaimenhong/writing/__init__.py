"""Measures and words into official papers."""
