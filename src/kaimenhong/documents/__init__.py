"""Files into blocks and cells, each with its Place."""
