"""Templates, compiled once and kept beside the doctrees; Sphinx compiles them in every build.

Works round: ``BuiltinTemplateLoader.init`` makes an environment of Jinja without a bytecode cache.
No issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: the environment of a builder has a ``bytecode_cache``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import sphinx

from ..files import stamp_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = ".briefing-templates"
"""Beside the doctrees; may be deleted at any time."""


def keep_compiled(app: Sphinx) -> None:
    """Handle ``builder-inited``: let Jinja keep what it compiles, unless it does so already."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if not isinstance(environment, jinja2.Environment) or environment.bytecode_cache is not None:
        return
    compiler = "\x1f".join(_compiler(app, environment)).encode()
    folder = Path(app.doctreedir, FOLDER, blake2b(compiler, digest_size=16).hexdigest())
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # it is said when the build has to write
    environment.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))


def _compiler(app: Sphinx, environment: jinja2.Environment) -> Iterator[str]:
    """All that the code of a template depends on besides its source, which Jinja compares.

    Filters count, since Jinja applies them to constants when it compiles; whoever adds one does so
    in an extension or in ``conf.py``.
    """
    yield from (jinja2.__version__, sphinx.__version__, *sorted(environment.extensions))
    yield from sorted(f"{name} {value!r}" for name, value in environment.policies.items())
    yield repr(getattr(environment, "newstyle_gettext", None))
    files = [str(Path(app.confdir, "conf.py"))]
    files += [str(getattr(part.module, "__file__", "")) for part in app.extensions.values()]
    for name in sorted(filter(None, files)):
        yield f"{name} {stamp_of(name)}"


def setup(app: Sphinx) -> None:
    """Keep templates from when the builder has its own."""
    app.connect("builder-inited", keep_compiled, priority=990)
