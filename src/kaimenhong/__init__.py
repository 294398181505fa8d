"""The core of 开门红: figures read, compared and written; no database, no clock, no network."""
