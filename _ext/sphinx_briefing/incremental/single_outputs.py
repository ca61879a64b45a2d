"""Remove old files of builders that make one output of all pages.

Such an output is made anew by every build, but Sphinx never removes an image that no page shows any
more, the catalogue of a page that is gone, nor a file that is copied no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import docname_to_domain

from . import stale_files as leftovers
from .config_digest import static_files
from .store import BuildRecord, load, path_of, save

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


Images = Iterable[str]
"""The names of images that are, or may be, copied."""


def _singlehtml(app: Sphinx, images: Images) -> Iterator[str]:
    builder: Any = app.builder
    for name in (app.config.root_doc, *app.config.html_additional_pages):
        yield f"{name}{builder.out_suffix}"
    yield from static_files(app)


def _latex(app: Sphinx, images: Images) -> Iterator[str]:
    config = app.config
    yield from images
    yield from (entry[1] for entry in _there(app, config.latex_documents))
    yield from (Path(name).name for name in config.latex_additional_files)
    yield Path(config.latex_logo or "").name


def _texinfo(app: Sphinx, images: Images) -> Iterator[str]:
    for _, name, *_ in _there(app, app.config.texinfo_documents):
        target = name.removesuffix(".texi")
        yield f"{target}.texi"
        yield from (f"{target}-figures/{image}" for image in images)


def _man(app: Sphinx, images: Images) -> Iterator[str]:
    config = app.config
    for _, name, _, _, section in _there(app, config.man_pages):
        folder = f"man{section}/" if config.man_make_section_directory else ""
        yield f"{folder}{name}.{section}"


def _there(app: Sphinx, documents: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The documents whose first page is there; Sphinx makes no others."""
    return (entry for entry in documents if entry[0] in app.env.all_docs)


def _gettext(app: Sphinx, images: Images) -> Iterator[str]:
    builder: Any = app.builder
    compact = app.config.gettext_compact
    domains = {docname_to_domain(docname, compact) for docname in app.env.found_docs}
    yield from (f"{domain}.pot" for domain in domains | builder.catalogs.keys())


def _changes(app: Sphinx, images: Images) -> Iterator[str]:
    if app.env.domains.changeset_domain.get_changesets_for(app.config.version):
        yield from ("index.html", "changes.html", "default.css", "basic.css")
        yield from (f"rst/{docname}.html" for docname in app.env.all_docs)


_MADE: Mapping[str, Callable[[Sphinx, Images], Iterator[str]]] = MappingProxyType(
    {
        "singlehtml": _singlehtml,
        "latex": _latex,
        "texinfo": _texinfo,
        "man": _man,
        "gettext": _gettext,
        "changes": _changes,
    }
)
"""What each of these builders makes and may leave behind, by its name."""


def begin(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: note what this build may make, in case that it is killed.

    Copies that a single page of HTML comes with are removed; all are made anew.
    """
    outputs_of = _MADE.get(builder.name)
    if outputs_of is None:
        return
    if builder.name == "singlehtml":
        leftovers.clear_copies(app)
    path = path_of(Path(app.outdir), builder.name)
    before = set(load(path).copies)
    images = [name for _, name in builder.env.images.values()]
    if unknown := set(outputs_of(app, images)) - before:
        save(path, BuildRecord(copies=sorted(before | unknown)))


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: remove what builds before made and this one did not."""
    outputs_of = _MADE.get(app.builder.name)
    if outputs_of is None or exception is not None:
        return
    top = Path(app.outdir)
    path = path_of(top, app.builder.name)
    outputs = set(outputs_of(app, app.builder.images.values()))
    now = sorted(name for name in outputs if Path(top, name).is_file())
    leftovers.remove_copies(app, load(path).copies, now)
    save(path, BuildRecord(copies=now))


def setup(app: Sphinx) -> None:
    """Connect to the events around writing."""
    app.connect("write-started", begin)
    app.connect("build-finished", tidy)
