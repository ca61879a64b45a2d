"""What HTML adds to the page of a brief or note: each module adds one thing, for HTML alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the parts, and what they need in the browser."""
    for part in ("marking", "judgements", "citing"):
        app.setup_extension(f"{__name__}.{part}")
    app.add_css_file("briefing-page.css")
    app.add_js_file("briefing-notes.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
