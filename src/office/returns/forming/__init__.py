"""Forms of a campaign: what is asked of whom and when it is due; the working calendar."""
