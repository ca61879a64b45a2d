"""All that is said of pages when they are resolved and written, without writing them."""

from __future__ import annotations

import contextlib
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import _get_settings
from sphinx.util.osutil import relative_uri
from sphinx.writers.html import HTMLWriter

from ..incremental.known_builders import KNOWN_THEMES, WHOLE_NAVIGATION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SPEAKING = "briefing_speaking"
"""The attribute of an environment that names the pages of which something may be said when they
are resolved or written."""

_QUIET = frozenset({
    "Text", "document", "section", "title", "subtitle", "paragraph", "inline", "emphasis",
    "strong", "literal", "bullet_list", "enumerated_list", "list_item", "container", "target",
    "transition", "block_quote", "attribution", "definition_list", "definition_list_item", "term",
    "definition", "field_list", "field", "field_name", "field_body", "comment", "table", "tgroup",
    "thead", "tbody", "row", "colspec", "entry", "meta", "selection", "compound", "note",
    "warning", "tip", "important", "caution", "hint", "attention", "danger", "error", "admonition",
    "rubric", "line_block", "line", "substitution_definition", "tabular_col_spec", "words",
    "changes", "desk", "report_card",
})  # fmt: skip
"""Nodes of which nobody says anything while they are resolved or written."""


def is_speaking(tree: nodes.document) -> bool:
    """Whether something may be said of a page when it is resolved or written."""
    for node in tree.findall():
        name = node.__class__.__name__
        if isinstance(node, addnodes.pending_xref):
            if node.get("refdomain") != "brief":
                return True
        elif isinstance(node, nodes.reference):
            if not node.get("refuri"):
                return True
        elif name not in _QUIET:
            return True
    return False


def names_of_others(env: BuildEnvironment) -> str:
    """A hash of all that references which are not ours may lead to."""
    found = blake2b(digest_size=16)
    found.update(repr(sorted(env.found_docs)).encode())
    standard = env.domains.standard_domain
    for names in (standard.labels, standard.anonlabels, standard.progoptions):
        found.update(repr(sorted(map(str, names))).encode())
    for domain in env.domains.sorted():
        if domain.name != "brief":
            objects = sorted(f"{one[2]}\x1f{one[0]}" for one in domain.get_objects())
            found.update(f"{domain.name}{objects}".encode())
    return found.hexdigest()


def prepare(app: Sphinx) -> None:
    """Give the builder what its writer needs, and nothing else."""
    builder: Any = app.builder
    builder.docsettings = _get_settings(
        HTMLWriter, defaults=app.env.settings, read_config_files=True
    )
    builder.docsettings.compact_lists = bool(app.config.html_compact_lists)
    builder.indexer = None


def navigation_of(app: Sphinx) -> list[dict[str, Any]]:
    """How the theme asks for the navigation of its pages: the arguments of ``toctree()``.

    The start page is put together as a theme does it, into a folder that is thrown away.
    """
    builder: Any = app.builder
    calls: list[dict[str, Any]] = []
    if builder.theme.name not in KNOWN_THEMES:
        calls.append(msgspec.json.decode(WHOLE_NAVIGATION))

    def note(_app: Sphinx, _page: str, _template: str, context: Any, _tree: object) -> None:
        toctree = context.get("toctree")
        if toctree is not None:

            def noting(**options: Any) -> str:
                shown = {k: v for k, v in options.items() if k in ("collapse", "titles_only")}
                calls.append(dict(getattr(toctree, "shows", None) or shown))
                return str(toctree(**options))

            context["toctree"] = noting

    root = app.config.root_doc
    listener = app.connect("html-page-context", note, priority=1)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        try:
            builder.prepare_writing({root})
            builder.current_docname = root
            context = builder.get_doc_context(root, "", "")
            tree = app.env.get_doctree(root)
            builder.handle_page(
                root, context, outfilename=Path(folder, "page.html"), event_arg=tree
            )
        except Exception:  # noqa: BLE001 - what a theme may do; the widest call stands for it
            calls.append(msgspec.json.decode(WHOLE_NAVIGATION))
        finally:
            app.disconnect(listener)
    return calls


def resolve(app: Sphinx, docname: str) -> None:
    """Resolve a page and go through it as its writer does; what is said then is heard."""
    builder: Any = app.builder
    tree = app.env.get_and_resolve_doctree(docname, builder, tags=app.tags)
    builder.imgpath = relative_uri(builder.get_target_uri(docname), builder.imagedir)
    builder.post_process_images(tree)
    tree.settings = builder.docsettings
    builder.secnumbers = app.env.toc_secnumbers.get(docname, {})
    builder.fignumbers = app.env.toc_fignumbers.get(docname, {})
    builder.imgpath = relative_uri(builder.get_target_uri(docname), "_images")
    builder.dlpath = relative_uri(builder.get_target_uri(docname), "_downloads")
    builder.current_docname = docname
    with contextlib.suppress(nodes.SkipNode):
        tree.walkabout(builder.create_translator(tree, builder))
