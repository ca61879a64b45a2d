"""How to cite a brief: three forms, made from its front matter."""

import html
import json
import re
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from tests.corpus import brief
from tests.support import Build, Built

FIELDS: dict[str, Any] = {
    "title": "Ports & ships: {what} 100 % of us know",
    "reference": "P-1",
    "status": "final",
    "edition": 2,
    "authors": ["Ports desk", "Ana Čech"],
    "date": "2026-02-23",
    "summary": "In short.",
}


def forms(built: Built, name: str = "b.html") -> list[str]:
    box = re.search(r'<details class="brief-cite">.*?</details>', built.text(name), re.S)
    assert box
    return [html.unescape(text) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", box.group(), re.S)]


def test_the_three_forms_say_the_same(build: Build) -> None:
    built = build(
        {"b.md": brief("Text.", **FIELDS)},
        conf={"html_baseurl": "https://example.org/site", "project": "Harbour watch"},
    )
    assert built.warnings == []
    text, tex, csl = forms(built)
    address = "https://example.org/site/b.html"
    assert text == (
        "Ports desk, Ana Čech. Ports & ships: {what} 100 % of us know. Policy, P-1, edition 2. "
        f"Harbour watch, 2026-02-23. {address}"
    )
    entry = parse_string(tex).entries[0]
    assert entry.entry_type == "techreport"
    assert entry.key == "P-1"
    assert entry["author"] == r"{Ports desk} and {Ana \v{C}ech}"
    assert entry["title"] == r"{Ports \& ships: \{what\} 100 \% of us know}"
    assert (entry["date"], entry["year"], entry["url"]) == ("2026-02-23", "2026", address)
    (item,) = json.loads(csl)
    assert item["id"] == "P-1"
    assert item["title"] == FIELDS["title"]
    assert item["author"] == [{"literal": "Ports desk"}, {"literal": "Ana Čech"}]
    assert item["issued"] == {"date-parts": [[2026, 2, 23]]}
    assert item["URL"] == address


def test_what_is_not_known_is_left_out(build: Build) -> None:
    text, tex, csl = forms(build({"b.md": "---\nbrief:\n  date: 2026-02\n---\n# Bare\n\nText.\n"}))
    assert text == "Bare. Test, 2026-02."
    assert "author" not in tex
    (item,) = json.loads(csl)
    assert item["id"] == "b"
    assert item["issued"] == {"date-parts": [[2026, 2]]}
    assert "URL" not in item


def test_markup_in_titles_is_inert(build: Build) -> None:
    built = build({"b.md": brief("Text.", **{**FIELDS, "title": r"A \<script>x\</script> “b”"})})
    box = built.text("b.html")
    assert "<script>x" not in box
    assert json.loads(forms(built)[2])[0]["title"].startswith("A <script>")


def test_scripts_without_commands_in_latex_are_kept(
    build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    built = build({"b.md": brief("Text.", **{**FIELDS, "title": "الموانئ & 港"})})
    assert built.warnings == []
    assert caplog.records == []
    assert r"title = {{الموانئ \& 港}}" in forms(built)[1]


def test_it_can_be_turned_off(build: Build) -> None:
    built = build({"b.md": brief("Text.", **FIELDS)}, conf={"briefing_cite": False})
    assert "brief-cite" not in built.text("b.html")
