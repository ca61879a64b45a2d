"""Cards of records for editors, in Markdown, and what stands above claims."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..checks.ceilings import borne_by
from ..domain import domain_of
from ..html.cards.content import card
from ..html.values import Values
from ..ledger.citing import cited_by
from ..presentation.labels import count_of
from ..records import Claim, Record

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SIGNS = re.compile(r"([\\`*_\[\]<>#|])")


class CardMaker:
    """Makes the cards of all records of a project, with what rests on each."""

    def __init__(self, app: Sphinx) -> None:
        self._domain = domain_of(app.env)
        self._ledger = self._domain.ledger
        self._values = Values(self._domain, app.builder, self._ledger)
        self._words: dict[str, str] = {}
        self._citing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for docname in self._ledger.briefs:
            page = self._domain.pages.get(docname)
            if page is not None:
                for key in cited_by(page, self._ledger, self._domain.conventions):
                    self._citing[key].add(docname)

    def card(self, record: Record) -> tuple[str, str, str]:
        """The card of a record, what stands above it, and the pages that mention it."""
        values = self._values.open_to(self._ledger.markings.of(record))
        text, borne = markdown(card(record, values), record), borne_by(self._domain, record)
        above = self._lens(record)
        if borne:
            above = f"bears {borne} confidence at most"
            text += f"\n- Evidence: {above}"
        return text, above, "\n".join(record.mentions)

    def _lens(self, record: Record) -> str:
        if not isinstance(record, Claim):
            return ""
        parts = []
        briefs = set(self._citing.get(("claim", record.id), ()))
        for kind, one in self._ledger._reached(("claim", record.id)):
            briefs |= self._citing.get((kind, one), set())
        if briefs:
            verb = "rests" if len(briefs) == 1 else "rest"
            parts.append(f"{count_of(len(briefs), '%d brief', '%d briefs')} {verb} on this")
        count = record.corroboration
        if count is not None and count.sources:
            sources = count_of(count.sources, "%d source", "%d sources")
            voices = count_of(count.independent, "%d voice", "%d voices")
            parts.append(f"{sources}, {voices}")
        if record.disputed:
            parts.append("disputed")
        if record.standing != "stands":
            parts.append(str(record.standing))
        return " · ".join(parts)


def markdown(data: dict[str, Any], record: Record) -> str:
    """The text of a card as Markdown."""
    badges = [words for _name, words in data.get("b", ())]
    if data.get("c"):
        badges.append("disputed")
    if marking := data.get("m"):
        badges.append(str(marking))
    head = f"**{_plain(data.get('t', record.id))}**"
    about = f"{_plain(data.get('k', record.kind_name))} · `{record.id}`"
    lines = [head, "", about + "".join(f" · **{_plain(one)}**" for one in badges)]
    if text := data.get("x"):
        lines += ["", _plain(text)]
    rows = [
        f"- {_plain(label)}: {', '.join(map(_item, items))}" for label, *items in data.get("r", ())
    ]
    for office in data.get("o", ()):
        dates = f" ({office[1]})" if len(office) > 1 else ""
        rows.append(f"- {_plain(office[0] + dates)}")
    return "\n".join([*lines, *([""] if rows else []), *rows])


def _item(item: Any) -> str:
    text, address = (item, "") if isinstance(item, str) else (item[0], item[1])
    plain = _plain(str(text))
    return f"[{plain}]({address})" if str(address).startswith(("http:", "https:")) else plain


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(str(text).split()))
