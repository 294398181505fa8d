"""Figures that came in: intakes and observations, append-only."""
