"""Word files as their readers have changed them: their paragraphs, revisions and comments.

Pure Python, over the XML of the format. Which module does what:

===========  ==============================================================================
``opening``  the parts of a file, which may be anybody's
``model``    paragraphs, revisions and comments
``walking``  the words of one paragraph, before and after its revisions
``reading``  all of a file
``places``   what a file of this toolkit says of its places, and of its words
===========  ==============================================================================
"""

from __future__ import annotations

from .model import Comment, Paragraph, Revision, WordText
from .opening import opened
from .places import NAMESPACE, PlacesOfFile, digest_of, places_in, prints_of
from .reading import read_word

__all__ = [
    "NAMESPACE",
    "Comment",
    "Paragraph",
    "PlacesOfFile",
    "Revision",
    "WordText",
    "digest_of",
    "opened",
    "places_in",
    "prints_of",
    "read_word",
]
