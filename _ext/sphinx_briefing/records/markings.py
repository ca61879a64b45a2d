"""What looks like a marking and is none: a key or a column with another name than ``tlp``."""

from __future__ import annotations

import re

from ..vocabularies import TLP

_NAMES = re.compile(r"marking|markings|protectivemarking|trafficlight.*|tlp.*|tpl|ltp|tip|ptl|lpt")
_ALSO = re.compile(
    r"(security|data)?(classification|sensitivity|confidentiality|restriction|handling|level)"
)
_WORDS = re.compile(r"\btlp\b|secret|confidential|restricted|official|sensitive|vs-?nfd", re.I)


def folded(name: str) -> str:
    """A name without regard to case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def is_marking(name: str, value: str = "") -> bool:
    """Whether a name, or a more common one with its value, says who may read something.

    Nobody takes it for a marking, so what it stands on must count as marked most strictly.
    """
    name = folded(name)
    if _NAMES.fullmatch(name):
        return True
    return bool(_ALSO.fullmatch(name)) and (_is_grade(value) or bool(_WORDS.search(value)))


def _is_grade(value: str) -> bool:
    try:
        return bool(TLP.read(value))
    except ValueError:
        return False
