"""The inputs of all Word files, besides their pages; known without what writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..paper.inputs import common_inputs

if TYPE_CHECKING:
    from sphinx.config import Config

PACKAGES = ("python-docx", "typst", "pymupdf-fonts", "Pygments", "math-core")


def inputs(config: Config, confdir: Path) -> Iterator[bytes]:
    """Yield all that every Word file depends on, besides its page."""
    yield from common_inputs(config, PACKAGES, "briefing_docx_")
    reference = reference_of(config, confdir)
    if reference is not None and reference.is_file():
        yield reference.read_bytes()


def reference_of(config: Config, confdir: Path) -> Path | None:
    """Return the Word file with the house's styles, if the configuration names one."""
    own = config.briefing_docx_reference
    return Path(confdir, str(own)) if own else None
