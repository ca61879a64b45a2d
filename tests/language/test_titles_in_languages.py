"""``title-<BCP 47>``: the titles of a source in other languages."""

import json
from typing import Any

import jsonschema
import pytest

from tests.support import Build

GIVEN = {"title-en": "The title", "title-sr-Latn": "Naslov"}


def titles(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name.startswith("title")}


def test_they_stand_in_the_ledger_under_the_names_of_the_language(build: Build) -> None:
    files = {
        "n.md": "---\nsource:\n  id: one\n  title: Τίτλος\n  title-en: The title\n"
        "  title-sr-Latn: Naslov\n---\n# N\n",
        "r.rst": "R\n=\n\n.. source:: Τίτλος\n   :id: two\n   :title-sr-Latn: Naslov\n"
        "   :title-en: The title\n\n.. sources::\n   :file: s.csv\n\n"
        ".. sources::\n   :file: s.yaml\n",
        "s.csv": "id,title,title-en,title-sr-Latn\nthree,Τίτλος,The title,Naslov\nplain,Τίτλος,,\n",
        "s.yaml": "- id: four\n  title: Τίτλος\n  title-en: The title\n  title-sr-Latn: Naslov\n",
    }
    built = build(files, "ledger")
    assert built.warnings == []
    sources = built.ledger["sources"]
    for name in ("one", "two", "three", "four"):
        assert titles(sources[name]) == {"title": "Τίτλος", **GIVEN}
    assert titles(sources["plain"]) == {"title": "Τίτλος"}
    schema = json.loads(built.path("ledger.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(built.ledger, schema)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("title-no such: X", "unknown field 'title-no such'"),
        ("title-en: [X]", "'title-en': a list is not allowed here; write text"),
        ("publisher-en: X", "unknown field 'publisher-en'"),
    ],
)
def test_what_is_no_title_is_said_at_its_line(build: Build, written: str, said: str) -> None:
    text = f"---\nsource:\n  title: T\n  {written}\n---\n# N\n"
    (warning,) = build({"n.md": text}, "ledger").warnings
    assert warning.startswith(f"n.md:4: WARNING: source: {said}")
