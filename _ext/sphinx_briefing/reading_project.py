"""A project read without being built, for commands that ask it something."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .domain import domain_of
from .texts import shorten

if TYPE_CHECKING:
    from .domain import BriefDomain


class NotBuilt(Exception):
    """The end of a build that has read pages and writes none."""


@contextmanager
def project_read(
    sources: Path, conf: Path, warnings: TextIO | None = sys.stderr
) -> Iterator[BriefDomain]:
    """Read all pages of a project into folders that are thrown away.

    :param warnings: where warnings go; ``None`` for nowhere.
    :raises ValueError: if the project cannot be read.
    """
    if not color_terminal():
        nocolor()  # as sphinx-build does: codes of colours are noise in a file
    with (
        tempfile.TemporaryDirectory(prefix="briefing-") as folder,
        patch_docutils(conf),
        docutils_namespace(),
    ):
        try:
            app = Sphinx(
                srcdir=sources,
                confdir=conf,
                outdir=Path(folder, "out"),
                doctreedir=Path(folder, "doctrees"),
                buildername="html",
                confoverrides={
                    "briefing_sarif": "",
                    "briefing_summary": False,
                    # What a brief says, it says to its own readers.
                    "briefing_audience": "",
                },
                status=None,
                warning=warnings,
            )
            # Who freezes a brief anew need not be told that it differs.
            app.config.suppress_warnings = [*app.config.suppress_warnings, "briefing.amended"]
            app.builder.read()
        except (SphinxError, OSError) as error:
            raise ValueError(f"the pages cannot be read: {error}") from None
        try:
            yield domain_of(app.env)
        finally:
            app.events.emit("build-finished", NotBuilt())


def page_of(domain: BriefDomain, name: str) -> str:
    """The page that is meant: by its name, the path of its file, or the reference of its brief.

    :raises ValueError: if none is, or several.
    """
    env = domain.env
    plain = name.replace("\\", "/").strip("/")
    path = Path(name)
    candidates = [plain, *(plain.removesuffix(end) for end in env.config.source_suffix)]
    if path.is_file():
        candidates.insert(0, str(env.path2doc(path.resolve()) or ""))
    for docname in candidates:
        if docname in env.found_docs:
            return docname
    holders = [page for page, brief in domain.ledger.briefs.items() if brief.reference == name]
    if len(holders) > 1:
        raise ValueError(f"the reference {name!r} is shared by {', '.join(holders)}; name the page")
    if holders:
        return holders[0]
    known = ", ".join(domain.ledger.briefs)
    hint = f"; briefs are: {shorten(known, 300)}" if known else "; it has no briefs"
    raise ValueError(f"there is no page, and no reference, {name!r} in {env.srcdir}{hint}")
