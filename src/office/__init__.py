"""The shell of 开门红: people, storage, pages."""
