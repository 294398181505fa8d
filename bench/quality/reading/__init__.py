"""How well, how fast and how lean documents are read: ours and a peer, on the same labels."""
