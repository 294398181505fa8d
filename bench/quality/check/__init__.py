"""How well a draft's wrong figures are found, and how seldom a right one is called wrong."""
