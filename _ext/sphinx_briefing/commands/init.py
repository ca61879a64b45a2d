"""``sphinx-briefing init``: begin a project, or add the toolkit to one."""

from __future__ import annotations

import shlex
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .folders import CONF
from .telling import tell

EXAMPLES = (
    "init my-briefs",
    "init my-briefs --title 'Briefs of the ports desk' --language de",
    "init --register sphinx docs --dry-run",
)

AUTHORS = {"en": "Your desk", "de": "Ihr Referat", "fr": "Votre service"}
THEIRS = ("README.md", ".gitignore")
"""Files that a new repository often has; they stay as they are."""


class Language(StrEnum):
    """The languages that the first pages are written in."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"


class Existing(StrEnum):
    """The kinds of project that the toolkit can be added to."""

    SPHINX = "sphinx"


def init(
    folder: Annotated[
        Path, typer.Argument(show_default=False, help="Default: the working folder.")
    ] = Path(),
    title: Annotated[
        str, typer.Option(show_default=False, help="Default: the name of the folder.")
    ] = "",
    author: Annotated[
        str, typer.Option(show_default=False, help="Who writes the briefs: a desk, a name.")
    ] = "",
    language: Annotated[Language, typer.Option(help="Of the first pages.")] = Language.ENGLISH,
    register: Annotated[
        Existing | None,
        typer.Option(
            show_default=False, help="Add the toolkit to a project that has a conf.py already."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be written, and write nothing.")
    ] = False,
) -> None:
    """Begin a project that builds as it is.

    Pages with one note and one brief, conf.py, noxfile.py, a workflow for GitHub and a README, in a
    folder that is new or has no project yet. With --register sphinx, a project with a conf.py gets
    the extensions and the pages that it lacks. Nothing is written over.
    """
    title, author = " ".join(title.split()), " ".join(author.split())
    author = author or AUTHORS[language]
    if register is not None:
        from .register import register_in

        register_in(folder, author, language, dry_run=dry_run)
        return
    _check(folder)
    from .starter import project_files
    from .writing import write_all_new

    files = project_files(title or _title_of(folder), author, language, date.today())
    kept = [name for name in THEIRS if (folder / name).exists()]
    places = {folder / name: text for name, text in files.items() if name not in kept}
    if dry_run:
        for path in places:
            print(path)
        return
    write_all_new(places)
    for name in kept:
        tell(f"{folder / name} was there already, and stays as it is")
    if ".gitignore" in kept:
        tell("have it leave out what builds make: build/ and .nox/")
    print(f"{len(places)} files are in {folder.resolve()}. Build the pages, and check them:")
    print()
    if folder.resolve() != Path.cwd():
        print(f"    cd {shlex.quote(str(folder))}")
    print("    python -m pip install nox && nox")
    print("    nox -s check")
    print()
    print("The pages begin at build/html/index.html.")


def _check(folder: Path) -> None:
    """Refuse a folder that has a project.

    :raises ValueError: if it has one.
    """
    for name in (CONF, f"conf/{CONF}", f"docs/{CONF}", f"source/{CONF}", f"docs/source/{CONF}"):
        if (folder / name).is_file():
            inside = shlex.quote(str((folder / name).parent))
            raise ValueError(
                f"there is a project already, {folder / name}; add the toolkit to it: "
                f"sphinx-briefing init --register sphinx {inside}"
            )


def _title_of(folder: Path) -> str:
    words = " ".join(folder.resolve().name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or "Briefs"
