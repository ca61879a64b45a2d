"""The command line: ``sphinx-briefing new policy briefs/2026-09-sanctions.md``.

``python -m sphinx_briefing`` is the same.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .commands.app import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
