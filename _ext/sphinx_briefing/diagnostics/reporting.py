"""Tell others what is wrong: the SARIF file, the table and the annotations of a build."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from .. import __version__
from ..config.settings import registry_of, wrong
from ..config.values import loudness
from ..domain import BriefDomain
from ..files import write_atomically
from . import sarif
from .codes import Codes
from .github import commands
from .model import TYPE, Diagnostic
from .summary import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def settled(domain: BriefDomain, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that are said, with levels and with files as others name them, by file and line."""
    env = domain.env
    root = root_of(Path(env.srcdir))
    suppressed = env.config.suppress_warnings
    return sorted(
        (
            Diagnostic(
                docname="",
                line=one.line,
                code=one.code,
                message=one.message,
                path=_relative(Path(one.path or env.doc2path(one.docname)), root),
                level=loudness(env.config, one),
            )
            for one in found
            if not is_suppressed_warning(TYPE, one.code, suppressed)
        ),
        key=lambda one: (one.path, one.line, one.code, one.level, one.message),
    )


def root_of(folder: Path) -> Path:
    """The root of the repository that a folder is in, or the folder itself."""
    found = (up for up in (folder, *folder.parents) if (up / ".git").exists())
    return next(found, folder)


def _relative(path: Path, root: Path) -> str:
    # An included file may stand outside.
    return Path(os.path.relpath(path, root)).as_posix()


def write_sarif(app: Sphinx, found: list[Diagnostic]) -> bool:
    """Write the SARIF file, if the configuration names one; it takes the place of no other file.

    :returns: whether there is a file that may be written anew in this build.
    """
    if not app.config.briefing_sarif:
        return False
    target = Path(app.outdir, app.config.briefing_sarif)
    codes = registry_of(app.config).codes
    encoded = msgspec.json.encode(sarif.document(found, codes, __version__))
    try:
        if target.exists() and not _is_sarif(target):
            wrong("briefing_sarif", f"{str(target)!r} is no SARIF file, and stays as it is; "
                  "write the name of another")  # fmt: skip
            return False
        write_atomically(target, msgspec.json.format(encoded, indent=2) + b"\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        wrong("briefing_sarif", f"{str(target)!r} cannot be written: {why}")
        return False
    return True


def _is_sarif(path: Path) -> bool:
    """Whether a file is one that this build may write anew."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(2_000)
    return not start.strip() or (start.lstrip()[:1] == b"{" and b'"runs"' in start)


def sum_up(found: list[Diagnostic], codes: Codes) -> None:
    """Say how many findings there are; in GitHub Actions, also show each at its line."""
    lines = commands(found) if os.environ.get("GITHUB_ACTIONS") == "true" else []
    for line in (*lines, *table(found, codes)):
        logger.info("%s", line)
