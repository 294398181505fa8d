"""A place's own templates: kept per kind of paper, handed out, stopped."""
