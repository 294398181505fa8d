"""Plans into campaigns: documents, statements, targets, tasks."""
