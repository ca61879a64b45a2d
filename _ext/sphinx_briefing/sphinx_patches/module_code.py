"""Pages of the code of modules are made anew when anything that they show has changed.

``sphinx.ext.viewcode`` makes such a page where the file of the module is newer than the page, and
leaves it out otherwise: its links back lead to where a function was described once, and its
navigation is that of a former build. Pages of modules that are gone stay.

Works round: ``sphinx.ext.viewcode.should_generate_module_page`` compares times alone. No issue is
known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: a page of code links to where its function has moved, and goes with its module.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

_MAKE = "briefing-make"
"""Emitted with the outputs that there are to be, and what they were made of before."""


def offer_pages(app: Sphinx, artifacts: Any) -> None:
    """Handle the event: remove pages that are due, so that they are made anew."""
    modules: Mapping[str, Any] = getattr(app.env, "_viewcode_modules", {})
    builder: Any = app.builder
    for module, entry in sorted(modules.items()) if _is_supported(app) else ():
        if entry:
            page = f"_modules/{module.replace('.', '/')}"
            parents = [parent in modules for parent in accumulate(module.split("."), _joined)]
            if artifacts.offer_page(page, _digest(entry, parents)):
                # This is where it is looked for, be that its place or not.
                Path(builder.outdir, f"{page}{builder.out_suffix}").unlink(missing_ok=True)


def _joined(parent: str, name: str) -> str:
    return f"{parent}.{name}"


def _digest(entry: Any, parents: list[bool]) -> str:
    code, tags, used, title = entry
    shown = repr((code, sorted(tags.items()), sorted(used.items()), title, parents))
    return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _is_supported(app: Sphinx) -> bool:
    builder = app.builder
    if "sphinx.ext.viewcode" not in app.extensions or builder.format != "html":
        return False
    is_book = builder.name.startswith("epub")
    return builder.name != "singlehtml" and (not is_book or app.config.viewcode_enable_epub)


def setup(app: Sphinx) -> None:
    """Connect to the event."""
    app.connect(_MAKE, offer_pages)
