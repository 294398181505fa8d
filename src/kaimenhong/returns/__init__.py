"""Sheets into observations: the simple layout here, any in `sheets`; `intake` takes either."""
