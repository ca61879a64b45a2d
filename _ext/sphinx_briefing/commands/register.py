"""The toolkit added to a project that has a ``conf.py``: what it lacks, and nothing else."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .conf_edits import with_extensions
from .folders import CONF
from .telling import tell

NEEDED = ("myst_parser", "sphinx_briefing")
DOMAIN = "brief"
PAGES = ("briefs/index", "notes/index", "registers/index")


def register_in(folder: Path, author: str, language: str, *, dry_run: bool) -> None:
    """Add what is missing to the project in a folder, as one change.

    :raises ValueError: if it has no ``conf.py``, or one that cannot be changed surely.
    """
    from .writing import difference, replace_all

    conf = folder / CONF
    if not conf.is_file():
        raise ValueError(
            f"there is no {conf}; name its folder, or begin a project: sphinx-briefing init "
            f"{shlex.quote(str(folder))}"
        )
    changes = dict(_changes(folder, author, language))
    if not changes:
        print(f"{folder} has all of it already")
        return
    if dry_run:
        for path, text in changes.items():
            print("".join(difference(path, text, str(path))), end="")
        return
    replace_all(changes)
    for path in changes:
        print(path)
    tell("the pages in briefs, notes and registers are examples; delete them when yours are there")


def _changes(folder: Path, author: str, language: str) -> Iterator[tuple[Path, str]]:
    """Yield what to write, by its places."""
    from .reading import config_of
    from .starter import EXAMPLE_FOLDERS, page_files
    from .writing import text_of

    conf = folder / CONF
    config = config_of(folder)
    extensions = config.extensions
    missing = [name for name in NEEDED if name not in extensions]
    if missing:
        old = text_of(conf)
        yield conf, with_extensions(old, missing, conf)
        if "myst_parser" in missing:
            _tell_of_markdown(folder)
    there = [name for name in EXAMPLE_FOLDERS if (folder / name).exists()]
    if there:
        if missing:
            tell(f"{folder / there[0]} is there already: no example pages are added")
        return
    prefix = "" if config.primary_domain == DOMAIN else f"{DOMAIN}:"
    files = page_files(folder.resolve().name, author, language, date.today(), prefix=prefix)
    for name, text in files.items():
        yield folder / name, text
    start = _start_page(folder, config.root_doc)
    if start is None:
        tell(f"name these pages in a toctree: {', '.join(PAGES)}")
    else:
        yield start, _with_toctree(text_of(start), start.suffix == ".rst")


def _start_page(folder: Path, name: str) -> Path | None:
    for suffix in (".md", ".rst"):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    return None


def _with_toctree(text: str, is_restructured: bool) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    if is_restructured:
        lines = [".. toctree::", "   :hidden:", "", *(f"   {page}" for page in PAGES)]
    else:
        lines = ["```{toctree}", ":hidden:", "", *PAGES, "```"]
    return text.rstrip() + end * 2 + end.join(lines) + end


def _tell_of_markdown(folder: Path) -> None:
    found = [path.name for path in sorted(folder.glob("*.md"))]
    if found:
        tell(
            f"Markdown files are pages from now on: {', '.join(found)}; name those that are none "
            "in exclude_patterns"
        )
