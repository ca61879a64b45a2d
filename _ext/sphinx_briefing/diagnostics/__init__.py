"""Everything that is said to an author: codes, places, and where it is shown."""
