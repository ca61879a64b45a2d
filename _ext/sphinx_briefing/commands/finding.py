"""A finding of ``sphinx-briefing doctor``: what is wrong, where, and what to do."""

from __future__ import annotations

from typing import Any, NamedTuple


class Finding(NamedTuple):
    """Something wrong with an installation or a project."""

    code: str
    what: str
    where: str
    """A file with its line, where there is one; a package; or empty."""
    do: str

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data; what is empty is left out."""
        return {name: value for name, value in self._asdict().items() if value}
