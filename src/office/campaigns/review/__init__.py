"""The review of a reading: what people decided about it, and what holds now."""
