"""Documents of the shape of ``ledger.json`` with anything in any field of any kind.

They are made from the declarations, so that a kind or a field that is added is in them by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from sphinx_briefing.exchange.documents import is_empty, plural_of, records_of
from sphinx_briefing.exchange.model import Format, Imported, Lost
from sphinx_briefing.records import KINDS
from sphinx_briefing.records import fields as shape
from sphinx_briefing.records.fields import Field, all_fields
from sphinx_briefing.schema import LEDGER

IDS = ("a", "b-2", "ć.d", "walaw-2026-02-21", "Ünion", "2026", "x:y")
DAYS = (
    "2026", "2026-02", "2026-02-20", "2026-02-17/2026-02-18", "2026-02-20/..", "../2026-03",
    "2026~", "2026-21", "2026-02?", "2025/2026-02-01",
)  # fmt: skip
URLS = ("https://example.org/", "https://example.org/a_b?c=%20d&e=f;g#h", "http://пример.рф/%C3%A9")
WORDS = (
    "Ships sail", "a, b", 'say "so"', "it's", "50 % & more", "{braces} \\textbf{x} $5_^#~",
    "Ärger über Straße", "وزارة الخارجية", "TY - NEWS", "ER -", "semi; colon",
    "<b>bold</b> &amp;", "- item", "*: x", "x" * 300, "🚢 fleet", "and", "Berg, Anna von der",
    "name = {x}", "@article{x,", "A&copy=B",
    "d'Estaing", "Smith and Jones", "{Ministry}", "10.1000/x",
)  # fmt: skip
PROSE = (
    *WORDS, "One paragraph.\n\nAnother one, with *marks*.", "Two\nlines", "Tab\there", "  indented",
    "ER  - \nTY  - NEWS\nTI  - x", "ends with\n",
    "<p>Noted</p>",
)  # fmt: skip

SCRIPTS = (
    "abcxyz",
    "äßéøÞĳ",
    "жщю",
    "漢字",
    "ابت",
    "🚢⇨°",
    "0123",
    ".,:;!?-_/()[]{}<>#$%&*+=@^`|~'\"\\",
)
_PLAIN: Mapping[Any, tuple[str, ...]] = {
    shape.DATE.read: DAYS,
    shape.URL.read: URLS,
    shape.COUNTRY.read: ("DE", "NO"),
    shape.LANGUAGE.read: ("en", "de-CH", "sr-Latn"),
    shape.WIKIDATA.read: ("Q458", "Q1"),
    shape.ID.read: IDS,
    shape.AMOUNT.read: ("591", "435/1423", "~600", "500/.."),
    shape.LIKELIHOOD.read: ("likely", "unlikely"),
    shape.BRIEF_KIND.read: ("infocus", "flash"),
    shape.UNIT.read: ("vessels", "EUR billion", "%"),
}


def line(random: Random) -> str:
    """A line as a field has it: one that means something elsewhere, or signs of any script."""
    if random.random() < 0.7:
        return random.choice(WORDS)
    signs = "".join(random.choices([*"".join(SCRIPTS), " "], k=random.randint(1, 30)))
    return " ".join(signs.split()) or "x"


def some(random: Random, pool: Sequence[str], most: int = 3) -> list[str]:
    return random.sample(pool, random.randint(1, min(most, len(pool))))


def value(random: Random, field: Field) -> Any:
    """A value that a field may hold, as a ledger has it."""
    of = field.shape
    if field.name == "text":
        return random.choice(PROSE).strip()
    if field.name == "words-at":
        return {"page": 2, "start": "a", "end": "b"}
    if of.refers and not of.derived:
        names = some(random, IDS, 1 if of.single else 3)
        kinds = [*KINDS] if shape.EVERY in of.others else [*of.kinds]
        return [f"{random.choice(kinds)}:{one}" for one in names] if of.others else names
    if of.scale is not None:
        return random.choice(of.scale.values)
    if of.is_like(shape.OFFICES):
        return [f"{line(random)} (2019/..)"]
    if of.is_like(shape.SWITCH):
        return False
    if of.read in _PLAIN:
        return random.choice(_PLAIN[of.read])
    if field.several:
        return [*dict.fromkeys(line(random) for _ in range(random.randint(1, 3)))]
    is_text = field.name in ("title", "source", "original", "standing", "docname")
    if of.is_like(shape.NUMBER) or (of.derived and not is_text):
        return random.randint(1, 9)
    return line(random)


def record(random: Random, kind: str, identifier: str, *, full: bool) -> dict[str, Any]:
    """A record of a kind; of a full one, every field is filled."""
    found: dict[str, Any] = {}
    for field in all_fields(KINDS.selectable[kind]):
        is_filled = full or field.required or random.random() < 0.4
        if field.name == "titles":
            found |= {"title-de": line(random)} if is_filled else {}
        elif field.name == "docname":
            found["docname"] = identifier if kind in ("note", "brief") else "notes/a"
        elif field.name == "id":
            found["id"] = identifier
        elif is_filled:
            found[field.name] = value(random, field)
        elif not field.shape.sparse:
            found[field.name] = [] if field.several else "" if field.name == "text" else None
    return found


def document(seed: int, *, full: bool = False) -> dict[str, Any]:
    """A document with a few records of each kind, the same for the same seed."""
    random = Random(seed)
    found: dict[str, Any] = {"schema": LEDGER}
    for kind, declaration in KINDS.selectable.items():
        ids = [*IDS[:2]] if full else some(random, IDS, 3)
        found[declaration.plural] = {one: record(random, kind, one, full=full) for one in ids}
    return found


def values_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """All values of a document: kind, id, field and value."""
    for kind, identifier, fields in records_of(document):
        for name, value in fields.items():
            if not is_empty(value):
                yield kind, identifier, name, value


def is_told(lost: set[tuple[str, str, str]], kind: str, identifier: str, field: str) -> bool:
    """Whether a value is said to be lost: by itself, with its record, or with all of its name."""
    return bool(lost & {(kind, identifier, field), (kind, identifier, ""), (kind, "", field)})


def keys(lost: tuple[Lost, ...]) -> set[tuple[str, str, str]]:
    return {one[:3] for one in lost}


def found_in(of: Format, content: bytes) -> dict[tuple[str, str, str], Any]:
    """The values that a file holds, by kind, id and field."""
    if of.check is not None:
        return {one[:3]: one[3] for one in of.check(content)}
    assert of.read is not None, f"{of.name} can neither be read nor checked"
    return {key: value for record in of.read(content, "file").records for key, value in _in(record)}


def as_compared(field: str, value: Any) -> Any:
    """A value for comparison: of prose the paragraphs count, not its lines."""
    if field == "text" and isinstance(value, str):
        return [" ".join(part.split()) for part in re.split(r"\n\s*\n", value.strip())]
    if field == "link":
        return value in (False, "no")
    if isinstance(value, list) and field not in ("author", "authors"):
        return sorted(value)  # of other lists the order means nothing
    return value


def _in(record: Imported) -> Iterator[tuple[tuple[str, str, str], Any]]:
    yield (record.kind, record.id, "id"), record.id
    yield (record.kind, record.id, "text"), record.text
    for name, value in record.fields.items():
        yield (record.kind, record.id, name), value


def as_document(found: tuple[Imported, ...]) -> dict[str, Any]:
    """Records that were read, as a document again."""
    document: dict[str, Any] = {"schema": LEDGER}
    document |= {declaration.plural: {} for declaration in KINDS.selectable.values()}
    for record in found:
        fields = {"id": record.id, **record.fields, "text": record.text}
        document.setdefault(plural_of(record.kind), {})[record.id] = fields
    return document
