"""All that was found, as lines, as JSON and as SARIF."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..diagnostics.codes import Code, Codes
from ..diagnostics.model import Diagnostic
from ..diagnostics.sarif import document
from ..word_files.places import plain
from .listing import Found

ShownAs = Callable[[str], str]
"""A path from the folder of the pages, as it is said."""

_CODE = "word-in"


def lines_of(found: Iterable[Found], shown_as: ShownAs) -> list[str]:
    """One line for each: ``file:line: who: what``."""
    lines = []
    for one in found:
        place = f"{shown_as(one.spot.path)}:{one.spot.line}" if one.is_placed else "not placed"
        lines.append(f"{place}: {one.who or 'unnamed'}: {one.words()}")
    return lines


def data_of(found: Iterable[Found], shown_as: ShownAs) -> list[dict[str, Any]]:
    """The same, for programs."""
    told = []
    for one in found:
        data: dict[str, Any] = {
            "file": shown_as(one.spot.path) if one.is_placed else "",
            "line": one.spot.line,
            "who": one.who,
            "when": one.when,
            "what": one.what,
            "text": plain(one.text),
        }
        if one.to.line:
            data["to"] = {"file": shown_as(one.to.path), "line": one.to.line}
        told.append(data)
    return told


def sarif_of(found: Iterable[Found], shown_as: ShownAs, version: str) -> dict[str, Any]:
    """The same, for code hosts and editors."""
    codes = Codes()
    codes.add(_CODE, "Somebody has changed a Word file, or remarked on it.", "note")
    assert isinstance(codes[_CODE], Code)
    diagnostics = [
        Diagnostic(
            "",
            one.spot.line,
            _CODE,
            f"{one.who or 'unnamed'}: {one.words()}",
            shown_as(one.spot.path) if one.is_placed else "",
            "note",
        )
        for one in found
    ]
    return document(diagnostics, codes, version)
