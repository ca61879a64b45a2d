"""Files of editions: their names, their form, and what is said of those that cannot be used."""

import os
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.editions import Edition, EditionFiles, Kept, encoded, place_of
from sphinx_briefing.editions.places import folder_of
from sphinx_briefing.editions.written import LARGEST, digest_of
from sphinx_briefing.records import KINDS

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)),
            *(f"lpt{n}" for n in range(10))}  # fmt: skip


def edition(reference: str = "R-1", number: int = 1, **values: object) -> Edition:
    judged = Kept("judgement", "j", "It holds", {"likelihood": "likely", "basis": (), **values})
    records = {judged.key: judged}
    knows = frozenset(name for name, kind in KINDS.items() if kind.edition_fields)
    return Edition(reference, number, "A brief", "2026-03-01", "", "Short.", records, knows)


def written(sources: Path, content: bytes, reference: str = "R-1", number: int = 1) -> str:
    """What is wrong with a file of some content, in the place of an edition."""
    path = sources / place_of(reference, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return EditionFiles(sources, KINDS).find(reference, number).problem


# -- names ----------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=300))
def test_every_reference_has_a_name_that_every_system_can_have(reference: str) -> None:
    name = folder_of(reference)
    assert name
    assert len(name.encode()) <= 255
    assert not set('<>:"/\\|?*') & set(name)
    assert name.isprintable()
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert name.split(".")[0].casefold() not in RESERVED
    place = place_of(reference, 3)
    assert place.parts == ("editions", name, "3.json")


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_two_references_have_two_names(one: str, other: str) -> None:
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert folder_of(one) != folder_of(other)


def test_an_ordinary_reference_is_its_own_name() -> None:
    for reference in ("UA-2026-07", "EU_12 (rev)", "Überblick 3", "Звіт-1"):
        assert folder_of(reference) == reference


# -- form -----------------------------------------------------------------------------------------


def test_what_is_frozen_is_read_back(tmp_path: Path) -> None:
    files = EditionFiles(tmp_path, KINDS)
    assert files.freeze(edition())
    assert not files.freeze(edition())
    found = EditionFiles(tmp_path, KINDS).find("R-1", 1)
    assert found.edition == edition()
    assert found.problem == ""
    assert files.numbers("R-1") == [1]


def test_a_file_is_canonical_and_can_be_compared_line_by_line() -> None:
    content = encoded(edition(), KINDS)
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert b'\n  "judgements": {\n   "j": {\n' in content
    data = msgspec.json.decode(content)
    assert list(data) == sorted(data)
    assert data["schema"] == 1
    assert data["digest"] == digest_of(data)


def test_another_layout_of_the_same_is_no_edit(tmp_path: Path) -> None:
    content = encoded(edition(), KINDS).replace(b"\n", b"\r\n")
    assert written(tmp_path, b"\xef\xbb\xbf" + content) == ""
    assert written(tmp_path, msgspec.json.encode(msgspec.json.decode(content))) == ""


def test_kinds_that_nobody_knows_any_more_are_passed_over(tmp_path: Path) -> None:
    data = msgspec.json.decode(encoded(edition(), KINDS))
    data["records"]["vessels"] = {"v": {"name": "V"}}
    data["digest"] = digest_of(data)
    assert written(tmp_path, msgspec.json.encode(data)) == ""
    found = EditionFiles(tmp_path, KINDS).find("R-1", 1)
    assert found.edition == edition()


# -- what is wrong --------------------------------------------------------------------------------


def test_an_edit_by_hand_is_seen_and_the_rest_is_used(tmp_path: Path) -> None:
    content = encoded(edition(), KINDS).replace(b'"likely"', b'"unlikely"')
    assert "was changed after it had been frozen" in written(tmp_path, content)
    found = EditionFiles(tmp_path, KINDS).find("R-1", 1).edition
    assert found is not None
    assert found.records["judgement", "j"].values["likelihood"] == "unlikely"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 200_000, "is not JSON"),
        (b"[]", "holds no edition"),
        (b"{}", "holds no edition"),
        (b'{"schema": 2}', "has the schema 2"),
        (b'{"schema": "1"}', "has the schema '1'"),
        (b'{"schema": 1}', "is not as editions are written"),
        (b'{"schema": 1, "reference": "R-1", "edition": 1, "records": []}', "is not as editions"),
        (b'{"schema": 1, "reference": "R-1", "edition": 1, "records": {"claims": {"c": 1}}}',
         "is not as editions"),
        (encoded(edition("R-2"), KINDS), "belongs to edition 1 of 'R-2'"),
        (encoded(edition(number=2), KINDS), "belongs to edition 2 of 'R-1'"),
        (b'{"schema": 1, "reference": "R-1", "edition": 1}', "was changed after"),
        (b'{"schema": 1, "reference": "R-1", "edition": 1, "x": 1' + b"0" * 400 + b"}",
         "was changed after"),
        (b'{"schema": 1, "reference": "R-1", "edition": 1, "title": "\\ud800"}', "is not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_edition_is_said_in_a_sentence(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    assert problem in written(tmp_path, content)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_edition_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    assert written(tmp_path_factory.mktemp("any"), content)


def test_a_file_may_not_be_huge(tmp_path: Path) -> None:
    path = tmp_path / place_of("R-1", 1)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "is larger than" in EditionFiles(tmp_path, KINDS).find("R-1", 1).problem


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    sources, other = tmp_path / "src", tmp_path / "other"
    other.mkdir()
    (other / "1.json").write_bytes(encoded(edition(), KINDS))
    path = sources / place_of("R-1", 1)
    path.parent.mkdir(parents=True)
    path.symlink_to(other / "1.json")
    assert "leads out of the sources" in EditionFiles(sources, KINDS).find("R-1", 1).problem
    path.unlink()
    path.symlink_to(path)
    assert EditionFiles(sources, KINDS).find("R-1", 1).problem
    path.unlink()
    path.mkdir()
    assert "is no file" in EditionFiles(sources, KINDS).find("R-1", 1).problem
    path.rmdir()
    path.parent.rmdir()
    path.parent.symlink_to(other)
    with pytest.raises(ValueError, match="leads out of the sources"):
        EditionFiles(sources, KINDS).freeze(edition())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    written(tmp_path, b"{}")
    (tmp_path / place_of("R-1", 1)).chmod(0)
    assert "cannot be read" in EditionFiles(tmp_path, KINDS).find("R-1", 1).problem


def test_the_digest_of_all_files_is_that_of_what_is_there(tmp_path: Path) -> None:
    assert EditionFiles(tmp_path, KINDS).digest == ""
    written(tmp_path, encoded(edition(), KINDS))
    one = EditionFiles(tmp_path, KINDS).digest
    written(tmp_path, encoded(edition(number=2), KINDS), number=2)
    other = EditionFiles(tmp_path, KINDS).digest
    assert len({"", one, other}) == 3
    (tmp_path / place_of("R-1", 2)).unlink()
    (tmp_path / "editions/R-1/readme.txt").write_text("Words.")
    assert EditionFiles(tmp_path, KINDS).digest == one
