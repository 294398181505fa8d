"""Texts of one's own: filled from the ledger, checked against it, or to be polished."""
