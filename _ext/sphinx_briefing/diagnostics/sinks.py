"""Show what was said in a build to others: the SARIF file, the table, the annotations.

Each of them gets everything that bears a code of ours, whoever said it and when: from the
configuration to the last file that was written, and what was repeated for pages that are not made
again. Warnings of Sphinx and of other extensions stay in the log.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from ..config.settings import registry_of
from ..files import write_atomically
from . import sarif
from .build_log import log_of
from .github import commands
from .log import warn_of_setting
from .model import TYPE, Diagnostic
from .summary import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .entries import LogEntry

logger = logging.getLogger(__name__)

_SARIF = "briefing_sarif"


def diagnostics_of(app: Sphinx) -> list[Diagnostic]:
    """All diagnostics of a build so far, each once, by file and line.

    They have levels, and files as others name them: relative to the root of the repository.
    """
    log = log_of(app)
    root = root_of(log.sources)
    suppressed = app.config.suppress_warnings
    found = {
        _diagnostic(app, page, entry, root)
        for page, entry in log.entries()
        if entry.type == TYPE and not is_suppressed_warning(TYPE, entry.subtype, suppressed)
    }
    return sorted(found, key=lambda one: (one.path, one.line, one.code, one.level, one.message))


def _diagnostic(app: Sphinx, page: str, entry: LogEntry, root: Path) -> Diagnostic:
    path, line = _place(app, page, entry)
    if path:  # as its author knows it
        named = log_of(app).of_authors(replace(entry, place=f"{path}:{line or ''}"))
        path, _, written = named.place.rpartition(":")
        entry, line = named, int(written or 0)
    return Diagnostic(
        docname="",
        line=line,
        code=entry.subtype,
        message=entry.message.replace(f"{root}{os.sep}", ""),
        # An included file may stand outside.
        path=Path(os.path.relpath(path, root)).as_posix() if path else "",
        level="note" if entry.is_note else "warning",
    )


def _place(app: Sphinx, page: str, entry: LogEntry) -> tuple[str, int]:
    """File and line of an entry; what has no place of its own belongs to the configuration."""
    path, _, line = entry.place.rpartition(":")
    if path and (line.isdecimal() or not line) and not path.startswith("<"):  # <unknown>
        return path, int(line or 0)
    docname = entry.place if entry.place and not path else page
    if docname in app.env.found_docs:
        return str(app.env.doc2path(docname)), 0
    conf = Path(app.confdir, "conf.py")
    return (str(conf), _line_of(entry.setting, conf)) if conf.is_file() else ("", 0)


def _line_of(setting: str, conf: Path) -> int:
    """The line on which a file assigns a configuration value last; 0 where it does not."""
    text = conf.read_text(encoding="utf-8", errors="replace")
    found = list(re.finditer(rf"^{re.escape(setting)}\s*[:=]", text, re.M)) if setting else []
    return text.count("\n", 0, found[-1].start()) + 1 if found else 0


def root_of(folder: Path) -> Path:
    """The root of the repository that a folder is in, or the folder itself."""
    found = (up for up in (folder, *folder.parents) if (up / ".git").exists())
    return next(found, folder)


def write_sarif(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: write the SARIF file, if the configuration names one.

    It takes the place of no other file. A build that stopped while it wrote tells what it found.
    """
    if not app.config.briefing_sarif or not (exception is None or log_of(app).has_read):
        return
    target = Path(app.outdir, app.config.briefing_sarif)
    version = app.extensions["sphinx_briefing"].version
    codes = registry_of(app.config).codes
    encoded = msgspec.json.encode(sarif.document(diagnostics_of(app), codes, version))
    try:
        if target.exists() and not _is_sarif(target):
            warn_of_setting(
                _SARIF,
                f"{str(target)!r} is no SARIF file, and stays as it is; write the name of another",
            )
            return
        write_atomically(target, msgspec.json.format(encoded, indent=2) + b"\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        warn_of_setting(_SARIF, f"{str(target)!r} cannot be written: {why}")


def keep_out_of_books(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: let EPUBs hold no SARIF file that stands beside their parts."""
    if config.briefing_sarif:
        name = os.path.relpath(Path(app.outdir, config.briefing_sarif), app.outdir)
        config["epub_exclude_files"] = [*config.epub_exclude_files, Path(name).as_posix()]


def _is_sarif(path: Path) -> bool:
    """Whether a file is one that this build may write anew."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(2_000)
    return not start.strip() or (start.lstrip()[:1] == b"{" and b'"runs"' in start)


def sum_up(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: end with a table, if it is asked for.

    In GitHub Actions, every diagnostic is shown at its line as well.
    """
    if exception is not None or not app.config.briefing_summary:
        return
    found = diagnostics_of(app)
    lines = commands(found) if os.environ.get("GITHUB_ACTIONS") == "true" else []
    for line in (*lines, *table(found, registry_of(app.config).codes)):
        logger.info("%s", line)


def setup(app: Sphinx) -> None:
    """Listen from now on, and show what was heard when all others have spoken."""
    log_of(app)
    app.connect("config-inited", keep_out_of_books)
    app.connect("build-finished", write_sarif, priority=8_000)
    app.connect("build-finished", sum_up, priority=8_001)
