"""Documents into statements, tasks and conflicts."""
