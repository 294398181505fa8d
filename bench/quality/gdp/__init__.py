"""GDP estimated from earlier quarters only, held against what was released."""
