"""The command line: ``sphinx-briefing new policy briefs/2026-09-sanctions.md``.

``python -m sphinx_briefing`` is the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from . import freezing, impact_command
from .new_page import NOTE, Markup, brief_page, note_page
from .records import BRIEF_KINDS, BriefKind, kinds_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="sphinx-briefing")
    commands = parser.add_subparsers(required=True, metavar="command")
    new = commands.add_parser(
        "new", help="begin a note or a brief", description="Write the beginning of a page."
    )
    new.add_argument("kind", help=f"{NOTE}, or a kind of brief: {', '.join(BRIEF_KINDS)}, your own")
    new.add_argument("path", nargs="?", type=Path, help="file to write; default: print it")
    new.add_argument("--title", default="Title", help="title of the page, or of the note's source")
    new.add_argument("--date", default=date.today().isoformat(), help="default: today")
    new.add_argument(
        "-c",
        "--conf",
        type=Path,
        metavar="FOLDER",
        help="folder of the conf.py that has kinds of your own",
    )
    new.set_defaults(run=_new)
    freezing.add_command(commands)
    impact_command.add_command(commands)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (OSError, ValueError) as error:
        print(f"sphinx_briefing: {error}", file=sys.stderr)
        return 1
    return 0


def _new(options: argparse.Namespace) -> None:
    path: Path | None = options.path
    markup = Markup(restructured=path is not None and path.suffix == ".rst")
    if options.kind == NOTE:
        text = note_page(options.title, options.date, markup)
    else:
        kinds = _kinds(options.conf)
        if options.kind not in kinds:
            raise ValueError(f"{options.kind!r} is not one of: {', '.join((NOTE, *kinds))}")
        text = brief_page(kinds[options.kind], options.title, options.date, markup)
    if path is None:
        print(text, end="")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:  # never over what is there
        file.write(text)


def _kinds(conf: Path | None) -> Mapping[str, BriefKind]:
    """The kinds of brief that a configuration knows."""
    if conf is None:
        return BRIEF_KINDS
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    try:
        config = Config.read(conf.resolve(), overrides={}, tags=Tags())
    except ConfigError as error:
        raise ValueError(str(error)) from None
    config.add("briefing_kinds", {}, "env", dict)
    return kinds_of(config.briefing_kinds)


if __name__ == "__main__":
    sys.exit(main())
