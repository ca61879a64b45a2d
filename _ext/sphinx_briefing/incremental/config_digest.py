"""A hash of what every page depends on: configuration, versions, templates, style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import docutils
import sphinx

from ..code_digest import libraries, own_code
from ..domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Category = Literal["env", "html"]

_PLACES = frozenset(
    {"html_static_path", "html_extra_path", "html_theme_path", "templates_path", "locale_dirs"}
)
"""Settings that say where files lie; what is in the files counts, and not where they are."""

_GENERATED = ("doctools.js", "sphinx_highlight.js", "basic.css")
"""Files of the basic theme that every page links to with a checksum."""


def settings(app: Sphinx) -> str:
    """A hash of all that every page of this output depends on.

    A builder with inputs of its own (a template, fonts) has a method ``inputs``, which returns
    them as bytes.
    """
    found = blake2b(digest_size=16)
    for part in _parts(app):
        found.update(part + b"\x1f")
    return found.hexdigest()


def _parts(app: Sphinx) -> Iterator[bytes]:
    builder: Any = app.builder
    yield f"{sphinx.__version__} {docutils.__version__} {version('pygments')}".encode()
    yield repr((own_code(), libraries())).encode()
    yield domain_of(app.env).registry.digest.encode()
    for name, extension in sorted(app.extensions.items()):
        yield f"{name} {extension.version}".encode()
    yield repr(sorted(app.tags)).encode()
    yield domain_of(app.env).view.encode()  # it may depend on any setting
    html: frozenset[Category] = frozenset({"html"} if builder.format == "html" else ())
    for name, value in _config(app, html | {"env"}):
        yield f"{name}={value}".encode()
    yield from builder.inputs() if hasattr(builder, "inputs") else ()
    if builder.format == "html" and getattr(builder, "theme", None):
        yield from _templates(app, builder.theme)
        yield from _assets(app, builder.theme)


def configuration(app: Sphinx) -> str:
    """A hash of the configuration and of the toolkit, for files that need no template."""
    added = domain_of(app.env).registry.digest
    found = blake2b(f"{own_code()}{added}".encode(), digest_size=16)
    for name, value in _config(app, frozenset({"env", "html"})):
        found.update(f"\x1f{name}={value}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _config(app: Sphinx, categories: frozenset[Category]) -> Iterator[tuple[str, str]]:
    places = tuple(sorted({str(app.srcdir), str(app.confdir)}, key=len, reverse=True))
    for value in sorted(app.config.filter(categories), key=lambda value: value.name):
        if value.name not in _PLACES:
            yield value.name, stable(value.value, places)


def stable(value: object, places: tuple[str, ...] = ()) -> str:
    """A value as text that is the same in every process and in every folder.

    >>> stable({"b": {2, 1}, "a": len})
    "{'a':builtins.len,'b':{1,2}}"
    """
    if isinstance(value, (str, Path)):
        text = str(value)
        for place in places:
            text = text.replace(place, ".")
        return repr(text)
    if isinstance(value, dict):
        pairs = (f"{stable(k, places)}:{stable(v, places)}" for k, v in value.items())
        return f"{{{','.join(sorted(pairs))}}}"
    if isinstance(value, (set, frozenset)):
        return f"{{{','.join(sorted(stable(item, places) for item in value))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(stable(item, places) for item in value)}]"
    if isinstance(value, (int, float, bool, bytes, type(None))):
        return repr(value)
    named = value if hasattr(value, "__qualname__") else type(value)
    text = f"{named.__module__}.{named.__qualname__}"
    if isinstance(value, re.Pattern):
        text += repr(value.pattern)
    return text


def _templates(app: Sphinx, theme: Any) -> Iterator[bytes]:
    for folder in [*theme.get_theme_dirs(), *_folders(app, app.config.templates_path)]:
        for path in sorted(Path(folder).rglob("*")):
            inside = path.relative_to(folder)
            if (
                inside.parts[0] != "static"
                and path.is_file()
                and path.suffix not in (".py", ".pyc")
            ):
                yield inside.as_posix().encode() + b"\x1e" + path.read_bytes()


def _assets(app: Sphinx, theme: Any) -> Iterator[bytes]:
    """The style sheets and scripts that pages link to: their addresses hold a checksum."""
    config, registry = app.config, app.registry
    style = config.html_style or ()
    names: set[str] = {*_GENERATED, *theme.stylesheets}
    names.update([style] if isinstance(style, str) else style)
    names.update(name for name, _ in (*registry.css_files, *registry.js_files) if name)
    names.update(name for name, _ in (*config.html_css_files, *config.html_js_files) if name)
    folders = [*reversed(_folders(app, config.html_static_path))]
    folders += [Path(folder, "static") for folder in theme.get_theme_dirs()]
    for name in sorted(names):
        yield name.encode() + b"\x1e" + _first(folders, name)


def _first(folders: Iterable[Path], name: str) -> bytes:
    for folder in folders:
        for path in (folder / name, folder / f"{name}_t", folder / f"{name}.jinja"):
            if path.is_file():
                return path.read_bytes()
    return b""


def _folders(app: Sphinx, names: Iterable[str]) -> list[Path]:
    return [Path(app.confdir, name) for name in names]


def static_files(app: Sphinx) -> Iterator[str]:
    """The files of ``html_static_path`` and ``html_extra_path``, by their names in the output."""
    for names, target in (
        (app.config.html_static_path, "_static/"),
        (app.config.html_extra_path, ""),
    ):
        for place in _folders(app, names):
            if place.is_file():
                yield f"{target}{place.name}"
            yield from (target + name for name in files_of(place))


def files_of(folder: Path) -> Iterator[str]:
    """The files of a folder, by the names that they have as copies: templates are filled in."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield re.sub(r"(_t|\.jinja)$", "", path.relative_to(folder).as_posix())
