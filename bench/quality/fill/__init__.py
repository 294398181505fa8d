"""How well `kmh fill` fills: templates with the truth beside each blank."""
