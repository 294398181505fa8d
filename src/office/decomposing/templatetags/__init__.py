"""Filters for the templates of the decomposition."""
