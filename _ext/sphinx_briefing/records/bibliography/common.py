"""The common ground of bibliography formats: ids, types of source, fields by our names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...markings import STRICTEST, badge_of, marks
from ...vocabularies import SOURCE_TYPE
from ..conventions import Conventions
from ..fields import declared
from ..kinds import Source
from ..readers import read_id
from ..slugs import slug

_TAKEN = frozenset("id title author publisher date url accessed language type tags source".split())
OWN = tuple(name for name in declared(Source) if name not in _TAKEN)
"""Fields that no bibliography knows; they may be written in one under our names."""

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        # BibTeX and biblatex
        **dict.fromkeys(("report", "techreport", "whitepaper"), "report"),
        **dict.fromkeys(("legislation", "jurisdiction", "legal", "legadminmaterial"), "legal"),
        **dict.fromkeys(("newspaper", "newsarticle", "news"), "news"),
        # CSL
        **dict.fromkeys(("legal_case", "bill", "treaty", "regulation", "standard"), "legal"),
        "hearing": "legal",
        **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), "news"),
        "post": "social",
        **{name: name for name in ("dataset", "speech", "interview")},
    }
)
_GENRES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("press release", "communiqué", "communique", "press statement"), "statement"
        ),
        **dict.fromkeys(("newspaper", "magazine", "newspaper article", "news article"), "news"),
        **dict.fromkeys(("tweet", "toot", "social media post", "facebook post"), "social"),
        **dict.fromkeys(("techreport", "technical report", "research report"), "report"),
        **dict.fromkeys(("working paper", "white paper", "policy brief"), "report"),
        **dict.fromkeys(("remarks", "address"), "speech"),
    }
)
"""What people write where a bibliography asks what sort of text it is."""


def source_type(kind: str, *written: str) -> str:
    """The type of a source; empty when ours has no word for it."""
    for text in map(str.lower, written):
        if text in SOURCE_TYPE.values:
            return text
        if text in _GENRES:
            return _GENRES[text]
    return _TYPES.get(kind.lower(), "")


def identifier(key: str) -> str:
    """The id for a key of a bibliography: the key, or a slug where it cannot be one."""
    try:
        return str(read_id(key, Conventions()))
    except ValueError:
        return slug(key)


def mistaken_marking(name: str, value: str) -> str:
    """A warning of a field that may say who must not read a source, and is not ``tlp``."""
    if name == "tlp" or not marks(name, value):
        return ""
    return (
        f"{name!r} looks like a marking, so the source counts as {badge_of(STRICTEST)}; write 'tlp'"
    )
