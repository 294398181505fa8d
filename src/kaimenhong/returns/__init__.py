"""Sheets into observations, and the rows that were refused."""
