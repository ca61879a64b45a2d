"""What is said to an author: codes, places, and everywhere that it is shown."""

from .model import TYPE, Diagnostic

__all__ = ["TYPE", "Diagnostic"]
