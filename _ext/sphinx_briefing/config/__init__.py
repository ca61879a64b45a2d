"""The configuration: every value declared once, and what the values mean."""
