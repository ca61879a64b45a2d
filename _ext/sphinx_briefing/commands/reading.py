"""A project read without being built, for commands that ask it something."""

from __future__ import annotations

import pickle
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from ..domain import domain_of
from ..incremental.reread import JOURNAL
from ..texts import shorten
from .folders import CONF

if TYPE_CHECKING:
    from ..domain import BriefDomain


class NotBuilt(Exception):
    """The end of a build that has read pages and writes none."""


@contextmanager
def project_read(
    sources: Path,
    conf: Path,
    warnings: TextIO | None = None,
    doctrees: Path | None = None,
) -> Iterator[BriefDomain]:
    """Read all pages of a project into folders that are thrown away.

    :param warnings: where warnings go; ``None`` for nowhere.
    :param doctrees: a folder that keeps what was read: the next time, only what has changed is.
    :raises ValueError: if the project cannot be read.
    """
    with application_read(sources, conf, warnings, doctrees) as app:
        yield domain_of(app.env)


@contextmanager
def application_read(
    sources: Path,
    conf: Path,
    warnings: TextIO | None = None,
    doctrees: Path | None = None,
    *,
    builder: str = "html",
    texts: Mapping[str, str] | None = None,
    audience: str = "",
    pages: bool = True,
) -> Iterator[Sphinx]:
    """Read all pages of a project likewise, for somebody who prints some of them.

    :param builder: for which builder they are read.
    :param texts: by page, what is read in place of its file.
    :param audience: the marking up to which sources are read; what is stricter is taken out.
    :param pages: whether pages are read, and not the configuration alone.
    :raises ValueError: if the project cannot be read.
    """
    if not color_terminal():
        nocolor()  # as sphinx-build does: codes of colours are noise in a file
    with (
        tempfile.TemporaryDirectory(prefix="briefing-") as folder,
        patch_docutils(conf),
        docutils_namespace(),
        ExitStack() as ending,
    ):
        try:
            app = sphinx_of(
                sources,
                conf,
                Path(folder, "out"),
                doctrees or Path(folder, "doctrees"),
                warnings,
                builder=builder,
                audience=audience,
            )
            # Also where reading fails: folders are locked, files of the journal are open.
            ending.callback(app.events.emit, "build-finished", NotBuilt())
            # Who freezes a brief anew need not be told that it differs.
            suppressed = app.config.suppress_warnings
            app.config.suppress_warnings = [*suppressed, "briefing.amended"]
            if texts is not None:
                app.connect("source-read", partial(_read_instead, texts))
            if pages:
                with _answers_apart():
                    app.builder.read()
            if doctrees is not None:
                app.config.suppress_warnings = suppressed  # another value reads all pages again
                (doctrees / ENV_PICKLE_FILENAME).write_bytes(pickle.dumps(app.env))
        except ConfigError as error:
            raise ValueError(problem_of(error, conf)) from None
        except (SphinxError, OSError) as error:
            raise ValueError(f"the pages cannot be read: {error}") from None
        except (Exception, SystemExit) as error:  # an extension may end the process as well
            kind = type(error).__name__
            raise ValueError(
                f"the pages cannot be read with {conf / CONF}: {kind}: {error}"
            ) from error
        try:
            yield app
        finally:
            ending.close()
            if doctrees is not None:  # all of it has been kept
                (doctrees / JOURNAL).unlink(missing_ok=True)


def sphinx_of(
    sources: Path,
    conf: Path,
    out: Path,
    doctrees: Path,
    warnings: TextIO | None,
    *,
    builder: str = "html",
    audience: str = "",
) -> Sphinx:
    """Set a project up, for somebody who builds nothing of it and is told nothing twice.

    :param audience: for whom it is read; for the author, by default: what a brief says, it says
        to its own readers.
    """
    with _answers_apart():
        return Sphinx(
            srcdir=sources,
            confdir=conf,
            outdir=out,
            doctreedir=doctrees,
            buildername=builder,
            confoverrides={
                "briefing_sarif": "",
                "briefing_summary": False,
                "briefing_audience": audience,
            },
            status=None,
            warning=warnings,
        )


def _answers_apart() -> AbstractContextManager[object]:
    """Let what a ``conf.py`` or an extension prints go to people: answers may be JSON."""
    return redirect_stdout(sys.stderr)


def _read_instead(texts: Mapping[str, str], _app: Sphinx, docname: str, content: list[str]) -> None:
    if docname in texts:
        content[0] = texts[docname]


def config_of(conf: Path) -> Config:
    """The values that a ``conf.py`` sets, without its extensions.

    :raises ValueError: if it cannot be run.
    """
    try:
        with _answers_apart():
            return Config.read(conf.resolve(), overrides={}, tags=Tags())
    except ConfigError as error:
        raise ValueError(problem_of(error, conf)) from None


def problem_of(error: ConfigError, conf: Path) -> str:
    """A sentence on a ``conf.py`` that cannot be used: where, and why."""
    path = conf / CONF
    cause = error.__cause__
    if cause is None or isinstance(cause, SystemExit):
        return f"{path} cannot be used: {' '.join(str(error).split())}"
    line: int | None = None
    if isinstance(cause, SyntaxError):
        line = cause.lineno
    for frame in traceback.extract_tb(cause.__traceback__):
        if Path(frame.filename) == path.resolve():
            line = frame.lineno
    place = f"{path}:{line}" if line else str(path)
    text = cause.msg if isinstance(cause, SyntaxError) else str(cause)
    return f"{place} cannot be run: {type(cause).__name__}: {' '.join(text.split())}"


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
