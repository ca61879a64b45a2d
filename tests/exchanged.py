"""Documents of the shape of ``ledger.json`` with anything in any field of any kind.

They are made from the declarations, so that a kind or a field that is added is in them by itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from sphinx_briefing.exchange.documents import is_empty, plural_of, records_of
from sphinx_briefing.exchange.model import Format, Imported, Lost
from sphinx_briefing.records import KINDS, Record
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
    "Ärger über Straße", "وزارة الخارجية", "TY  - NEWS", "ER  -", "semi; colon",
    "<b>bold</b> &amp;", "- item", "*: x", "x" * 300, "🚢 fleet", "and", "Berg, Anna von der",
    "name = {x}", "@article{x,", "A&copy=B",
    "d'Estaing", "Smith and Jones", "{Ministry}", "10.1000/x",
)  # fmt: skip
PROSE = (
    *WORDS, "One paragraph.\n\nAnother one, with *marks*.", "Two\nlines", "Tab\there", "  indented",
    "ER  - \nTY  - NEWS\nTI  - x", "ends with\n",
)  # fmt: skip

_LINES = st.sampled_from(WORDS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split())).filter(bool)
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
}  # fmt: skip


def values(field: Field) -> st.SearchStrategy[Any]:
    """The values that a field may hold, as a ledger has them."""
    of = field.shape
    if field.name == "text":
        return st.sampled_from(PROSE).map(str.strip)
    if field.name == "words-at":
        return st.just({"page": 2, "start": "a", "end": "b"})
    if of.refers and not of.derived:
        names = st.sampled_from(IDS)
        if of.others:
            kinds = [*KINDS] if shape.EVERY in of.others else [*of.kinds]
            names = st.builds("{}:{}".format, st.sampled_from(kinds), names)
        return st.lists(names, unique=True, min_size=1, max_size=1 if of.single else 3)
    if of.scale is not None:
        return st.sampled_from(of.scale.values)
    if of.is_like(shape.OFFICES):
        return st.lists(_LINES.map(lambda text: f"{text} (2019/..)"), min_size=1, max_size=2)
    if of.is_like(shape.NUMBER):
        return st.integers(1, 9)
    if of.is_like(shape.SWITCH):
        return st.just(False)
    if of.read in _PLAIN:
        return st.sampled_from(_PLAIN[of.read])
    if field.several:
        return st.lists(_LINES, unique=True, min_size=1, max_size=3)
    if of.derived and field.name not in ("title", "source", "original", "standing"):
        return st.integers(1, 9)
    return _LINES


@st.composite
def records(draw: st.DrawFn, kind: str, identifier: str, *, full: bool = False) -> dict[str, Any]:
    """A record of a kind; of a full one, every field is filled."""
    declaration = KINDS.selectable[kind]
    found: dict[str, Any] = {}
    for field in all_fields(declaration):
        if field.name == "titles":
            if full or draw(st.booleans()):
                found["title-de"] = draw(_LINES)
        elif field.name in ("id", "docname") and (field.name == "id" or kind in ("note", "brief")):
            found[field.name] = identifier
        elif full or field.required or draw(st.integers(0, 2)) == 0:
            found[field.name] = draw(values(field))
        elif not field.shape.sparse:
            found[field.name] = [] if field.several else "" if field.name == "text" else None
    if "docname" in found and issubclass(declaration, Record):
        found["docname"] = "notes/a"
    return found


@st.composite
def documents(draw: st.DrawFn, *, full: bool = False) -> dict[str, Any]:
    """A document with a few records of each kind."""
    found: dict[str, Any] = {"schema": LEDGER}
    for kind, declaration in KINDS.selectable.items():
        ids = [*IDS[:2]] if full else draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3))
        found[declaration.plural] = {one: draw(records(kind, one, full=full)) for one in ids}
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
