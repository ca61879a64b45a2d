"""Words to the person at the terminal."""

from __future__ import annotations

import sys
from typing import Any

PROGRAM = "sphinx-briefing"


def tell(sentence: str) -> None:
    """Say something to the person, and not to a program that reads the answer."""
    print(f"{PROGRAM}: {sentence}", file=sys.stderr)


def print_json(data: Any) -> None:
    """Print an answer for programs."""
    import msgspec

    encoded = msgspec.json.format(msgspec.json.encode(data), indent=1)
    sys.stdout.write(encoded.decode() + "\n")
