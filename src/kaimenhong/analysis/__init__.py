"""Fact tables in, measures out: Narwhals lazy frames and nothing else."""
