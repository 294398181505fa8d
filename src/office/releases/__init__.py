"""What may leave the house when: embargoes of figures, and every file that was taken away."""
