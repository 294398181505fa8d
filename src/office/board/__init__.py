"""The pages that show how a campaign stands; reads only, no tables."""
