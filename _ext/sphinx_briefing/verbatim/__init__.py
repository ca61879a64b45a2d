"""Somebody's own words, looked up in the snapshots of their sources.

What came of it is remembered by the words and by the content of the file: a build in which none of
both has changed reads no snapshot.
"""

from .finding import WordFinder
from .memory import Memory
from .reports import Misquoted, Unread, Unverified
from .watching import watched

__all__ = ["Memory", "Misquoted", "Unread", "Unverified", "WordFinder", "watched"]
