"""The inputs of all PDFs, besides their pages; known without the compiler."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..paper.inputs import common_inputs, fingerprint

if TYPE_CHECKING:
    from sphinx.config import Config

PACKAGES = ("typst", "pymupdf-fonts", "Pygments", "math-core")


def inputs(config: Config, confdir: Path) -> Iterator[bytes]:
    """Yield all that every PDF depends on, besides its page."""
    yield from common_inputs(config, PACKAGES, "briefing_pdf_")
    yield os.environ.get("SOURCE_DATE_EPOCH", "").encode()
    yield from map(fingerprint, files_of(config, confdir))


def files_of(config: Config, confdir: Path) -> list[Path]:
    """Return the files that the look is made of, for the freshness of what is made with them."""
    named = (config.briefing_pdf_template, config.briefing_pdf_logo)
    files = [path for name in named if name and (path := Path(confdir, name)).is_file()]
    for folder in config.briefing_pdf_fonts:
        files += sorted(p for p in Path(confdir, folder).rglob("*") if p.is_file())
    return files
