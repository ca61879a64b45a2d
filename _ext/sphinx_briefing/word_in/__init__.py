"""Word files that come back: what others have said and changed, and where in the sources."""
