"""The pages that are ours: notes, briefs and registers, and pages that tried to be one.

While a page is being read, its text must say so: its directives run before anybody knows all that
stands on it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..ledger import PageFacts
from ..records import KINDS, Kinds
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


@lru_cache(maxsize=8)
def _writes(kinds: Kinds) -> re.Pattern[str]:
    """The beginning of a record of one of some kinds."""
    # Docutils has a directive "topic" too.
    names = "|".join(sorted(kinds.keys() - {"topic"}))
    kind = f"(?:(?:brief:)?(?:{names})|brief:topic)"
    return re.compile(rf"[`:~]{{3}}\{{{kind}\}}|^[ \t]*\.\. {kind}::", re.M)


@lru_cache(maxsize=8)
def _brings_file(kinds: Kinds) -> re.Pattern[str]:
    """The beginning of a register as data: the file is among its options."""
    plural = "|".join(kind.plural for kind in kinds.values() if kind.in_files)
    return re.compile(
        rf"(?:[`:~]{{3}}\{{(?:brief:)?(?:{plural})\}}|^[ \t]*\.\. (?:brief:)?(?:{plural})::)"
        r"(?:[^\n]{0,300}\n){1,12}?[^\n]{0,300}\bfile:",
        re.M,
    )


def looks_like_ours(text: str, kinds: Kinds = KINDS) -> bool:
    """Whether a text is written as a note, a brief or a register, well or badly.

    >>> looks_like_ours("---\\nsource: [\\n---\\n# N"), looks_like_ours("# Sources\\n\\nSource: x")
    (True, False)
    """
    head = text[:_HEAD]
    fenced = _FENCED.match(head)
    if (fenced and _KEY.search(fenced[1])) or _FIELD.search(head):
        return True
    return bool(_writes(kinds).search(text) or _brings_file(kinds).search(text))


def kinds_of(env: BuildEnvironment) -> Kinds:
    """The kinds of record of a build."""
    found: Kinds = env.domains["brief"].kinds  # type: ignore[attr-defined]
    return found


def note_text(env: BuildEnvironment, text: str) -> None:
    """Remember of the page that is being read whether some text on it makes it ours."""
    if looks_like_ours(text, kinds_of(env)):
        env.temp_data[_TRIED] = True


def is_ours(env: BuildEnvironment, facts: PageFacts | None) -> bool:
    """Whether the page that is being read is one of ours, as far as it is known.

    :param facts: what has been found on it so far.
    """
    if env.temp_data.get(_TRIED):
        return True
    return facts is not None and bool(
        facts.entries
        or facts.left_out
        or facts.is_note
        or facts.brief
        or facts.tlp
        or facts.is_broken
    )


def shows_ours(document: nodes.document, facts: PageFacts | None) -> bool:
    """Whether a page that has been read refers to records, prints them, defines terms, or erred."""
    if facts is not None and (facts.questions or facts.diagnostics or facts.references):
        return True
    return any(
        isinstance(node, (selection, addnodes.glossary))
        or (isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "brief")
        for node in document.findall(nodes.Element)
    )
