"""The records that a page cites, and what of them has been withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..records import Kinds, Record, Source, derived_fields, naming
from ..records.conventions import Conventions
from ..records.readers import read_list
from .evidence import Key
from .impact import Loss
from .ledger import Ledger
from .names_of_kinds import key_in
from .pages import PAGE, PageFacts, Reference
from .questions import ABOUT_LOSSES, Question
from .standing import STANDS
from .trace import LedgerView


class Citation(NamedTuple):
    """A place on a page, and the records that are cited there."""

    line: int
    path: str
    """The file, where it is not the page's own."""
    within: str
    """The option, or the field of a record, that names them, in words; empty for all else."""
    keys: tuple[Key, ...]


def citations(page: PageFacts, ledger: LedgerView, conventions: Conventions) -> Iterator[Citation]:
    """The places of a page that cite records: by role, by name in an option, in a selection.

    What an option names is not said once more of the selection. Selections among what the page
    refers to bring nothing that is not cited elsewhere.
    """
    for reference in page.references:
        if reference.kind != PAGE:
            keys = _citing(_named(reference, ledger, conventions), ledger.kinds)
            within = f"option {reference.option!r}" if reference.option else ""
            yield Citation(reference.line, reference.path, within, keys)
    for question in page.questions:
        printed = _printed(question, ledger, conventions, in_brief=page.brief is not None)
        yield Citation(question.line, question.path, "", printed)
    for entry in page.entries:
        record = ledger.get(*entry.key)
        if record is None or record.docname != page.docname:
            continue
        line = entry.lines.get("source", entry.record.line)
        yield Citation(line, entry.path, "", _citing([entry.key], ledger.kinds, printed=True))
        for field in naming(type(record)):
            if field.name in _shown(record) and not field.shape.leads_on:
                named = _citing(field.shape.keys(getattr(record, field.attribute)), ledger.kinds)
                line = entry.lines.get(field.name, entry.record.line)
                within = f"{record.kind_name} {field.name!r}"
                yield Citation(line, entry.path, within, named)


def _shown(record: Record) -> Iterable[str]:
    """The fields that are printed with a record, without those that it rests on."""
    return set(record.columns) - {"source", record.rests_on}


def _named(reference: Reference, ledger: LedgerView, conventions: Conventions) -> Iterator[Key]:
    if reference.option:
        names = read_list(reference.target, conventions)
        found = [lookup.id for _name, lookup in ledger.find_all(reference.kind, names)]
    else:
        found = [ledger.find_exactly(reference.kind, reference.target)]
    yield from (key_in(reference.kind, one) for one in found if one)


def _printed(
    question: Question, ledger: LedgerView, conventions: Conventions, *, in_brief: bool
) -> tuple[Key, ...]:
    kinds = ledger.kinds
    if question.scope(kinds, in_brief=in_brief) == "page" or question.kind == "brief":
        return ()
    if question.layout(kinds) in ABOUT_LOSSES:
        return ()
    named = set(_named_in(question, ledger, conventions))
    found = []
    for what in ledger.select(question.kind, question.query(ledger, conventions)):
        if isinstance(what, Record):
            key = (what.kind_name, what.id)
            if key not in named and named.isdisjoint(_sources(what)):
                found.append(key)
        elif what.source:
            found.append(("source", what.source))
    return _citing(found, kinds, printed=True)


def _citing(keys: Iterable[Key], kinds: Kinds, *, printed: bool = False) -> tuple[Key, ...]:
    """Those of some records that cite sources, or are such; a printed one shows its own."""
    found = ((key, kinds[key[0]]) for key in keys if key[0] in kinds)
    return tuple(
        key
        for key, kind in found
        if kind.marker or rests_on_others(key[0], kinds) or (printed and "source" in kind.columns)
    )


def _named_in(question: Question, ledger: LedgerView, conventions: Conventions) -> Iterator[Key]:
    """The records that a question names in its options."""
    named = {"ids": question.kind} if question.kind in ledger.kinds else {}
    for option, kind in (named | dict(ledger.kinds.named_by_option)).items():
        names = read_list(question.options.get(option, ""), conventions)
        for _name, lookup in ledger.find_all(kind, names) if names else ():
            if lookup.id:
                yield key_in(kind, lookup.id)


def _sources(record: Record) -> list[Key]:
    return [("source", one) for one in record.source]


# -- what has been withdrawn -----------------------------------------------------------------


def rests_on_others(kind: str, kinds: Kinds) -> bool:
    """Whether records of a kind rest on others than sources."""
    found = kinds.get(kind)
    return bool(found and found.rests_on and found.rests_on != "source")


def basis_of(record: Record, kinds: Kinds) -> tuple[Key, ...]:
    """The records that one rests on, in the order in which they are named."""
    if not rests_on_others(record.kind_name, kinds):
        return ()
    fields = (field for field in naming(type(record)) if field.name == record.rests_on)
    return tuple(key for f in fields for key in f.shape.keys(getattr(record, f.attribute)))


def may_be_lost(record: Record, ledger: LedgerView) -> bool:
    """Whether a record may not stand in full; nothing is asked that the record itself says."""
    if "standing" in derived_fields(type(record)):
        return bool(getattr(record, "standing", None) != STANDS)
    if isinstance(record, Source):
        return bool(record.retracted)
    if rests_on_others(record.kind_name, ledger.kinds):
        return True
    return any(_may_be_retracted(one, ledger) for one in record.source)


def _may_be_retracted(source: str, ledger: LedgerView) -> bool:
    found = ledger.get("source", source)
    return isinstance(found, Source) and bool(found.retracted)


def roots(key: Key, ledger: LedgerView) -> Iterator[tuple[Key, Loss]]:
    """The retracted sources and the withdrawn records through which a cited one has lost ground.

    Of what rests on others, all that have gone from under it. Of a statement in several sources,
    one of which is retracted, that one, though the statement stands.
    """
    kinds, seen, waiting = ledger.kinds, {key}, [key]
    while waiting:
        one = waiting.pop()
        record = ledger.get(*one)
        if record is None:
            continue
        loss = ledger.loss(*one) if may_be_lost(record, ledger) else None
        basis = basis_of(record, kinds)
        if loss is not None and basis:
            for under in reversed(basis):
                if under not in seen:
                    seen.add(under)
                    waiting.append(under)
        elif loss is not None and not loss.source:
            yield one, loss
        elif loss is not None or one[0] != "source":
            for source in record.source:
                lost = ledger.loss("source", source) if _may_be_retracted(source, ledger) else None
                if lost is not None:
                    yield ("source", source), lost


def is_anything_withdrawn(ledger: Ledger) -> bool:
    """Whether it is said of any claim or source that it was withdrawn, on whatever day."""
    claims, sources = ledger.every("claim"), ledger.every("source")
    return any(one.withdrawn for one in claims.values()) or any(
        one.retracted for one in sources.values()
    )


class Resting(NamedTuple):
    """The ground of a page that is gone, and all that it shakes."""

    withdrawn: dict[Key, Loss]
    """Sources that are retracted, and claims that are withdrawn, in the order of the page."""
    shaken: dict[Key, Loss]
    """What rests on others and is weakened, or falls."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.withdrawn or self.shaken)


def resting(keys: Iterable[Key], ledger: LedgerView) -> Resting:
    """Find what of some cited records has been withdrawn, as a ledger knows it."""
    found = Resting({}, {})
    for key in dict.fromkeys(keys):
        found.withdrawn.update(roots(key, ledger))
        record = ledger.get(*key) if rests_on_others(key[0], ledger.kinds) else None
        loss = ledger.loss(*key) if record and may_be_lost(record, ledger) else None
        if loss is not None:
            found.shaken[key] = loss
    return found


def cited_by(page: PageFacts, ledger: LedgerView, conventions: Conventions) -> Iterator[Key]:
    """The records that a page cites, as often as it does."""
    for citation in citations(page, ledger, conventions):
        yield from citation.keys
