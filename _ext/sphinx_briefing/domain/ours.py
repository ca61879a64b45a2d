"""Which pages are ours: notes, briefs and registers, and pages that tried to be one.

While a page is being read, its text must say so: its directives run before anybody knows all that
stands on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..ledger import PageFacts
from ..records import KINDS
from .register_files import KINDS_IN_FILES
from .selections import selection

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_TRIED = "briefing_tried"

_HEAD = 4_000
_FENCED = re.compile(
    # A byte order mark, blank lines and comments may stand above what was meant as front matter.
    r"\A(?>\ufeff|\s+|<!--.*?-->|%[^\n]*\n)*+(?:---|\+\+\+)[ \t]*\n"
    r"(.*?)(?:^(?:---|\+\+\+|\.\.\.)[ \t]*$|\Z)",
    re.S | re.M,
)
_HEAD = 4_000
_FENCED = re.compile(
    # A byte order mark, blank lines and comments may stand above what was meant as front matter.
    r"\A(?>\ufeff|\s+|<!--.*?-->|%[^\n]*\n)*+(?:---|\+\+\+)[ \t]*\n"
    r"(.*?)(?:^(?:---|\+\+\+|\.\.\.)[ \t]*$|\Z)",
    re.S | re.M,
)
_KEY = re.compile(r"^[ \t]*[\"']?(?:source|brief|tlp)[\"']?[ \t]*[:=]", re.M | re.I)
_FIELD = re.compile(r"^:(?:source|brief|tlp):", re.M | re.I)

# Docutils has a directive "topic" too.
_KIND = f"(?:(?:brief:)?(?:{'|'.join(sorted(KINDS.keys() - {'topic'}))})|brief:topic)"
_WRITES = re.compile(rf"[`:~]{{3}}\{{{_KIND}\}}|^[ \t]*\.\. {_KIND}::", re.M)
_PLURAL = "|".join(kind.plural for kind in KINDS_IN_FILES)
_FILE = re.compile(
    rf"(?:[`:~]{{3}}\{{(?:brief:)?(?:{_PLURAL})\}}|^[ \t]*\.\. (?:brief:)?(?:{_PLURAL})::)"
    r"(?:[^\n]{0,300}\n){1,12}?[^\n]{0,300}\bfile:",
    re.M,
)
"""A register as data: the file is among its options."""


def looks_like_ours(text: str) -> bool:
    """Whether a text is written as a note, a brief or a register, well or badly.

    >>> looks_like_ours("---\\nsource: [\\n---\\n# N"), looks_like_ours("# Sources\\n\\nSource: x")
    (True, False)
    """
    head = text[:_HEAD]
    fenced = _FENCED.match(head)
    if (fenced and _KEY.search(fenced[1])) or _FIELD.search(head):
        return True
    return bool(_WRITES.search(text) or _FILE.search(text))


def note_text(env: BuildEnvironment, text: str) -> None:
    """Remember of the page that is being read whether some text on it makes it ours."""
    if looks_like_ours(text):
        env.temp_data[_TRIED] = True


def is_ours(env: BuildEnvironment, facts: PageFacts | None) -> bool:
    """Whether the page that is being read is one of ours, as far as it is known.

    :param facts: what has been found on it so far.
    """
    if env.temp_data.get(_TRIED):
        return True
    return facts is not None and bool(
        facts.entries or facts.left_out or facts.is_note or facts.brief or facts.tlp
        or facts.is_broken
    )  # fmt: skip


def shows_ours(document: nodes.document, facts: PageFacts | None) -> bool:
    """Whether a page that has been read refers to records, prints them, defines terms, or erred."""
    if facts is not None and (facts.questions or facts.diagnostics or facts.references):
        return True
    return any(
        isinstance(node, (selection, addnodes.glossary))
        or (isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "brief")
        for node in document.findall(nodes.Element)
    )
