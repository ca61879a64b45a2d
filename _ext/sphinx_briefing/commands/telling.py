"""Words to the person at the terminal."""

from __future__ import annotations

import sys

PROGRAM = "sphinx-briefing"


def tell(sentence: str) -> None:
    """Say something to the person, and not to a program that reads the answer."""
    print(f"{PROGRAM}: {sentence}", file=sys.stderr)
