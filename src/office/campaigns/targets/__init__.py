"""Targets, made of the statements that hold after the review."""
