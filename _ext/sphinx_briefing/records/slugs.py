"""Default ids: a slug of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return ``text`` in ASCII, lower case, with hyphens between words.

    Letters of any script are transliterated (``Šekerinska`` gives ``sekerinska``).
    The result is empty when the text has no letter and no digit.
    """
    return _NOT_ALNUM.sub("-", anyascii(text).lower()).strip("-")
