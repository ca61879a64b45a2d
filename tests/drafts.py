"""A brief and what it rests on, edited as authors edit: in what is meant, or in mere words.

:class:`Draft` holds the records as data. Each edit changes it and says which changes of meaning
must be named for it, by whatever compares the two editions; a rewording says none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from sphinx_briefing.ledger import Ledger, PageFacts, Reference
from sphinx_briefing.records import Claim, Commitment, Judgement, Recommendation, Record, Source
from sphinx_briefing.vocabularies import CONFIDENCE, PHIA_2025
from tests.ledgers import actor, brief, facts, ledger, note, question

Key = tuple[str, str]

PRINTED = ("judgement", "recommendation", "commitment")
"""The kinds of which the brief prints all."""

_HEADS = (
    "convoys grain ferries tankers harbour customs envoys reserves pipelines turbines barracks "
    "satellites bonds granaries locomotives vaccines archives quarries reactors fisheries"
).split()
_ACTS = (
    "return to remain beyond shift towards depend upon outgrow absorb surround finance "
    "replace recover rebuild supply shield inspect release"
).split()
_PLACES = (
    "northern southern coastal inland central border island mountain river desert valley plateau "
    "delta lagoon forest steppe"
).split()
_TIMES = (
    "during autumn|through winter|by spring|over summer|within weeks|under treaty|after harvest|"
    "at dawn|in secret|with partners|on schedule|for decades"
).split("|")


@dataclass(frozen=True)
class Named:
    """A change that must be named: of which record, how, and with which cause."""

    kind: str
    id: str
    what: str
    moved: str = ""
    """The field that has moved."""
    cause: Key | None = None
    """A record that must be named with it."""


@dataclass
class Draft:
    """The records of a corpus around one brief."""

    random: Random
    records: dict[Key, Any] = field(default_factory=dict)
    at: dict[Key, str] = field(default_factory=dict)
    """The page of each record."""
    cited: list[Key] = field(default_factory=list)
    """What the brief refers to by role."""
    title: str = "A brief"
    summary: str = "It is short."
    made: int = 0
    edition: int = 1
    who: dict[Key, int] = field(default_factory=dict)
    """A number of each record, which it keeps whatever it is called."""
    touched: set[int] = field(default_factory=set)
    """Those of which the words, or the id, are other ones: with both, it is another record."""

    def sentence(self) -> str:
        """A statement that is unlike all others."""
        self.made += 1
        pick = self.random.choice
        head, other = self.random.sample(_HEADS, 2)
        return (
            f"{head.capitalize()} of the {pick(_PLACES)} province number {self.made} will "
            f"{pick(_ACTS)} the {pick(_PLACES)} {other} {pick(_TIMES)}"
        )

    def new(self, kind: str) -> str:
        self.made += 1
        return f"{kind[0]}{self.made}"

    # -- records --------------------------------------------------------------------------------

    def add(self, page: str, record: Record) -> str:
        key = (record.kind_name, record.id)
        self.records[key], self.at[key] = record, page
        self.who[key] = self.made
        return record.id

    def remove(self, key: Key) -> None:
        del self.records[key], self.at[key], self.who[key]

    def change(self, key: Key, **values: Any) -> None:
        self.records[key] = msgspec.structs.replace(self.records[key], **values)

    def of(self, kind: str) -> list[Any]:
        return [record for (name, _), record in sorted(self.records.items()) if name == kind]

    def any_of(self, kind: str) -> Any:
        return self.random.choice(self.of(kind))

    def source(self) -> str:
        identifier = self.new("source")
        day = self.random.randint(1, 28)
        self.add(f"n-{identifier}", Source(id=identifier, title=self.sentence(),
                                           date=f"2026-01-{day:02}"))  # fmt: skip
        return identifier

    def claim(self, source: str = "", **fields: Any) -> str:
        source = source or self.any_of("source").id
        page = self.at["source", source]
        made = Claim(id=self.new("claim"), statement=self.sentence(), by=("e5",),
                     source=(source,), **fields)  # fmt: skip
        return self.add(page, made)

    def commitment(self) -> str:
        source = self.any_of("source").id
        return self.add(self.at["source", source], Commitment(
            id=self.new("mandate"), deliverable=self.sentence(), by=("e5",), source=(source,),
            due=f"2026-{self.random.randint(3, 9):02}", made="2026-01"))  # fmt: skip

    def judgement(self, *basis: str) -> str:
        return self.add("b", Judgement(
            id=self.new("judgement"), statement=self.sentence(),
            likelihood=self.random.choice(PHIA_2025.values),
            confidence=self.random.choice(CONFIDENCE.values), basis=basis))  # fmt: skip

    def recommendation(self, *basis: str) -> str:
        return self.add("b", Recommendation(
            id=self.new("recommendation"), text=self.sentence(), to=("e5",), due="2026-09",
            basis=basis))  # fmt: skip

    def under(self, *kinds: str) -> list[Any]:
        """The records of some kinds that a judgement names as its basis."""
        named = {key for one in self.of("judgement") for key in one.basis}
        return [r for kind in kinds for r in self.of(kind) if f"{kind}:{r.id}" in named]

    def uses(self, key: Key) -> int:
        """How many records name one, and whether the brief itself does."""
        kind, one = key
        return (key in self.cited) + sum(
            f"{kind}:{one}" in (*getattr(other, "basis", ()), *getattr(other, "against", ()))
            or (kind == "source" and one in other.source)
            or (kind == "claim" and isinstance(other, Claim)
                and one in (*other.disputes, *other.corroborates))
            for other in self.records.values()
        )  # fmt: skip

    def rename(self, key: Key, name: str) -> Key:
        """Give a record another id, wherever it is named."""
        kind, old = key
        self.records[kind, name] = msgspec.structs.replace(self.records.pop(key), id=name)
        self.at[kind, name], self.who[kind, name] = self.at.pop(key), self.who.pop(key)
        self.cited = [(kind, name) if one == key else one for one in self.cited]
        for other, record in list(self.records.items()):
            values: dict[str, Any] = {}
            for attribute in ("basis", "against", "shown_by"):
                if found := getattr(record, attribute, ()):
                    whole = f"{kind}:{old}"
                    values[attribute] = tuple(f"{kind}:{name}" if o == whole else o for o in found)
            for attribute in {"claim": ("disputes", "corroborates"), "source": ("source",)}.get(
                kind, ()
            ):
                if found := getattr(record, attribute, ()):
                    values[attribute] = tuple(name if o == old else o for o in found)
            self.records[other] = msgspec.structs.replace(record, **values)
        return kind, name

    # -- what it means --------------------------------------------------------------------------

    def rests_on(self) -> set[Key]:
        """All that the brief says, and what that rests on."""
        found: set[Key] = set()
        waiting = [key for key in self.records if key[0] in PRINTED or self.at[key] == "b"]
        waiting += self.cited
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._next_to(key)
        return found

    def _next_to(self, key: Key) -> list[Key]:
        record = self.records[key]
        found = [("source", one) for one in record.source]
        for attribute in ("basis", "against", "shown_by"):
            for one in getattr(record, attribute, ()):
                kind, _, name = one.partition(":")
                found.append((kind, name))
        return found + [("claim", one) for one in self._joined_to(key)]

    def _joined_to(self, key: Key, *attributes: str) -> set[str]:
        if key[0] != "claim":
            return set()
        found = set()
        for attribute in attributes or ("disputes", "corroborates"):
            found |= {one.id for one in self.of("claim") if key[1] in getattr(one, attribute)}
            found |= set(getattr(self.records[key], attribute))
        return found

    def standing(self, key: Key) -> str:
        """What is left of a record."""
        kind, record = key[0], self.records[key]
        if kind == "source":
            return "withdrawn" if record.retracted else "stands"
        if kind == "claim":
            sources = [self.standing(("source", one)) for one in record.source]
            gone = record.withdrawn or (sources and "stands" not in sources)
            return "withdrawn" if gone else "stands"
        parts = [self.standing((one.partition(":")[0], one.partition(":")[2]))
                 for one in getattr(record, "basis", ())]  # fmt: skip
        left = [part for part in parts if part in ("stands", "weakened")]
        if parts and not left:
            return "falls"
        return "weakened" if "weakened" in parts or len(left) < len(parts) else "stands"

    def meaning(self) -> dict[int, tuple[str, dict[str, Any]]]:
        """What each record means that the brief rests on: its kind, and fields by name."""
        found = {}
        for key in self.rests_on():
            kind, record = key[0], self.records[key]
            values: dict[str, Any] = {}
            for attribute in ("likelihood", "confidence", "due", "status", "retracted"):
                if hasattr(record, attribute):
                    values[attribute] = getattr(record, attribute)
            for attribute in ("basis", "against"):
                named = (one.partition(":") for one in getattr(record, attribute, ()))
                values[attribute] = {self.who[name, one] for name, _, one in named}
            if kind != "source":
                values["standing"] = self.standing(key)
            if kind == "claim":
                others = self._joined_to(key, "disputes")
                values["disputed"] = {self.who["claim", one] for one in others}
            if kind == "commitment":
                values["overdue"] = record.status == "open" and record.due < "2026-03"
            found[self.who[key]] = (kind, values)
        return found

    # -- pages ----------------------------------------------------------------------------------

    def pages(self) -> list[PageFacts]:
        """The facts of the pages."""
        people = facts("people", actor("e5"), path="people.md")
        found = [people]
        for page in dict.fromkeys(self.at.values()):
            here = [record for key, record in self.records.items() if self.at[key] == page]
            if page == "b":
                continue
            own = next((one for one in here if isinstance(one, Source)), None)
            rest = [one for one in here if one is not own]
            found.append(note(page, own, *rest) if own else facts(page, *rest))
        written = [record for key, record in self.records.items() if self.at[key] == "b"]
        about = {
            "title": self.title,
            "reference": "UA-1",
            "date": "2026-03-01",
            "status": "final",
            "edition": self.edition,
            "summary": self.summary,
        }
        references = [Reference(kind, one, 9) for kind, one in self.cited]
        asked = [question(kind) for kind in PRINTED]
        own_page = brief("b", *written, about=about, references=references, questions=asked,
                     title=self.title)  # fmt: skip
        return [*found, own_page]

    def ledger(self) -> tuple[Ledger, PageFacts]:
        """The ledger of all pages, and the page of the brief."""
        pages = self.pages()
        return ledger(*pages), pages[-1]


def draft(seed: int) -> Draft:
    """A brief before any edit."""
    made = Draft(Random(seed))
    for _ in range(4):
        made.source()
    claims = [made.claim() for _ in range(7)]
    made.change(("claim", claims[0]), corroborates=(claims[1],))
    made.change(("claim", claims[2]), disputes=(claims[3],))
    for _ in range(3):
        made.commitment()
    for _ in range(3):
        basis = made.random.sample(claims[:5], 2)
        made.judgement(*(f"claim:{one}" for one in basis))
    made.recommendation(f"claim:{claims[0]}")
    made.recommendation(f"judgement:{made.any_of('judgement').id}")
    made.cited = [("claim", claims[6]), ("source", made.any_of("source").id)]
    return made


Edit = Callable[[Draft], Iterable[Named]]


# -- edits of meaning -----------------------------------------------------------------------------


def more_or_less_likely(of: Draft) -> Iterable[Named]:
    one = of.any_of("judgement")
    others = [value for value in PHIA_2025.values if value != one.likelihood]
    of.change(("judgement", one.id), likelihood=of.random.choice(others))
    yield Named("judgement", one.id, "changed", "likelihood")


def likelier_for_new_evidence(of: Draft) -> Iterable[Named]:
    (named,) = more_or_less_likely(of)
    one = of.records["judgement", named.id]
    claim = of.claim(of.source() if of.random.random() < 0.5 else "")
    of.change(("judgement", one.id), basis=(*one.basis, f"claim:{claim}"))
    yield Named("judgement", one.id, "changed", "likelihood", ("claim", claim))
    source = of.records["claim", claim].source[0]
    if of.uses(("source", source)) == 1:
        yield Named("source", source, "new", cause=("claim", claim))


def likelier_as_others_say_so(of: Draft) -> Iterable[Named]:
    """Somebody else bears out what a judgement rests on."""
    (named,) = more_or_less_likely(of)
    basis = [one.partition(":")[2] for one in of.records["judgement", named.id].basis]
    claim = of.claim(of.source(), corroborates=(of.random.choice(basis),))
    yield Named("judgement", named.id, "changed", "likelihood", ("claim", claim))
    source = of.records["claim", claim].source[0]
    yield Named("source", source, "new", cause=("claim", claim))


def surer(of: Draft) -> Iterable[Named]:
    one = of.any_of("judgement")
    others = [value for value in CONFIDENCE.values if value != one.confidence]
    of.change(("judgement", one.id), confidence=of.random.choice(others))
    yield Named("judgement", one.id, "changed", "confidence")


def new_judgement(of: Draft) -> Iterable[Named]:
    claim = of.claim()
    one = of.judgement(f"claim:{claim}")
    yield Named("judgement", one, "new", cause=("claim", claim))


def dropped_judgement(of: Draft) -> Iterable[Named]:
    one = of.any_of("judgement")
    if of.uses(("judgement", one.id)) == 0 and len(of.of("judgement")) > 1:
        of.remove(("judgement", one.id))
        yield Named("judgement", one.id, "dropped")


def against_it(of: Draft) -> Iterable[Named]:
    one, claim = of.any_of("judgement"), of.claim()
    of.change(("judgement", one.id), against=(*one.against, f"claim:{claim}"))
    yield Named("judgement", one.id, "changed", "against", ("claim", claim))


def less_basis(of: Draft) -> Iterable[Named]:
    one = of.any_of("judgement")
    if len(one.basis) > 1:
        of.change(("judgement", one.id), basis=one.basis[:-1])
        yield Named("judgement", one.id, "changed", "basis")


def disputed_by_news(of: Draft) -> Iterable[Named]:
    one = of.random.choice(of.under("claim"))
    claim = of.claim(of.source(), disputes=(one.id,))
    yield Named("claim", one.id, "changed", "disputed", ("claim", claim))
    source = of.records["claim", claim].source[0]
    yield Named("source", source, "new", cause=("claim", claim))


def disputed_from_within(of: Draft) -> Iterable[Named]:
    claims = of.under("claim")
    one, other = of.random.sample(claims, 2)
    if one.id in other.disputes or other.id in one.disputes:
        return
    of.change(("claim", one.id), disputes=(*one.disputes, other.id))
    yield Named("claim", other.id, "changed", "disputed", ("claim", one.id))


def no_longer_disputed(of: Draft) -> Iterable[Named]:
    known = {claim.id for claim in of.under("claim")}
    for one in of.of("claim"):
        if one.disputes and one.disputes[0] in known and one.id in known:
            of.change(("claim", one.id), disputes=one.disputes[1:])
            yield Named("claim", one.disputes[0], "changed", "disputed")
            return


def retracted(of: Draft) -> Iterable[Named]:
    claim = of.random.choice(of.under("claim"))
    one = claim.source[0]
    if of.records["source", one].retracted is None:
        of.change(("source", one), retracted="2026-02-20", retraction="the publisher withdrew it")
        yield Named("source", one, "changed", "retracted")
        yield Named("claim", claim.id, "changed", "standing", ("source", one))


def withdrawn(of: Draft) -> Iterable[Named]:
    one = of.random.choice(of.under("claim"))
    if one.withdrawn is None and of.records["source", one.source[0]].retracted is None:
        of.change(("claim", one.id), withdrawn="2026-02-20")
        yield Named("claim", one.id, "changed", "standing")


def settled(of: Draft) -> Iterable[Named]:
    one = of.any_of("commitment")
    if one.status == "open":
        claim = of.claim()
        of.change(("commitment", one.id), status=of.random.choice(["met", "missed", "withdrawn"]),
                  settled="2026-02-27", shown_by=(f"claim:{claim}",))  # fmt: skip
        yield Named("commitment", one.id, "changed", "status", ("claim", claim))


def due_later(of: Draft) -> Iterable[Named]:
    one = of.any_of("commitment")
    of.change(("commitment", one.id), due="2027-01")
    if one.due != "2027-01":
        yield Named("commitment", one.id, "changed", "due")


def overdue(of: Draft) -> Iterable[Named]:
    one = of.any_of("commitment")
    if one.status == "open" and one.due != "2026-02":
        of.change(("commitment", one.id), due="2026-02")
        yield Named("commitment", one.id, "changed", "overdue")


def new_commitment(of: Draft) -> Iterable[Named]:
    yield Named("commitment", of.commitment(), "new")


def dropped_commitment(of: Draft) -> Iterable[Named]:
    if found := of.of("commitment"):
        one = of.random.choice(found)
        of.remove(("commitment", one.id))
        yield Named("commitment", one.id, "dropped")


def new_source(of: Draft) -> Iterable[Named]:
    one = of.source()
    of.cited.append(("source", one))
    yield Named("source", one, "new")


def dropped_source(of: Draft) -> Iterable[Named]:
    for kind, one in of.cited:
        if kind == "source" and of.uses((kind, one)) == 1:
            of.cited.remove((kind, one))
            yield Named(kind, one, "dropped")
            return


def new_recommendation(of: Draft) -> Iterable[Named]:
    claim = of.claim()
    yield Named("recommendation", of.recommendation(f"claim:{claim}"), "new",
                cause=("claim", claim))  # fmt: skip


def dropped_recommendation(of: Draft) -> Iterable[Named]:
    if found := of.of("recommendation"):
        one = of.random.choice(found)
        of.remove(("recommendation", one.id))
        yield Named("recommendation", one.id, "dropped")


MEANT: tuple[Edit, ...] = (
    more_or_less_likely, likelier_for_new_evidence, likelier_as_others_say_so, surer,
    new_judgement, dropped_judgement, against_it, less_basis, disputed_by_news,
    disputed_from_within, no_longer_disputed, retracted, withdrawn, settled, due_later, overdue,
    new_commitment, dropped_commitment, new_source, dropped_source, new_recommendation,
    dropped_recommendation,
)  # fmt: skip


# -- mere words -----------------------------------------------------------------------------------


def untouched(of: Draft) -> Key:
    key = of.random.choice([key for key in sorted(of.records) if of.who[key] not in of.touched])
    of.touched.add(of.who[key])
    return key


def reworded(of: Draft) -> None:
    """Another statement, or another title, under the id that it had."""
    key = untouched(of)
    record = of.records[key]
    words = of.sentence()
    if isinstance(record, Recommendation):
        of.change(key, text=words)
    else:
        of.change(key, **{record.argument: words})


def retitled(of: Draft) -> None:
    of.title, of.summary = of.sentence(), of.sentence()


def in_another_order(of: Draft) -> None:
    pairs = list(of.records.items())
    of.random.shuffle(pairs)
    of.records = dict(pairs)
    of.random.shuffle(of.cited)
    for one in of.of("judgement"):
        of.change(("judgement", one.id), basis=tuple(reversed(one.basis)))


def called_otherwise(of: Draft) -> None:
    of.rename(untouched(of), of.new("x"))


def called_and_said_otherwise(of: Draft) -> None:
    """What follows where an id is made of the statement, and the statement is polished."""
    key = untouched(of)
    record = of.records[key]
    words = getattr(record, record.argument).replace(" of the ", " in the ", 1)
    of.change(key, **{record.argument: f"{words} again"})
    of.rename(key, of.new("y"))


def moved_elsewhere(of: Draft) -> None:
    keys = [key for key in of.records if key[0] != "source"]
    of.at[of.random.choice(sorted(keys))] = of.random.choice(["register", "aside"])


def note_moved(of: Draft) -> None:
    page = of.at["source", of.any_of("source").id]
    for key, place in of.at.items():
        if place == page:
            of.at[key] = f"{page}-moved"


def of_no_concern(of: Draft) -> None:
    """Somebody writes down what the brief does not speak of."""
    one = of.source()
    of.claim(one, disputes=(of.claim(one),))


WORDS: tuple[Callable[[Draft], None], ...] = (
    reworded, reworded, retitled, in_another_order, called_otherwise, called_and_said_otherwise,
    moved_elsewhere, note_moved, of_no_concern,
)  # fmt: skip
