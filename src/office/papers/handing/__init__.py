"""Papers and facts that leave the house; who took what is kept."""
