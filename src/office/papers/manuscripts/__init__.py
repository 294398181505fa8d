"""Texts of one's own: filled from the ledger, or checked against it."""
