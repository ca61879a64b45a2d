"""The commands by their names, and the program made of them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from ..version import __version__
from .telling import PROGRAM, tell

COMMANDS = {
    "init": ".init",
    "new": ".new",
    "clip": ".clip",
    "freeze": ".freeze",
    "impact": ".impact",
    "report-card": ".report_card",
    "outgoing": ".outgoing",
    "fetch": ".fetch",
    "find": ".find",
    "show": ".show",
    "doctor": ".doctor",
    "rename": ".rename",
    "merge": ".merge",
    "live": ".live",
    "build": ".build",
    "compose": ".compose",
    "lsp": ".lsp",
    "mcp": ".mcp",
    "word-in": ".word_in",
    "word-out": ".word_out",
    "export": ".export",
    "import": ".importing",
}
"""The module of each command, in the order of the help.

It has a function of the same name (``word-in`` is ``word_in``, ``import`` is ``import_``), whose
docstring is the help, and ``EXAMPLES``: what to type after the name of the program. Modules import
at their top only what starts fast, and the rest inside the function: ``--help`` and completion
import all of them.
"""

DONE, FAILED, WRONG_USAGE, FOUND = 0, 1, 2, 3
"""Exit statuses; ``FOUND`` says that a command has found what it was asked to look for."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    words = [*(sys.argv[1:] if arguments is None else arguments)]
    _open_streams()
    try:
        program(words)(words, prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE if end.code is None else FAILED
    except ModuleNotFoundError as error:
        tell(f"{error.name} is not installed; pip install '{PROGRAM}[all]' brings it")
        return FAILED
    except (OSError, ValueError) as error:
        tell(_said(error))
        return FAILED
    return DONE


def _said(error: OSError | ValueError) -> str:
    """A sentence on what has gone wrong; of files without the number that systems give it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _open_streams() -> None:
    """Have somewhere to print, and no letter that cannot be printed there.

    Programs read UTF-8, whatever this machine has for its terminal.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # it was closed by whoever has started this
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            is_plain = name == "stdout" and not stream.isatty()
            stream.reconfigure(encoding="utf-8" if is_plain else None, errors="backslashreplace")


def program(words: Sequence[str] = ()) -> typer.Typer:
    """The program, with the command that some words begin with, or else with all commands."""
    app = typer.Typer(
        name=PROGRAM,
        help="The desk around briefs made with Sphinx.",
        epilog=f"{PROGRAM} COMMAND --help says more of each, with an example.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown" if _is_decorated() else None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_about)
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        module = import_module(COMMANDS[name], __package__)
        app.command(name, epilog=_examples(module.EXAMPLES))(function_of(name, module))
    return app


def function_of(name: str, module: ModuleType) -> Callable[..., None]:
    """The function of a command."""
    plain = name.replace("-", "_")
    found: Callable[..., None] = getattr(module, f"{plain}_" if iskeyword(plain) else plain)
    return found


def _examples(examples: Iterable[str]) -> str:
    """Examples as paragraphs of their own, which no terminal breaks elsewhere."""
    return "\n\n".join(f"Example: {PROGRAM} {example}" for example in examples)


def _is_decorated() -> bool:
    """Whether colours and frames are wanted."""
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty() and sys.stderr.isatty()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _about(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Begin every command."""
