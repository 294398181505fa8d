"""The audit trail for who audits: looked through, checked for gaps, exported."""
