"""The fonts of the house style, as folders that Typst can read.

Typst carries a serif (Libertinus Serif: Latin, Cyrillic, Greek, Hebrew) and a mono. The sans is
FiraGO, which adds Arabic, Hebrew, Georgian, Thai and Devanagari; it comes from the package
``pymupdf-fonts`` (SIL Open Font License 1.1), whose files are unpacked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ...diagnostics.log import warn_of_setting
from ...files import write_atomically

_PACKAGED = {
    "figo": "FiraGO-Regular.ttf",
    "figbo": "FiraGO-Bold.ttf",
    "figit": "FiraGO-Italic.ttf",
    "figbi": "FiraGO-BoldItalic.ttf",
    "fimo": "FiraMono-Regular.ttf",
    "fimbo": "FiraMono-Bold.ttf",
    "symbol1": "NotoSansSymbols-Regular.ttf",
    "symbol2": "NotoSansSymbols2-Regular.ttf",
    "math": "NotoSansMath-Regular.ttf",
}
"""Names in ``pymupdf_fonts`` → file names: text sans, mono, then symbols that the others lack."""

_SERIF = ("Libertinus Serif",)
_SANS = ("FiraGO", "Libertinus Serif")
_MONO = ("Fira Mono", "DejaVu Sans Mono")
_OTHERS = ("FiraGO", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math")


def unpack_fonts(folder: Path) -> Path | None:
    """Write the packaged fonts to *folder*, if the package is there."""
    try:
        package: Any = import_module("pymupdf_fonts")
    except ImportError:
        return None
    for name, filename in _PACKAGED.items():
        path = folder / filename
        if not path.exists():
            write_atomically(path, package.fontbuffers[name]())
    return folder


def extra_folders(folders: Iterable[str], confdir: Path) -> list[Path]:
    """Return the folders of ``briefing_pdf_fonts``, and warn about those that are not there."""
    found = []
    for name in folders:
        folder = (confdir / name).resolve()
        if folder.is_dir():
            found.append(folder)
        else:
            warn_of_setting("briefing_pdf_fonts", f"there is no folder {name!r}", "pdf")
    return found


def families(fonts: Any, preferred: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the fonts for each use, in order of preference, out of those that *fonts* holds.

    What a user asked for comes first, and is reported if it is not there. What else a user added
    follows the house's own fonts, so that it fills their gaps.
    """
    installed = sorted(fonts.families())
    for name in sorted({name for names in preferred.values() for name in names}):
        if name not in installed:
            problem = f"there is no family {name!r}; there are: {', '.join(installed)}"
            warn_of_setting("briefing_pdf_families", problem, "pdf")
    conventions = {
        *_SERIF,
        *_SANS,
        *_MONO,
        *_OTHERS,
        "New Computer Modern",
        "New Computer Modern Math",
    }
    added = sorted(name for name in installed if name not in conventions)

    def chosen(use: str, first: tuple[str, ...]) -> list[str]:
        wanted = dict.fromkeys((*preferred.get(use, ()), *first, *_OTHERS, *_SERIF, *added))
        return [name for name in wanted if name in installed]

    return {
        "serif": chosen("serif", _SERIF),
        "sans": chosen("sans", _SANS),
        "mono": chosen("mono", _MONO),
    }
