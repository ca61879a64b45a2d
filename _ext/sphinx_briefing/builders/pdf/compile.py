"""Typst: a folder with a main file in, PDF bytes out.

The compiler sees one folder that holds nothing but what we put there, no system fonts and no
packages, so that a document can read no other file and ask no other host.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from .fonts import families

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Accessible (PDF/UA-1) and archivable with structure and Unicode text (PDF/A-2a).
STANDARDS = ("ua-1", "a-2a")
_NOWHERE = "/nonexistent"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A PDF, and what was wrong on the way to it."""

    pdf: bytes | None
    warnings: tuple[str, ...] = ()
    refused: str = ""
    """Why there is no PDF of the standards asked for."""


class TypstCompiler:
    """One Typst compiler for one staging folder; made once and used for every brief."""

    def __init__(self, root: Path, font_folders: Sequence[Path]) -> None:
        typst = import_typst()
        fonts = typst.Fonts(
            include_system_fonts=False, font_paths=[str(folder) for folder in font_folders]
        )
        self._error: type[Exception] = typst.TypstError
        self._compiler = typst.Compiler(
            root=str(root),
            font_paths=fonts,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )
        self.root = root
        self.families = families(fonts)

    def compile(
        self, main: Path, timestamp: datetime, standards: Sequence[str] = STANDARDS
    ) -> Compiled:
        """Compile *main*; without *standards*, the PDF is an untagged one."""
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                input=str(main),
                format="pdf",
                pdf_standards=list(standards),
                pdf_tags=bool(standards),
                timestamp=timestamp,
            )
        except self._error as error:
            return Compiled(None, refused=_sentence(error))
        return Compiled(pdf, tuple(_sentence(warning) for warning in warnings))

    def why_not(self, source: str) -> str:
        """Return why Typst cannot set the small document *source*, or nothing if it can."""
        try:
            self._compiler.compile(input=source.encode(), format="svg")
        except self._error as error:
            return _sentence(error)
        return ""


def version_of(package: str) -> str:
    """Return the version of a package; empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
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
