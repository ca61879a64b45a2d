"""Hashes of the toolkit's own code, which may change without a new version.

What pages are made of is remembered from build to build, and is another after an upgrade. Code that
reads pages makes them be read again when it changes, all other code makes them be written again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PACKAGE = Path(__file__).parent
NAME = PACKAGE.name

_SUFFIXES = frozenset({".py", ".mo", ".typ", ".css", ".js"})
_FOR_TYPES = re.compile(r"\nif TYPE_CHECKING:\n(?:[ \t]+.*\n|\n)*")
# Not bound to the beginning of a line, which costs time: what prose says names no module.
_IMPORT = re.compile(
    r"from[ \t]+(?P<dots>\.+)(?P<base>[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^(\n]*)"
)


@cache
def own_code() -> str:
    """A hash of the whole toolkit, translations, style sheets and scripts included."""
    return _hashed(files())


def version_of(roots: Iterable[str]) -> int:
    """The version of what some modules of the toolkit make.

    Another one if their code has changed, or any that they import, or a library.

    :param roots: their names, ``sphinx_briefing.domain``.
    """
    code = _hashed(sorted(modules()[name] for name in reached(roots)))
    return int.from_bytes(blake2b(repr((code, libraries())).encode(), digest_size=6).digest())


def reached(roots: Iterable[str]) -> set[str]:
    """Some modules, and those of the toolkit that they import, at their beginning or anywhere.

    A folder that they lie in counts where they import something from its ``__init__``.
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        if module not in found and module != NAME:  # which only plugs the others in
            found.add(module)
            waiting.extend(imported_by(module))
    return found


def imported_by(module: str) -> set[str]:
    """The modules of the toolkit that a module imports, those for checkers of types aside."""
    known = modules()
    file = known[module]
    text = _content(file).decode().replace("\r\n", "\n")
    text = _FOR_TYPES.sub("\n", text)
    package = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
    found = set()
    for dots, base, names in _IMPORT.findall(text):
        above = package[: len(package) + 1 - len(dots)]
        whole = ".".join([*above, *([base] if base else [])])
        plain = re.sub(r"#.*|\s+as\s+\w+|[()\s]", "", names)
        for name in filter(None, plain.split(",")):
            inner = f"{whole}.{name}"
            found.add(inner if inner in known else whole)
    return found & known.keys()


@cache
def modules() -> Mapping[str, Path]:
    """All modules of the toolkit by their names."""
    found = {}
    for path in files():
        if path.suffix == ".py":
            parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def files() -> tuple[Path, ...]:
    """All files that the toolkit is made of."""
    found = (Path(root, name) for root, _folders, names in os.walk(PACKAGE) for name in names)
    return tuple(sorted(path for path in found if path.suffix in _SUFFIXES))


@cache
def _content(path: Path) -> bytes:
    """The bytes of a file, read once: both hashes and the search for imports need them."""
    return path.read_bytes()


def _hashed(paths: Iterable[Path]) -> str:
    found = blake2b(digest_size=16)
    for path in paths:
        found.update(path.relative_to(PACKAGE).as_posix().encode() + _content(path))
    return found.hexdigest()


@cache
def libraries() -> tuple[str, ...]:
    """The libraries that the toolkit works with, each with the version that is installed, if any.

    Which those are stands in ``pyproject.toml``: what every user needs, and the extras.
    """
    return tuple(sorted(set(_libraries())))


def _libraries() -> Iterator[str]:
    try:
        wanted = requires("sphinx-briefing") or ()
    except PackageNotFoundError:  # runs from its source
        return
    for name in {found[0] for line in wanted if (found := re.match(r"[\w.-]+", line))}:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
