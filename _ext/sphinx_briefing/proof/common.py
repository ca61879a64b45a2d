"""Words that stand in every site, whatever it says: in themes, catalogues and markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import docutils
import sphinx

from ..code_digest import PACKAGE
from ..domain import domain_of
from ..ledger_tables.columns import Columns
from ..ledger_tables.views import catalogue
from .words import folded

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SPHINX = Path(sphinx.package_dir)
_DOCUTILS = Path(docutils.__file__ or "").parent
_TOKENS = Path(str(getattr(find_spec("pygments.token"), "origin", "")))
_TEXTS = frozenset(
    {
        ".html", ".jinja", ".xml", ".css", ".js", ".svg", ".txt", ".po", ".pot", ".typ", ".tex",
        ".sty", ".cls", ".ist", ".xdy", ".texi", ".opf", ".ncx", ".toml", ".conf", ".json",
        ".csl", ".md", ".rst",
    }
)  # fmt: skip
_CODE = frozenset({".py"})
_PROSE = re.compile(rb'r?""".*?"""', re.S)
_NAMES = re.compile(rb"[\"']([a-z][a-z0-9_:./-]*)[\"']")
_WORDS = re.compile(rb"[a-z][a-z0-9]*")


class Common:
    """The words of the files of a theme and of the programs; they are read when they are asked for.

    :param texts: folders and files of themes, templates and catalogues.
    :param code: folders of programs, whose strings without white space name tags, classes and keys.
    :param own: files and folders of the project, which stand in all of its pages. They excuse a
        word, and no sentence: that has been written by somebody who knew what is withheld.
    :param also: texts of the same kind.
    :param always: texts that stand in every such output.
    """

    def __init__(
        self,
        texts: Iterable[Path],
        code: Iterable[Path],
        own: Iterable[Path] = (),
        also: Iterable[str] = (),
        always: Iterable[str] = (),
    ) -> None:
        self._folders = list(texts)
        self._code = list(code)
        self._own = list(own)
        self._also = list(also)
        self._always = list(always)

    def holds(self, needle: str, *, is_plain: bool) -> bool:
        """Whether words stand in every site.

        :param is_plain: whether they were found in small letters.
        """
        if f" {needle} " in self._texts:
            return True
        if " " in needle:
            return False
        return f" {needle} " in self._own_texts or (is_plain and needle in self._words)

    @cached_property
    def _texts(self) -> str:
        return f"{_folded(self._folders)}{_folded_texts(self._always)} "

    @cached_property
    def _own_texts(self) -> str:
        return f"{_folded(self._own)}{_folded_texts(self._also)} "

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(
            word.decode()
            for path in _files(self._code, _CODE)
            for name in _NAMES.findall(_PROSE.sub(b"", path.read_bytes()))
            for word in _WORDS.findall(name)
        )


def _folded(places: Iterable[Path]) -> str:
    return f" {' '.join(folded(path.read_bytes()) for path in _files(places, _TEXTS))} "


def _folded_texts(texts: Iterable[str]) -> str:
    return " ".join(folded(text.encode("utf-8", "replace")) for text in texts)


def _files(places: Iterable[Path], kinds: Collection[str]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from (
                path for path in sorted(place.rglob("*")) if path.suffix in kinds and path.is_file()
            )


def common_of(app: Sphinx) -> Common:
    """The words of the theme and of the programs of a build."""
    language = app.config.language or "en"
    texts = [
        *theme_folders(app),
        *(_SPHINX / name for name in ("templates", "texinputs", "texinputs_win", "themes")),
        _SPHINX / "locale" / "sphinx.pot",
        *(_SPHINX / "locale" / name for name in (language, language.partition("_")[0])),
        PACKAGE / "locale",
        PACKAGE / "html",
        PACKAGE / "builders",
        *(folder / "locale" for folder in _folders_of_extensions(app)),
        *(folder / "theme" for folder in _folders_of_extensions(app)),
    ]
    code = [
        _SPHINX, _DOCUTILS, PACKAGE, _TOKENS,
        *_folders_of_extensions(app),
    ]  # fmt: skip
    own = [
        *(Path(app.confdir, folder) for folder in app.config.templates_path),
        *(Path(app.confdir, folder) for folder in app.config.html_static_path),
        Path(app.confdir, "conf.py"),
    ]
    also = [str(one.value) for one in app.config if isinstance(one.value, str)]
    return Common(texts, code, own, also, _tables(app))


def _tables(app: Sphinx) -> list[str]:
    """The SQL beside the tables of a ledger, and the names of columns, where they are written."""
    if app.builder.name != "ledger" or not app.config.briefing_ledger_parquet:
        return []
    kinds = domain_of(app.env).ledger.kinds.selectable
    columns = (Columns(kind) for kind in kinds.values())
    names = {name for one in columns for name in (*one.said, *(of.name for of in one.columns))}
    return [catalogue(kinds), *sorted(names)]


def theme_folders(app: Sphinx) -> list[Path]:
    """The folders of the theme of a website, and of those that it is made from."""
    theme = getattr(app.builder, "theme", None)
    return [Path(folder) for folder in theme.get_theme_dirs()] if theme is not None else []


def _folders_of_extensions(app: Sphinx) -> list[Path]:
    """The folders of the extensions that are packages installed with Python."""
    files = (getattr(one.module, "__file__", None) for one in app.extensions.values())
    found = {Path(file).parent for file in files if file and Path(file).name == "__init__.py"}
    return sorted(found - {PACKAGE})


def shipped_folders(app: Sphinx) -> list[Path]:
    """The folders of files that Sphinx, the theme and extensions ship for all sites."""
    own = (Path(app.confdir), Path(app.srcdir))
    static = (Path(folder) for folder in getattr(app.config, "html_static_path", ()))
    return [
        *(folder / "static" for folder in theme_folders(app)),
        *(one for one in static if one.is_absolute() and not any(map(one.is_relative_to, own))),
        _SPHINX / "texinputs",
        *(PACKAGE / "html" / name for name in ("static", "theme/briefing/static")),
    ]
