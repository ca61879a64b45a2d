"""The files that a project begins with."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, StrictUndefined

PLACES = {
    "gitignore": ".gitignore",
    "workflow.yml": ".github/workflows/briefs.yml",
}
"""Where files go whose names would mean something here already."""

EXAMPLE_FOLDERS = ("briefs", "notes", "registers")
START_PAGE = "index.md"

_TEMPLATES = "starter_files"
_SUFFIX = ".jinja"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#$~|])")
_DAYS_BEFORE = 7
"""How long before the brief its source appeared: it may know of nothing later."""


def project_files(title: str, author: str, language: str, today: date) -> dict[str, str]:
    """The files of a new project, by their places below its top folder."""
    words = _words(title, author, language, today)
    return _written("project", words) | _written(language, words)


def page_files(
    title: str, author: str, language: str, today: date, *, prefix: str
) -> dict[str, str]:
    """The example pages alone, without a start page, for a project that has one.

    :param prefix: what stands before the names of directives and roles there, such as ``brief:``.
    """
    found = _written(language, _words(title, author, language, today) | {"d": prefix})
    del found[START_PAGE]
    return found


def _words(title: str, author: str, language: str, today: date) -> dict[str, str]:
    return {
        "title": title,
        "author": author,
        "language": language,
        "today": today.isoformat(),
        "before": (today - timedelta(_DAYS_BEFORE)).isoformat(),
        "d": "",
    }


def _written(folder: str, words: dict[str, str]) -> dict[str, str]:
    environment = Environment(
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#-",
        comment_end_string="-#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    environment.filters |= {"python": _python, "yaml": _yaml, "markdown": _markdown}
    top = files(__package__) / _TEMPLATES / folder
    return {place: environment.from_string(text).render(words) for place, text in _templates(top)}


def _templates(folder: Traversable, below: str = "") -> list[tuple[str, str]]:
    """The templates in a folder, each with the place of what is made of it."""
    found: list[tuple[str, str]] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        place = str(PurePosixPath(below, one.name))
        if one.is_dir():
            found += _templates(one, place)
        elif place.endswith(_SUFFIX):
            name = place.removesuffix(_SUFFIX)
            found.append((PLACES.get(name, name), one.read_text(encoding="utf-8")))
    return found


def _python(text: str) -> str:
    """A text as Python writes it, in the quotes that formatters want."""
    return json.dumps(text, ensure_ascii=False)


def _yaml(text: str) -> str:
    """A text as YAML takes it in any case."""
    return json.dumps(text, ensure_ascii=False)


def _markdown(text: Any) -> str:
    """A text as Markdown prints it in a heading."""
    return _MARKUP.sub(r"\\\1", str(text))
