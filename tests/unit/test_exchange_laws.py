"""Laws that hold for every format of the table: nothing is lost in silence."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.commands.export import with_extra
from sphinx_briefing.exchange.account import holds_field
from sphinx_briefing.exchange.formats import FORMATS, format_of, recognised
from sphinx_briefing.exchange.model import Format, Read
from sphinx_briefing.records import KINDS
from tests.exchanged import as_compared, as_document, document, found_in, is_told, keys, values_of

LIBRARIES = {"exchange": ("rispy", "rdflib", "stix2", "followthemoney"), "bib": ("bibtexparser",)}
SEEDS = st.integers(0, 2**32)
LAX = settings(max_examples=60, deadline=None)


def usable(name: str) -> Format:
    found = format_of(name)
    for library in LIBRARIES.get(found.extra, ()):
        pytest.importorskip(library)
    return found


written = pytest.mark.parametrize(
    "name", [name for name in FORMATS if format_of(name).write is not None]
)


@written
@given(seed=SEEDS)
@LAX
def test_each_value_is_found_again_or_told(name: str, seed: int) -> None:
    of = usable(name)
    assert of.write is not None
    made = of.write(document(seed))
    lost, found = keys(made.lost), found_in(of, made.content)
    for kind, identifier, field, value in values_of(document(seed)):
        if not is_told(lost, kind, identifier, field):
            again = as_compared(field, found.get((kind, identifier, field)))
            assert again == as_compared(field, value), (kind, identifier, field)
    assert all(one.why for one in made.lost)
    there = {one[:2] for one in found}
    for kind, count in made.kept.items():
        assert count == len({one for one in there if one[0] == kind}), kind


@written
def test_the_table_is_true(name: str) -> None:
    """Each field that a format holds is declared somewhere, and in what it writes."""
    of = usable(name)
    found: set[tuple[str, str]] = set()

    assert of.write is not None
    for seed in range(25):
        made = of.write(document(seed, full=True))
        found.update((one[0], one[2]) for one in found_in(of, made.content))
    assert of.holds
    for kind, fields in of.holds.items():
        assert kind in KINDS.selectable
        for field in fields:
            begin = field.removesuffix("*")
            there = [one for k, one in found if k == kind and one.startswith(begin)]
            assert there if field.endswith("*") else (kind, field) in found, (kind, field)


@written
@given(seed=SEEDS)
@settings(LAX, max_examples=20)
def test_what_was_read_is_written_the_same(name: str, seed: int) -> None:
    of = usable(name)
    assert of.write is not None
    if of.read is None:
        return
    made = of.write(document(seed))
    second = of.write(as_document(of.read(made.content, "file").records)).content
    is_whole = of.check is None  # else a file holds more than is read of it
    is_held = not any(one.field and holds_field(of.holds, one.kind, one.field) for one in made.lost)
    if is_whole and is_held:
        assert second == made.content
    assert of.write(as_document(of.read(second, "file").records)).content == second


@written
def test_nothing_makes_a_file_too(name: str) -> None:
    of = usable(name)
    assert of.write is not None
    made = of.write({"schema": 2})
    assert not made.lost
    assert not made.kept
    assert found_in(of, made.content) == {}


READ = [name for name in FORMATS if format_of(name).read is not None]
RUBBISH = {
    "empty": b"",
    "spaces": b" \n\n ",
    "bytes": bytes(range(256)),
    "latin": "Café, Straße".encode("latin-1"),
    "utf-16 cut": "TY  - NEWS".encode("utf-16")[:-1],
    "open": b'[{"a": ',
    "number": b"5",
    "nested": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000,
    "null": b"\0" * 100,
    "page": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "ris cut": b"TY  - NEWS\nTI  - A",
    "bundle": b'{"type": "bundle", "objects": 5}',
    "prose": b"Nothing but a sentence.",
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("what", RUBBISH)
def test_rubbish_is_one_sentence(name: str, what: str) -> None:
    of = usable(name)
    said, found = refused(of, RUBBISH[what])
    if found is None:
        assert said.startswith("file")
        assert "\n" not in said
    else:
        assert found.records == () or found.left or what.endswith("cut")


def refused(of: Format, data: bytes) -> tuple[str, Read | None]:
    """What is said of bytes that cannot be read, or what was read."""
    assert of.read is not None
    try:
        return "", of.read(data, "file")
    except ValueError as error:
        return str(error), None


@pytest.mark.parametrize("name", READ)
@given(data=st.binary(max_size=200))
@settings(LAX, max_examples=30)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    of = usable(name)
    said, found = refused(of, data)
    assert said or found is not None


@pytest.mark.parametrize("name", [name for name in READ if format_of(name).write is not None])
@given(seed=SEEDS)
@settings(LAX, max_examples=10)
def test_a_file_is_known_by_its_content(name: str, seed: int) -> None:
    of = usable(name)
    assert of.write is not None
    content = of.write(document(seed, full=True)).content
    assert recognised(content, "file.bin").name == name


@written
def test_kinds_of_others_are_told(name: str) -> None:
    of = usable(name)
    assert of.write is not None
    told = of.write({"schema": 2, "vessels": {"eagle-s": {"id": "eagle-s", "imo": "9329760"}}})
    assert ("vessels", "eagle-s", "") in keys(told.lost) or told.kept == {"vessels": 1}


@pytest.mark.parametrize("name", ["bibtex", "ris", "skos"])
def test_a_missing_library_is_named_with_its_extra(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = usable(name)
    for library in LIBRARIES[of.extra]:
        for module in [*sys.modules]:
            if module.partition(".")[0] == library:
                monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, library, None)
    for work in (of.write, of.read):
        assert work is not None
        arguments = [document(3, full=True)] if work is of.write else [b"@a{b, title={c}}", "f"]
        arguments = arguments if name != "ris" or work is of.write else [b"TY  - GEN\n", "f"]
        with pytest.raises(ValueError, match=rf'"sphinx-briefing\[{of.extra}\]"'):
            with_extra(of, lambda work=work, given=arguments: work(*given))  # type: ignore[misc]
