"""What is said about PDFs, remembered beside them: an unchanged brief is still too long.

Sphinx warns about what it makes, and makes an unchanged brief no second time; without this, what
was said once would be forgotten, and an incremental build would say less than a clean one.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from sphinx.util import logging

logger = logging.getLogger(__name__)

NAME = ".briefing-pdf-said.json"


class Remark(msgspec.Struct, frozen=True, array_like=True):
    """Something that is said about a page."""

    message: str
    subtype: str = "pdf"
    line: int = 0
    level: str = "warning"


class Said:
    """The remarks of one build, and those of the build before it."""

    def __init__(self, outdir: Path) -> None:
        self._path = outdir / NAME
        self._now: dict[str, list[Remark]] = {}
        try:
            self._before = msgspec.json.decode(
                self._path.read_bytes(), type=dict[str, list[Remark]]
            )
        except (OSError, msgspec.MsgspecError):
            self._before = {}

    def begin(self, docname: str) -> None:
        """Forget what was said about a page that is made anew."""
        self._now[docname] = []

    def say(self, docname: str, remark: Remark) -> None:
        """Say something, once."""
        said = self._now.setdefault(docname, [])
        if remark not in said:
            said.append(remark)
            _say(docname, remark)

    def finish(self, docnames: set[str]) -> None:
        """Repeat what holds of pages that stayed as they were, and remember all."""
        for docname in sorted(docnames & self._before.keys() - self._now.keys()):
            self._now[docname] = self._before[docname]
            for remark in self._now[docname]:
                _say(docname, remark)
        kept = {name: said for name, said in sorted(self._now.items()) if said and name in docnames}
        if kept == self._before:
            return
        if not kept:
            self._path.unlink(missing_ok=True)
            return
        part = self._path.with_suffix(".partial")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
        part.replace(self._path)


def _say(docname: str, remark: Remark) -> None:
    location = (docname, remark.line) if remark.line else docname
    if remark.level == "warning":
        logger.warning(remark.message, location=location, type="briefing", subtype=remark.subtype)
    elif remark.level == "note":
        logger.info(remark.message, location=location)
