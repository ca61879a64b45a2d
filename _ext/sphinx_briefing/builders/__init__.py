"""What a corpus can be written to besides Sphinx's own formats."""
