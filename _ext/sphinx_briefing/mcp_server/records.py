"""Records found and shown, and what rests on them: as the commands of the same names say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ..commands.impact_report import Impact as WhatRests
from ..commands.impact_report import record_meant
from ..commands.looking_up import BRIEF, find_all, nearest
from ..commands.showing import Shown as AllOfIt
from ..ledger.names_of_kinds import key_in
from ..records import Brief, to_json
from ..records.fields import OR, all_fields
from . import shapes
from .quoted import meant, named, ref, text_of_note
from .shapes import PER_PAGE
from .sourced import ref_to, said

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.evidence import Key
    from .desk import Cut

_Item = TypeVar("_Item")


class Refused(ValueError):
    """Something that cannot be answered, with a code and words that hold nothing of the caller's.

    :param near: records that may have been meant, as ``kind:id``.
    """

    def __init__(self, code: str, message: str, near: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.near = [named(one) for one in near]


class Parts:
    """A part of an answer that is too long for one, and whether there are more.

    :param page: which part, from 1.
    """

    def __init__(self, page: int) -> None:
        self._page = page
        self._is_last = True

    def of(self, items: Sequence[_Item], each: int = PER_PAGE) -> list[_Item]:
        """The items of this part."""
        start = (self._page - 1) * each
        self._is_last &= len(items) <= start + each
        return [*items[start : start + each]]

    def text(self, text: str) -> Any:
        """The piece of a text that belongs to this part."""
        found = text_of_note(text, self._page)
        self._is_last &= not found.goes_on
        return found

    def close(self, answer: shapes.Answer) -> None:
        """Say in an answer how to get the rest."""
        if not self._is_last:
            answer.next_page = self._page + 1
            answer.more = f"there is more: ask the same again with page {answer.next_page}"


def find(cut: Cut, asked: shapes.Find) -> shapes.Found:
    """The records and briefs that some words mean, in the order of ``sphinx-briefing find``."""
    kinds = kinds_asked(cut.ledger, asked.kind)
    words = meant(asked.query)
    hits = find_all(cut.ledger, words, kinds)
    parts = Parts(asked.page)
    found = [
        shapes.Hit(
            ref(one.kind, one.id), one.kind, named(one.id), text_of_note(one.title),
            named(cut.place(one.docname, path=one.path)), one.line,
        )
        for one in parts.of(hits, asked.limit)
    ]  # fmt: skip
    near = [] if hits else [named(one) for one in nearest(cut.ledger, words, kinds)]
    answer = shapes.Found(found=found, total=len(hits), nearest=near)
    parts.close(answer)
    return answer


def kinds_asked(ledger: Ledger, kind: str | None) -> tuple[str, ...]:
    """The kind that is asked for, by its name or plural; none for all.

    :raises Refused: if there is none of that name.
    """
    if not kind:
        return ()
    names = {name: name for name in (*ledger.kinds, BRIEF)}
    names |= {one.plural: name for name, one in ledger.kinds.items()} | {Brief.plural: BRIEF}
    found = names.get(kind.strip().lower())
    if found is None:
        raise Refused("unknown_kind", f"there is no such kind; kinds are: {', '.join(names)}")
    return (found,)


def key_meant(cut: Cut, kind: str | None, name: str) -> Key:
    """The record that is meant; a brief by its page or reference.

    :raises Refused: if none is, or several.
    """
    ledger, wanted = cut.ledger, meant(name).strip()
    kinds = kinds_asked(ledger, kind)
    if not kinds:
        first, colon, rest = wanted.partition(":")
        if colon and first in (*ledger.kinds, BRIEF):
            kinds, wanted = (first,), rest.strip()
    if kinds == (BRIEF,):
        return BRIEF, _brief_meant(ledger, wanted)
    if kinds:
        several = OR.join(kinds)
        lookup = ledger.find(several, wanted)
        found = key_in(several, lookup.id) if lookup.id else None
        if found is not None and ledger.get(*found) is not None:
            return found
        choices = [f"{kinds[0]}:{one}" for one in lookup.candidates]
    else:
        try:
            return record_meant(ledger, wanted)
        except ValueError:
            lookup = ledger.find(OR.join(ledger.kinds), wanted)
            choices = [*lookup.candidates]
            if not choices and _is_brief(ledger, wanted):
                return BRIEF, _brief_meant(ledger, wanted)
    if choices:
        raise Refused("ambiguous", "several records are called that; ask for one of them", choices)
    near = nearest(ledger, wanted, kinds)
    raise Refused("unknown_record", "there is no such record; 'find' looks words up", near)


def _is_brief(ledger: Ledger, name: str) -> bool:
    return name in ledger.briefs or any(one.reference == name for one in ledger.briefs.values())


def _brief_meant(ledger: Ledger, name: str) -> str:
    if name in ledger.briefs:
        return name
    pages = [page for page, brief in ledger.briefs.items() if brief.reference == name]
    if len(pages) == 1:
        return pages[0]
    if pages:
        raise Refused("ambiguous", "several briefs have that reference; name the page", pages)
    raise Refused("unknown_record", "there is no such brief; 'find' with kind brief lists them")


# -- show -----------------------------------------------------------------------------------------


def show(cut: Cut, asked: shapes.Show) -> shapes.Shown:
    """All that is known of a record."""
    key = key_meant(cut, asked.kind, asked.name)
    parts = Parts(asked.page)
    answer = _brief(cut, key[1], parts) if key[0] == BRIEF else _record(cut, key, parts)
    parts.close(answer)
    return answer


def _record(cut: Cut, key: Key, parts: Parts) -> shapes.Shown:
    whole = AllOfIt(cut, key, citing=cut.citing)
    data, record = whole.data, whole.record
    return shapes.Shown(
        record=ref(*key),
        kind=key[0],
        id=named(key[1]),
        title=text_of_note(data["title"]),
        page=named(cut.place(record.docname)),
        line=record.line or 0,
        marking=data.get("marking", ""),
        standing=data["standing"],
        state=text_of_note(data["state"]) if "state" in data else None,
        fields=[
            shapes.FieldOf(label, [text_of_note(text) for text in texts])
            for label, texts in data.get("fields", ())
        ],
        text=parts.text(data["text"]) if "text" in data else None,
        said=said(cut, key),
        rests_on=parts.of(
            [ref_to(cut.ledger, *_key(one["record"])) for one in data.get("rests-on", ())]
        ),
        on_it_rest=parts.of([_on_it(cut, one) for one in data.get("resting", ())]),
        referred_to_by=parts.of(
            [
                shapes.Referring(
                    named(one.get("where", "")), named(one.get("what", "")), one.get("field", "")
                )
                for one in data.get("referring", ())
            ]
        ),
        briefs=parts.of([_printing(cut, one) for one in data.get("briefs", ())]),
    )  # fmt: skip


def _key(name: str) -> Key:
    kind, _, one = name.partition(":")
    return kind, one


def _on_it(cut: Cut, data: Mapping[str, Any]) -> shapes.OnIt:
    record = cut.ledger.get(data["kind"], data["id"])
    return shapes.OnIt(
        ref(data["kind"], data["id"]),
        text_of_note(data["title"]),
        data["standing"],
        data.get("without", ""),
        [named(one) for one in data.get("on", ())],
        named(cut.place(record.docname, record.line or 0)) if record is not None else "",
    )


def _printing(cut: Cut, data: Mapping[str, Any]) -> shapes.Printing:
    reference = data.get("reference")
    return shapes.Printing(
        named(cut.place(data["docname"])),
        text_of_note(data.get("title", "")),
        text_of_note(reference) if reference else None,
        data.get("date", ""),
        data.get("status", ""),
        [named(one) for one in data.get("shows", ())],
        data.get("knows", True),
    )


def _brief(cut: Cut, docname: str, parts: Parts) -> shapes.Shown:
    brief = cut.ledger.briefs[docname]
    data = to_json(brief)
    left = {"docname", "line", "title", "mentions", "tlp"}
    fields = [
        shapes.FieldOf(item.name, [text_of_note(str(one)) for one in _listed(data[item.name])])
        for item in all_fields(type(brief))
        if item.name not in left and data.get(item.name)
    ]
    shown = sorted(cut.citing.get(docname, ()))
    return shapes.Shown(
        record=ref(BRIEF, docname),
        kind=BRIEF,
        id=named(docname),
        title=text_of_note(brief.title or docname),
        page=named(cut.place(docname)),
        marking=cut.ledger.markings.of_page(docname),
        standing=brief.status or "",
        fields=fields,
        rests_on=parts.of([ref_to(cut.ledger, *key) for key in shown]),
        referred_to_by=parts.of(
            [shapes.Referring(named(cut.place(page))) for page in brief.mentions]
        ),
    )


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else (value,)


# -- impact ---------------------------------------------------------------------------------------


def impact(cut: Cut, asked: shapes.Impact) -> shapes.Impacted:
    """The records and briefs that rest on one, as ``sphinx-briefing impact`` lists them."""
    key = key_meant(cut, asked.kind, asked.name)
    if key[0] == BRIEF:
        raise Refused("unknown_kind", "nothing rests on a brief; ask for a record")
    data = WhatRests(cut.ledger, key, cut.citing).data
    parts = Parts(asked.page)
    answer = shapes.Impacted(
        record=ref(*key),
        title=text_of_note(data["title"]),
        standing=data["standing"],
        since=data.get("since", ""),
        why=text_of_note(data["why"]) if "why" in data else None,
        retold_by=[ref("source", one) for one in data.get("retold-by", ())],
        resting=parts.of([_on_it(cut, one) for one in data["resting"]]),
        briefs=parts.of([_printing(cut, one) for one in data["briefs"]]),
    )
    parts.close(answer)
    return answer
