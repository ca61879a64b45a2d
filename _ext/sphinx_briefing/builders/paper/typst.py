"""Typst: a folder with a main file in, PDF bytes out.

The compiler sees one folder that holds nothing but what we put there, no system fonts and no
packages, so that a document can read no other file and ask no other host.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from .fonts import families
from .typst_code import literal, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STANDARDS = ("ua-1", "a-2a")
"""Accessible (PDF/UA-1) and archivable with structure and Unicode text (PDF/A-2a)."""

_NOWHERE = "/nonexistent"

_NO_GLYPH = "could not be displayed"
"""Typst's words for a character that no font can show."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A PDF, and what was wrong on the way to it."""

    pdf: bytes | None
    warnings: tuple[str, ...] = ()
    refused: str = ""
    """Why there is no PDF of the standards asked for."""


class TypstCompiler:
    """One Typst compiler for one staging folder; made once and used for every brief."""

    def __init__(
        self,
        root: Path,
        font_folders: Sequence[Path],
        preferred: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        typst = import_typst()
        self._fonts = typst.Fonts(
            include_system_fonts=False, font_paths=[str(folder) for folder in font_folders]
        )
        self._error: type[Exception] = typst.TypstError
        self.root = root
        self._compiler = self._new_compiler()
        self.families = families(self._fonts, preferred or {})

    def _new_compiler(self, document: bytes | None = None) -> Any:
        return import_typst().Compiler(
            input=document,
            root=str(self.root),
            font_paths=self._fonts,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )

    def another(self) -> TypstCompiler:
        """Return a compiler like this one, with the same fonts, for another thread."""
        twin = copy(self)
        twin._compiler = self._new_compiler()
        return twin

    def compile(
        self, source: str, timestamp: datetime, standards: Sequence[str] = STANDARDS
    ) -> Compiled:
        """Compile the document *source*; without *standards*, the PDF is an untagged one."""
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                input=source.encode("utf-8"),
                format="pdf",
                pdf_standards=list(standards),
                pdf_tags=bool(standards),
                timestamp=timestamp,
            )
        except self._error as error:
            return Compiled(None, refused=_sentence(error))
        return Compiled(pdf, tuple(_sentence(warning) for warning in warnings))

    def missing_glyphs(self, characters: Iterable[str], family: Sequence[str]) -> list[str]:
        """Return those of *characters* that no font can show, as Typst itself finds out."""

        def has_glyphs(some: Sequence[str]) -> bool:
            words = " ".join(some)
            source = (
                f'#set document(title: "")\n#set text(font: {value(list(family))})\n'
                f"#{literal(words)}"
            )
            return _NO_GLYPH not in self.compile(source, _EPOCH, ("ua-1",)).refused

        found: list[str] = []
        waiting = [sorted(set(characters))]
        while waiting:
            some = waiting.pop()
            if not some or has_glyphs(some):
                continue
            if len(some) == 1:
                found += some
            else:
                middle = len(some) // 2
                waiting += [some[middle:], some[:middle]]
        return found

    def png(self, source: str) -> bytes:
        """Return the one page of the document *source* as a picture, two pixels for each point."""
        drawn: bytes = self._compiler.compile(input=source.encode(), format="png", ppi=144.0)
        return drawn

    def query(self, source: str, selector: str) -> str:
        """Return the values that the document *source* holds for *selector*, as JSON."""
        try:
            found: str = self._new_compiler(source.encode("utf-8")).query(selector, field="value")
        except self._error:
            return ""
        return found

    def why_not(self, source: str) -> str:
        """Return why Typst cannot set the small document *source*, or nothing if it can."""
        try:
            self._compiler.compile(input=source.encode(), format="svg")
        except self._error as error:
            return _sentence(error)
        return ""


def import_typst() -> Any:
    """Import Typst, or say which extra brings it."""
    try:
        return import_module("typst")
    except ImportError as error:
        raise ExtensionError(
            'The builder briefpdf needs Typst: pip install "sphinx-briefing[pdf]"'
        ) from error


def _sentence(problem: Any) -> str:
    """Return one line of a diagnostic: its message and its hints."""
    message = str(getattr(problem, "message", problem))
    hints = [str(hint) for hint in getattr(problem, "hints", None) or ()]
    return " ".join("; ".join([message, *hints]).split())
