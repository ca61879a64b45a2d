"""How Sphinx is started in every process of one build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


@dataclass(frozen=True)
class Start:
    """All that a process must be told to begin the same build as others.

    :param overrides: settings that take the place of those in ``conf.py``.
    :param tags: those that the user has set.
    """

    sources: Path
    conf: Path
    builder: str = "html"
    overrides: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    @contextmanager
    def app(
        self,
        out: Path,
        doctrees: Path,
        *,
        status: IO[str] | None,
        warning: IO[str] | None,
        fails_on_warning: bool = False,
        jobs: int = 1,
    ) -> Iterator[Sphinx]:
        """An application of Sphinx, with docutils as it was before when it is done."""
        with patch_docutils(self.conf), docutils_namespace():
            yield Sphinx(
                srcdir=self.sources,
                confdir=self.conf,
                outdir=out,
                doctreedir=doctrees,
                buildername=self.builder,
                confoverrides=dict(self.overrides),
                status=status,
                warning=warning,
                warningiserror=fails_on_warning,
                tags=self.tags,
                parallel=jobs,
            )
