"""Remove old files of builders that make one output of all pages.

Such an output is made anew by every build, but Sphinx never removes an image that no page shows any
more, nor the catalogue of a page that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import stale_files as leftovers
from .store import BuildRecord, load, path_of, save

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def _latex(app: Sphinx) -> Iterator[str]:
    builder: Any = app.builder
    yield from builder.images.values()
    yield from (entry[1] for entry in builder.document_data)


def _texinfo(app: Sphinx) -> Iterator[str]:
    builder: Any = app.builder
    for _, name, *_ in builder.document_data:
        target = name.removesuffix(".texi")
        yield f"{target}.texi"
        yield from (f"{target}-figures/{image}" for image in builder.images.values())


def _man(app: Sphinx) -> Iterator[str]:
    config = app.config
    for _, name, _, _, section in config.man_pages:
        folder = f"man{section}/" if config.man_make_section_directory else ""
        yield f"{folder}{name}.{section}"


def _gettext(app: Sphinx) -> Iterator[str]:
    builder: Any = app.builder
    yield from (f"{domain}.pot" for domain in builder.catalogs)


_MADE: Mapping[str, Callable[[Sphinx], Iterator[str]]] = MappingProxyType(
    {
        "latex": _latex,
        "texinfo": _texinfo,
        "man": _man,
        "gettext": _gettext,
    }
)
"""What each of these builders makes and may leave behind, by its name."""


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: remove what the last build made and this one did not."""
    outputs_of = _MADE.get(app.builder.name)
    if outputs_of is None or exception is not None:
        return
    top = Path(app.outdir)
    path = path_of(top, app.builder.name)
    now = sorted(name for name in set(outputs_of(app)) if Path(top, name).is_file())
    leftovers.remove_copies(app, load(path).copies, now)
    save(path, BuildRecord(copies=now))


def clear(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: remove copies that the one page comes with; all are made anew."""
    if builder.name == "singlehtml":
        leftovers.clear_copies(app)


def setup(app: Sphinx) -> None:
    """Connect to the events around writing."""
    app.connect("write-started", clear)
    app.connect("build-finished", tidy)
