"""What was taken out for an audience is searched for in all that was written."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_briefing.code_digest import PACKAGE as CODE
from sphinx_briefing.proof.common import Common
from sphinx_briefing.proof.searching import Searcher
from sphinx_briefing.proof.texts import NotOpened
from sphinx_briefing.proof.words import folded
from tests.disguises import DISGUISES
from tests.support import BASE_CONF, Build, Built, _assignments

SECRET = "The hidden convoy leaves Odesa at dawn on Friday"
FILES = {
    "index.md": """
        # Start

        ```{toctree}
        :glob:

        notes/*
        ```

        Open words are here for all of them.

        ```{restricted} AMBER
        The hidden convoy leaves Odesa at dawn on Friday.
        ```
        """,
    "notes/open.md": "# An open note\n\nIt says what everybody may know.\n",
    "notes/marmalade.md": """
        ---
        tlp: RED
        ---
        # Marmalade plan

        (jam-label)=
        The secret jars are stored in the *old* cellar. Yes.

        ```{actor} Zoë Quillfeather
        :id: zq7
        :kind: person

        A keeper of very secret recipes of marmalade.
        ```
        """,
}
FOR_GREEN = {"briefing_audience": "GREEN"}

LEAK = """
def setup(app):
    import shutil

    def leak(app, exception):
        shutil.copytree(LEAKS, app.outdir, dirs_exist_ok=True)

    app.connect("build-finished", leak, priority=900_000)
"""


def leaking(folder: Path, leaks: dict[str, bytes]) -> dict[str, str]:
    """A project whose configuration copies something into its outputs at the very end."""
    for name, data in leaks.items():
        path = folder / "leaks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    conf = [*_assignments({**BASE_CONF, **FOR_GREEN}), f"LEAKS = {str(folder / 'leaks')!r}", LEAK]
    return {**FILES, "conf.py": "\n".join(conf)}


def report(built: Built) -> dict[str, object]:
    found: dict[str, object] = json.loads(built.text("briefing-audience.json"))
    return found


@pytest.mark.parametrize("builder", ["html", "text", "ledger", "latex", "gettext", "xml"])
def test_nothing_is_found_and_a_report_says_where(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])
    told = report(built)
    assert (told["schema"], told["audience"], told["found"]) == (1, "GREEN", 0)
    assert told["taken_out"] == {"pages": 1, "passages": 1, "records": 1}
    files = told["files"]
    assert isinstance(files, list)
    assert {file["path"] for file in files} >= built.files().keys() - {"briefing-audience.json"}
    assert "zq7" not in built.text("briefing-audience.json")


def test_the_same_build_gives_the_same_report(build: Build) -> None:
    built = build(FILES, conf=FOR_GREEN)
    first = built.path("briefing-audience.json").read_bytes()
    assert built.again().path("briefing-audience.json").read_bytes() == first
    assert built.afresh().path("briefing-audience.json").read_bytes() == first


def test_there_is_no_report_without_an_audience(build: Build) -> None:
    built = build(FILES, conf=FOR_GREEN)
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    built.again({"conf.py": conf.replace("briefing_audience = 'GREEN'", "")})
    assert not (built.out / "briefing-audience.json").exists()


def test_a_leak_fails_the_build(build: Build, tmp_path: Path) -> None:
    built = build(leaking(tmp_path, {"extra/page.html": f"<p>x</p><p>{SECRET}</p>".encode()}))
    assert built.status == 1
    assert built.warnings == [
        "index.md:11: ERROR: passage (TLP:AMBER) is not for GREEN, but extra/page.html holds words "
        "of it at byte 11: 'the hidden convoy leaves odesa'"
    ]
    assert not (built.out / "briefing-audience.json").exists()
    built.again({"conf.py": "\n".join(_assignments({**BASE_CONF, **FOR_GREEN}))})
    assert built.status == 1  # it is still there
    (built.out / "extra" / "page.html").unlink()
    assert built.again().status == 0


def test_ids_names_labels_and_file_names_are_found(build: Build, tmp_path: Path) -> None:
    leaks = {
        "a.json": rb'{"id": "actor-zq7"}',
        "b.txt": "Quillfeather, Zoe\u0308 or ZOE\u0308 QUILLFEATHER".encode(),
        "c.txt": b"#jam-label",
        "notes/marmalade.txt": b"",
        "d.txt": b"Marmalade  Plan",
    }
    built = build(leaking(tmp_path, leaks))
    assert built.status == 1
    found = {match[1] for line in built.warnings if (match := re.search(r"but (\S+) holds", line))}
    assert found == set(leaks)


def test_what_cannot_be_opened_fails_the_build(build: Build, tmp_path: Path) -> None:
    built = build(
        leaking(tmp_path, {"a.zip": b"PK\x03\x04broken", "b.7z": b"7z\xbc\xaf\x27\x1c..."})
    )
    assert built.status == 1
    assert [line.partition(": ")[2].partition(": ")[0] for line in built.warnings] == [
        "what is not for GREEN may be in the output",
        "what is not for GREEN may be in the output",
    ]


def test_words_that_remain_are_not_searched_for(build: Build) -> None:
    files = {
        **FILES,
        "notes/open.md": "# An open note\n\nThe hidden convoy leaves Odesa, they say. Zoë "
        "Quillfeather and zq7 know.\n",
    }
    built = build(files, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])
    assert report(built)["not_searched_for"] == {
        "chance": 0,
        "common": 0,
        "remaining": 2,
        "short": 0,
    }


TEXT = "Dürre: the »hidden« convoy & <fleet> leaves Odesa — \U0001d49ct dawn"


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_spelling_is_found(disguise: str) -> None:
    # "<fleet>" is a word here and would be a tag there.
    text = TEXT.replace("<fleet>", "fleet") if "&lt;" not in disguise else TEXT
    data = DISGUISES[disguise](text)
    searcher = Searcher((), [folded("Dürre the hidden convoy fleet".encode())])
    assert searcher.needles
    assert [hit.needle for hit in searcher.in_file(disguise, data)][:1] == list(searcher.needles)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("e5", "actor-e5", True),
        ("e5", "page5 e55 se5", False),
        ("russia", "Belorussia", False),
        ("russia", "Rus-\nsia", True),
        ("jane doe", "<b>Jane</b> Doe", True),
        ("jane doe", "mary-jane doer", False),
    ],
)
def test_names_stand_alone(name: str, text: str, found: bool) -> None:
    hits = [*Searcher([name], ()).in_file("a.html", text.encode())]
    assert bool(hits) == found


def test_places_are_bytes() -> None:
    data = "é — <p>The hidden convoy".encode()
    hit = next(Searcher((), ["the hidden convoy"]).in_file("a.html", data))
    assert (hit.inside, data[hit.offset :][:3]) == ("", b"The")


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\x1f\x8brest", b"%PDF-1.7 rest"])
def test_broken_files_are_not_opened(data: bytes) -> None:
    with pytest.raises(NotOpened):
        list(Searcher(["x y"], ()).in_file("a", data))


def test_pdfs_are_searched(build: Build) -> None:
    brief = """
        ---
        brief: analysis
        date: 2026-01-05
        ---
        # A brief on jam

        The hidden convoy leaves Odesa at dawn on Friday.

        ```{admonition} A title of nine rather long and winding words
        It stands in a box.
        ```
        """
    built = build({"brief.md": brief}, "briefpdf")
    data = built.path("brief.pdf").read_bytes()
    wanted = ["the hidden convoy leaves odesa", "a title of nine rather", "a brief on jam"]
    hits = [*Searcher((), wanted).in_file("brief.pdf", data)]
    assert {hit.needle for hit in hits} == set(wanted)
    assert any("page 1" in hit.inside for hit in hits)
    assert any("strings" in hit.inside for hit in hits)  # its title, and its outline


MEETING = {
    "index.md": """
        # The strait is open

        % Say how long.

        Ships of the line sail today, and nobody waits.

        ```{restricted} AMBER
        The strait is open ships only to those who have paid for it.
        ```
        """,
    "notes/a.md": "# Some note\n\nIt is open.\n",
}


def test_where_two_texts_meet_nothing_leaks(build: Build) -> None:
    built = build(MEETING, "text", conf=FOR_GREEN)
    assert "The strait is open\n******************\n\nShips" in built.text("index.txt")
    assert (built.status, built.warnings) == (0, [])
    assert report(built)["not_searched_for"] == {
        "chance": 1,
        "common": 0,
        "remaining": 0,
        "short": 0,
    }


def test_a_name_beside_its_abbreviation_is_no_leak(build: Build) -> None:
    files = {
        "index.md": """
            # Start

            ```{actor} European External Action Service
            :id: eeas
            :abbr: EEAS
            :kind: organisation
            ```

            - {actor}`EEAS`

            ```{restricted} AMBER
            European External Action Service (EEAS)
            ```
            """,
    }
    built = build(files, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])


def test_names_and_fields_that_outputs_print_beside_each_other_are_no_leak(build: Build) -> None:
    files = {
        "index.md": """
            # Start

            ```{toctree}
            talks
            ports
            ```

            ```{actor} Ministry of Trade
            :kind: organisation
            :id: mot
            ```

            ```{actor} Harbour Board of Vik
            :kind: organisation
            :id: board
            ```

            ```{restricted} AMBER
            - Ministers meet in Vik, Ports of the north
            - 2026-03-03: Ministers meet in Vik
            - The harbour opens in May, Ministry of Trade
            - Ministry of Trade, Harbour Board of Vik
            - Next: Ministers meet in Vik
            - See [](#ministers-meet-in-vik).
            ```
            """,
        "talks.md": """
            ---
            source:
              title: Ministers meet in Vik
              publisher: Ministry of Trade
              date: 2026-03-03
            ---
            # Ministers meet in Vik

            ```{event} Ministers meet in Vik
            :date: 2026-03-03
            :actors: mot, board
            ```

            ```{claim} The harbour opens in May
            :by: mot
            :id: opens
            ```
            """,
        "ports.md": """
            # Ports of the north

            {claim}`opens`; see [](talks.md#ministers-meet-in-vik).

            ```{events}
            :as: timeline
            ```
            """,
    }
    built = build(files, conf={**FOR_GREEN, "myst_heading_anchors": 2})
    assert (built.status, built.warnings) == (0, [])


def test_markup_is_no_text(build: Build) -> None:
    files = {
        "index.md": """
            # Start

            ```{actor} Zed
            :id: a-quite-long-id
            :kind: person
            ```

            Of {actor}`Zed` all may read.

            ```{restricted} AMBER
            {actor}`a-quite-long-id` is here.
            ```
            """,
    }
    built = build(files, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])


def test_an_id_that_every_site_holds_is_said(build: Build) -> None:
    files = {
        "index.md": """
            # Start

            All may read this.

            ```{actor} Zarquon
            :id: search
            :kind: person
            :tlp: RED
            ```
            """,
    }
    built = build(files, conf=FOR_GREEN)
    assert built.status == 0
    assert built.warnings == [
        "index.md:5: WARNING: actor search: 'search' stands in every site, so that nobody can tell "
        "whether it is withheld; give it another name [briefing.marking]"
    ]
    assert report(built)["not_searched_for"] == {
        "chance": 0,
        "common": 1,
        "remaining": 0,
        "short": 0,
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_beside_pages_are_searched(build: Build, jobs: int) -> None:
    brief = """
        ---
        brief:
          kind: flash
          date: 2026-03-03
        ---
        # A brief

        It says what all may read.

        ```{restricted} AMBER
        The hidden convoy leaves Odesa at dawn on Friday.
        ```
        """
    files = {f"brief-{number}.md": brief for number in range(7)}
    conf = {**FOR_GREEN, "briefing_files": ["pdf", "docx"]}
    built = build(files, conf=conf, jobs=jobs)
    assert built.status == 0
    told = report(built)["files"]
    assert isinstance(told, list)
    assert {"brief-0.pdf", "brief-0.docx"} <= {file["path"] for file in told}

    both = build(files, conf={"briefing_files": ["pdf", "docx"]}, jobs=jobs)
    needle = "the hidden convoy leaves odesa"
    for name in ("brief-3.pdf", "brief-3.docx", "brief-3.html"):
        data = both.path(name).read_bytes()
        assert [*Searcher((), [needle]).in_file(name, data)], name


def test_names_in_small_letters_are_excused_for_markup_alone() -> None:
    common = Common([], [CODE], [])
    assert common.holds("section", is_plain=True)
    assert not common.holds("section", is_plain=False)
    assert not common.holds("e5", is_plain=True)  # which stands in examples
    assert not common.holds("section zog", is_plain=True)


@pytest.mark.parametrize("title", ["Blue jam\n========", "# Blue jam", "## Blue jam"])
def test_short_titles_below_front_matter_are_found(
    build: Build, tmp_path: Path, title: str
) -> None:
    files = leaking(tmp_path, {"a.txt": b"Blue jam"})
    files["notes/marmalade.md"] = f"---\ntopics: [toast]\ntlp: RED\n---\n{title}\n\nNothing.\n"
    built = build(files)
    assert built.status == 1
    assert any("but a.txt holds words of it" in line for line in built.warnings)


def test_doctrees_of_builds_for_others_are_one_error(build: Build) -> None:
    files = {
        "index.md": "# Start\n\n```{restricted} RED\nThe walfish swims at night in Vik.\n```\n"
    }
    built = build(files)
    out = built.root / "beside"
    for audience, status in (("", 0), ("GREEN", 1), ("GREEN", 1)):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "text"]
        command += ["-D", f"briefing_audience={audience}"] if audience else []
        done = subprocess.run(
            [*command, str(built.src), str(out)], capture_output=True, text=True, check=False
        )
        assert done.returncode == status
        if status:
            (line,) = done.stderr.splitlines()
            assert ".doctrees in the output holds what builds for others have read" in line
    shutil.rmtree(out / ".doctrees")
    assert subprocess.run([*command, str(built.src), str(out)], check=False).returncode == 0


@pytest.mark.parametrize(
    "files",
    [
        {"_static/own.js": f"// {SECRET}\n"},
        {"_templates/layout.html": '{% extends "!layout.html" %}\n{% block extrahead %}<!-- '
         + SECRET + " -->{% endblock %}\n"},
        {"extra/more.txt": f"{SECRET}.\n"},
    ],
    ids=["static", "template", "extra"],
)  # fmt: skip
def test_files_that_nobody_wrote_for_these_readers_excuse_nothing(
    build: Build, files: dict[str, str]
) -> None:
    conf = {
        **FOR_GREEN,
        "html_static_path": ["_static"],
        "templates_path": ["_templates"],
        "html_extra_path": ["extra"],
        "exclude_patterns": ["extra"],
    }
    folders = {"_static/a.css": "", "_templates/a.html": "", "extra/a.txt": ""}
    built = build({**FILES, **folders, **files}, conf=conf)
    assert built.status == 1
    assert any("passage (TLP:AMBER) is not for GREEN" in line for line in built.warnings)


def test_what_configuration_and_catalogues_say_excuses_nothing(
    build: Build, tmp_path: Path
) -> None:
    catalogue = "locales/de/LC_MESSAGES/index.po"
    files = leaking(tmp_path, {"a.txt": SECRET.encode()})
    files[catalogue] = f'msgid "{SECRET}."\nmsgstr "x"\n'
    files["conf.py"] += f"\nSAID = {SECRET!r}\nlocale_dirs = ['locales']\n"
    built = build(files)
    assert any("passage (TLP:AMBER) is not for GREEN" in line for line in built.warnings)
