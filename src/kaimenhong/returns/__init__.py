"""Sheets into observations: the simple layout here, any layout in `sheets`."""
