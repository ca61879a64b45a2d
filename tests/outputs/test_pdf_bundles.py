"""Dossiers: several briefs in one PDF, with sources, terms and people once."""

import io
import re
from collections.abc import Mapping

import pikepdf
import pypdf
import pytest

from tests.support import BASE_CONF, Build, Built, Content

pytest.importorskip("typst")

RECORDS = """
# Register

```{source} Alpha report
:id: alpha
```

```{source} Beta report
:id: beta
```

```{source} Gamma report
:id: gamma
```

```{actor} Kaja Example
:id: kaja
:kind: person
```

```{term} LEAP
:long: Low-Cost Effectors
```
"""

BRIEF = """---
brief:
  kind: meeting
  reference: B-{number}
  date: 2026-03-0{number}
  authors: [Desk {number}]
  status: final
  summary: Summary {number}.
tlp: {tlp}
---
# Brief {number}

(here-{number})=
## Part

{body}
"""

BUNDLES = {"all/dossier": {"title": "The whole file", "briefs": ["one", "two"]}}


def brief(number: int, body: str, tlp: str = "GREEN") -> bytes:
    return BRIEF.format(number=number, body=body, tlp=tlp).encode()


def made(
    build: Build, files: Mapping[str, Content] | None = None, jobs: int = 1, **conf: object
) -> Built:
    pages: dict[str, Content] = {
        "register.md": RECORDS,
        "one.md": brief(
            1,
            "Alpha {source}`alpha`, beta {source}`beta`. Kaja Example on LEAP.[^n] "
            "See [the other](two.md) and [its part](two.md#here-2).\n\n[^n]: Note one.",
        ),
        "two.md": brief(
            2,
            "Gamma {source}`gamma`, beta {source}`beta`. Kaja Example.[^n] "
            "Back [there](one.md).\n\n[^n]: Note two.",
            "AMBER",
        ),
    }
    settings = {**BASE_CONF, "briefing_pdf_bundles": BUNDLES, **conf}
    return build({**pages, **(files or {})}, "briefpdf", conf=settings, jobs=jobs)


def text_of(built: Built, name: str = "all/dossier.pdf") -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path(name).read_bytes())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def configure(built: Built, **conf: object) -> None:
    path = built.src / "conf.py"
    more = "".join(f"{name} = {value!r}\n" for name, value in conf.items())
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_sources_terms_and_people_stand_once_and_are_numbered_once(build: Build) -> None:
    built = made(build)
    text = text_of(built)

    assert built.warnings == []
    assert "briefpdf: all/dossier, a dossier of 2 briefs" in built.messages
    assert "Alpha [1], beta [2]." in text
    assert "Gamma [3], beta [2]." in text
    assert re.findall(r"\[(\d)\] \w+ report", text) == ["1", "2", "3"]
    for once in ("Sources", "Terms", "People and organisations"):
        assert text.count(once) == 2  # in the contents, and as a heading
    assert text.count("Kaja Example") == 3  # in each brief, and once among the people
    assert "Gamma [1], beta [2]." in text_of(built, "two.pdf")


def test_it_bears_the_strictest_marking_and_what_its_briefs_say(build: Build) -> None:
    built = made(build)
    text = text_of(built)
    document = pikepdf.open(built.path("all/dossier.pdf"))
    metadata = document.open_metadata()

    assert text.count("TLP:AMBER") == 2 * len(document.pages) + 1
    assert metadata["dc:title"] == "The whole file"
    assert ", ".join(metadata["dc:creator"]) == "Desk 1, Desk 2"
    assert metadata.pdfa_status == "2A"
    for words in ("DOSSIER", "Summary 1.", "Summary 2.", "B-1", "B-2", "Note one.", "Note two."):
        assert words in text


def test_links_between_its_briefs_stay_inside(build: Build) -> None:
    built = made(build, html_baseurl="https://briefs.example.org")

    def addresses(name: str) -> list[str]:
        document = pikepdf.open(built.path(name))
        found = [note for page in document.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in found if "/A" in note and "/URI" in note.A]

    assert "https://briefs.example.org/two.html" in addresses("one.pdf")
    assert not [link for link in addresses("all/dossier.pdf") if re.search("/(one|two).html", link)]


def test_headings_of_its_briefs_are_bookmarks(build: Build) -> None:
    document = pikepdf.open(made(build).path("all/dossier.pdf"))
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inner = [item.title for item in outline.root[0].children]

    assert titles[:3] == ["Brief 1", "Brief 2", "Sources"]
    assert inner == ["Part"]


def test_it_is_made_again_with_its_briefs_and_not_without(build: Build) -> None:
    built = made(build, {"three.md": brief(3, "Alone.")})
    before = built.path("all/dossier.pdf").stat().st_mtime_ns

    built.again({"three.md": brief(3, "Alone and changed.")})
    assert built.path("all/dossier.pdf").stat().st_mtime_ns == before
    assert "dossier" not in built.messages

    built.again({"two.md": brief(2, "Otherwords.")})
    assert "Otherwords." in text_of(built)
    assert built.files() == built.afresh().files()


def test_a_dossier_that_is_gone_comes_back(build: Build) -> None:
    built = made(build)
    built.path("all/dossier.pdf").unlink()
    built.again()

    assert built.files() == built.afresh().files()


def test_a_brief_that_is_gone_is_said_and_left_out(build: Build) -> None:
    built = made(build).again({"two.md": None})

    said = "WARNING: briefing_pdf_bundles: 'all/dossier': 'two' is not a brief; it is left out"
    assert f"{said} [briefing.field]" in built.warnings
    assert "Brief 2" not in text_of(built)
    assert built.files() == built.afresh().files()
    assert sorted(built.again().warnings) == sorted(built.afresh().warnings)


def test_a_dossier_that_nobody_asks_for_is_removed(build: Build) -> None:
    built = made(build)
    configure(built, briefing_pdf_bundles={})
    built.again()

    assert sorted(built.files()) == ["one.pdf", "two.pdf"]
    assert not (built.out / "all").exists()


def test_side_by_side_it_is_the_same(build: Build) -> None:
    more = {f"n{number}.md": "# A page" for number in range(6)}
    built = made(build, more, jobs=3)

    assert built.files() == built.afresh().files()


def test_sources_that_a_brief_lists_by_hand(build: Build) -> None:
    body = "Gamma {source}`gamma`.\n\n```{sources}\n:as: table\n```\n"
    text = text_of(made(build, {"two.md": brief(2, body)}))

    assert "Gamma [3]." in text
    assert "[3] Gamma report" in text.split("People and organisations")[1]


def test_annexes_that_are_turned_off(build: Build) -> None:
    text = text_of(made(build, briefing_annexes=["terms"]))

    assert "People and organisations" not in text
    assert "Alpha [1]" in text


@pytest.mark.parametrize(
    ("bundles", "message"),
    [
        (["one"], "['one'] is not a dictionary"),
        ({"../up": {"title": "T", "briefs": ["one"]}}, "'../up' cannot be the name of a file"),
        ({"d": {"briefs": ["one"]}}, "'d': Object missing required field `title`"),
        ({"d": {"title": "T", "briefs": []}}, "'d': Expected `array` of length >= 1"),
        ({"d": {"title": "T", "briefs": ["one"], "x": 1}}, "'d': Object contains unknown field"),
        ({"d": {"title": "T", "briefs": ["one"], "date": "soon"}}, "'d': date: "),
        ({"one": {"title": "T", "briefs": ["one"]}}, "'one' is the name of a brief"),
        ({"d": {"title": "T", "briefs": ["register"]}}, "'d': 'register' is not a brief"),
    ],
)
def test_a_wrong_dossier_is_one_warning(build: Build, bundles: object, message: str) -> None:
    built = made(build, briefing_pdf_bundles=bundles)

    (warning,) = built.warnings
    assert warning.startswith(f"WARNING: briefing_pdf_bundles: {message}")
    assert sorted(built.files()) == ["one.pdf", "two.pdf"]
