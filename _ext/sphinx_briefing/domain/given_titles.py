"""Titles of pages without a heading: from their front matter, or from their source.

The page gets a title of its own before Sphinx looks for one, so that every output and every list of
pages has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..ledger import PageFacts
from ..records import slug
from ..sphinx_patches.myst_headings import let_begin_lower

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_GIVEN = "briefing_title"
"""Where the title of the page that is being read is kept."""

SOURCE = "brief_source_title"
"""The attribute of a title that is somebody else's words."""


@dataclass(slots=True)
class _Given:
    """A title that is no heading."""

    text: str
    line: int
    is_source: bool = False
    lower: bool = False
    """Whether the first heading of the page is of a lower level."""


def remember(env: BuildEnvironment, facts: PageFacts | None, written: tuple[str, int]) -> None:
    """Keep the title that the front matter of a page gives it, else that of its source.

    :param written: the title that was written, with its line.
    """
    given = _Given(*written)
    if not given.text and facts is not None and facts.source is not None:
        line = facts.lines.get("title", facts.source.line)
        given = _Given(facts.source.title, line, is_source=True)
    env.temp_data[_GIVEN] = given


def _given_title(env: BuildEnvironment) -> _Given:
    given = env.temp_data.get(_GIVEN)
    return given if isinstance(given, _Given) else _Given("", 1)


def begin_lower(env: BuildEnvironment) -> bool:
    """Note that the first heading of the page is not its title; false if it has no other."""
    given = _given_title(env)
    given.lower = bool(given.text)
    return given.lower


class GiveTitle(SphinxTransform):
    """Give a title to a page that has none, early enough to be translated."""

    default_priority = 10

    def apply(self, **kwargs: Any) -> None:
        """Add the title that was remembered."""
        add_title(self.env, self.document)


def add_title(env: BuildEnvironment, document: nodes.document) -> None:
    """Put the content of a page below its title, if it has one without a heading."""
    given = _given_title(env)
    if given.text and (given.lower or not _has_heading(document)):
        _wrap(document, given)
        given.lower = False
        _leave_mathjax_to_myst(env, document)


def call_by_name(document: nodes.document, facts: PageFacts) -> None:
    """Call a note or a brief without any title by its reference, else as its file is called."""
    if not _has_heading(document) and (facts.is_note or facts.brief is not None):
        _wrap(document, _Given(_name_of(facts), 1))


def _has_heading(document: nodes.document) -> bool:
    return any(isinstance(child, nodes.section) for child in document.children)


def _name_of(facts: PageFacts) -> str:
    reference = facts.brief.reference if facts.brief is not None else ""
    return reference or facts.docname.rpartition("/")[2]


def _wrap(document: nodes.document, given: _Given) -> None:
    title = given.text
    heading = nodes.title(title, title)
    section = nodes.section("", heading)
    for node in (heading, section):
        node.source, node.line, node.document = document["source"], given.line, document
    if given.is_source:
        heading[SOURCE] = True
    identifier = first = slug(title) or "title"
    number = 0
    while identifier in document.ids:
        number += 1
        identifier = f"{first}-{number}"
    section["ids"].append(identifier)
    name = nodes.fully_normalize_name(title)
    if name not in document.nameids:  # the author's own headings keep their names
        section["names"].append(name)
    document.note_implicit_target(section, section)
    start = _content(document)
    section.extend(document.children[start:])
    document[start:] = [section]


def _leave_mathjax_to_myst(env: BuildEnvironment, document: nodes.document) -> None:
    """Turn MathJax off but for formulas, as MyST does at a heading of the first level."""
    config: Any = getattr(env, "myst_config", None)
    on = config is not None and config.update_mathjax and "dollarmath" in config.enable_extensions
    if on and env.doc2path(env.docname).suffix != ".rst":
        section = document[-1]
        assert isinstance(section, nodes.section)
        section["classes"] += ["tex2jax_ignore", "mathjax_ignore"]


def _content(document: nodes.document) -> int:
    """The place where the content of a page begins, behind its front matter."""
    at = 0
    children = document.children
    while at < len(children) and isinstance(children[at], (nodes.comment, nodes.docinfo)):
        at += 1
    return at + (at < len(children) and isinstance(children[at], nodes.field_list))


def setup(app: Sphinx) -> None:
    """Add the transform, and let pages without a heading of the first level be."""
    app.add_transform(GiveTitle)
    app.connect("builder-inited", lambda app: let_begin_lower(begin_lower))
