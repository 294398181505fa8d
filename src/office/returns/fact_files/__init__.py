"""Fact files brought into the ledger: the one table in which facts travel, many vintages a file."""
