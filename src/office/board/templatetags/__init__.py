"""Filters for the templates of the board."""
