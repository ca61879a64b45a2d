"""The version of the toolkit, on a floor where everybody may read it."""

__version__ = "0.1.0"
