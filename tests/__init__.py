"""The tests of Sphinx Briefing."""
