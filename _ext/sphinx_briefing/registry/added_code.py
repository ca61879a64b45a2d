"""A hash of the code that others have added, whose changes make pages anew.

Counted are the Python files and catalogues of each module that adds something, those of the
package that it belongs to, and of ``conf.py`` what is not a value of the configuration: each of
those makes anew what depends on it by itself.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

CONF = "conf.py"
"""What we call the module that Sphinx runs ``conf.py`` as, which has no name."""

_SUFFIXES = frozenset({".py", ".mo"})


def module_of(thing: Any) -> str:
    """The name of the module that a class or function stands in."""
    while isinstance(thing, partial):
        thing = thing.func
    name = str(getattr(thing, "__module__", "") or "")
    return CONF if name in ("", "builtins", "__main__") else name


def digest(modules: Iterable[str], conf: Path | None, values: Collection[str]) -> str:
    """A hash of the code of some modules, in their order.

    :param conf: the ``conf.py`` of the project, for what stands there.
    :param values: the names of the values of the configuration.
    """
    found = blake2b(digest_size=16)
    for name in modules:
        found.update(f"{name}\x1f".encode())
        if name == CONF:
            found.update(conf_code(conf.read_bytes(), values) if conf and conf.is_file() else b"")
            continue
        for path in files_of(sys.modules.get(name)):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def conf_code(source: bytes, values: Collection[str]) -> bytes:
    """The code of a ``conf.py``: all but plain values of the configuration and comments."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source
    read = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    leave = {name for name in values if name not in read}
    tree.body = [statement for statement in tree.body if not _sets(statement, leave)]
    return ast.dump(tree).encode("utf-8", "surrogatepass")


def _sets(statement: ast.stmt, names: Collection[str]) -> bool:
    """Whether a statement does nothing but set some names to plain values."""
    if not isinstance(statement, ast.Assign):
        return False
    return all(isinstance(to, ast.Name) and to.id in names for to in statement.targets)


def files_of(module: ModuleType | None) -> Iterator[Path]:
    """The files of a module, and of the outermost package of files that it belongs to."""
    if module is None:
        return
    parts = module.__name__.split(".")
    for count in range(1, len(parts) + 1):  # a namespace like sphinxcontrib has no file
        top = sys.modules.get(".".join(parts[:count]))
        if getattr(top, "__file__", None):
            module = top or module
            break
    path = Path(getattr(module, "__file__", None) or "")
    if path.name == "__init__.py":
        yield from sorted(found for found in path.parent.rglob("*") if found.suffix in _SUFFIXES)
    elif path.is_file():
        yield path
