"""Papers made from the ledger."""
