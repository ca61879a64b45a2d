"""Editions in every output: freezing a brief, what has changed since, what is said of bad files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands.outgoing import listed
from sphinx_briefing.editions.written import digest_of
from tests.corpus import brief, element, note, page, plain, record, rst_record
from tests.support import Build, Built, Content

PEOPLE = "# People\n\n" + record("actor", "E5", kind="group", id="e5")
NOTE = note(
    record("claim", "The harbour of Vik reopens on 1 May", by="E5", id="vik")
    + record("claim", "Pilots of Vik are at work again", by="E5", id="pilots")
    + record("commitment", "Publish the plan", by="E5", id="plan", due="2026-05"),
    id="s1", date="2026-02-01",
).replace("A report", "Report one")  # fmt: skip
SUMMER = "Vik will be open in summer"


def policy(body: str = "", *, likelihood: str = "likely", basis: str = "vik", **fields: Any) -> str:
    judged = record("judgement", SUMMER, id="summer", likelihood=likelihood,
                    confidence="moderate", basis=basis)  # fmt: skip
    given: dict[str, Any] = {"reference": "UA-1", "status": "final", "date": "2026-03-01", **fields}
    return brief(f"{judged}\n## Text\n\nWords {{claim}}`vik`.\n\n```{{commitments}}\n```\n\n{body}",
                 **given)  # fmt: skip


FIRST: dict[str, Content] = {"people.md": PEOPLE, "n1.md": NOTE, "b.md": policy()}

NEWS = note(
    record("claim", "Dredging takes until autumn", by="E5", id="silt", disputes="vik"),
    id="s2", date="2026-02-20",
).replace("A report", "Report two")  # fmt: skip
SECOND: dict[str, Content] = {
    "n2.md": NEWS,
    "n1.md": NOTE.replace(":due: 2026-05", ":due: 2026-05\n:status: met\n:settled: 2026-02-25"),
    "b.md": policy(likelihood="unlikely", basis="vik, silt", edition=2, date="2026-03-05"),
}


def freeze(built: Built, *arguments: str) -> int:
    folder = str(built.src)
    return main(["freeze", *arguments, "--source", folder, "--conf", folder])


def first(build: Build, builder: str = "html", **conf: Any) -> Built:
    """The first edition, frozen."""
    built = build(FIRST, builder, conf=conf)
    assert built.warnings == []
    assert freeze(built, "b") == 0
    return built


def changed(built: Built, name: str = "b.html") -> str:
    """What a page says has changed, as text."""
    return plain(element(built.text(name), "brief-view-changes"))


# -- freezing -------------------------------------------------------------------------------------


def test_freezing_writes_what_a_brief_says_and_rests_on(build: Build) -> None:
    built = first(build)
    data = json.loads((built.src / "editions/UA-1/1.json").read_bytes())
    assert (data["schema"], data["reference"], data["edition"]) == (1, "UA-1", 1)
    records = data["records"]
    assert records["judgements"]["summer"]["basis"] == ["claim:vik"]
    assert list(records["claims"]) == ["vik"]  # nothing rests on the other
    assert list(records["sources"]) == ["s1"]
    assert records["commitments"]["plan"]["status"] == "open"


@pytest.mark.parametrize("name", ["b", "b.md", "UA-1", "{src}/b.md", "/b"])
def test_a_brief_is_named_by_page_file_or_reference(build: Build, name: str) -> None:
    built = build(FIRST)
    assert freeze(built, name.format(src=built.src)) == 0
    assert (built.src / "editions/UA-1/1.json").is_file()


def test_what_is_frozen_stays(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    built = first(build)
    path = built.src / "editions/UA-1/1.json"
    before = path.read_bytes()
    assert freeze(built, "b") == 0
    assert "says the same" in capsys.readouterr().out
    built.again({"b.md": policy(title="Called otherwise")})
    assert freeze(built, "b") == 0
    assert "means the same" in capsys.readouterr().out
    built.again({"b.md": policy(likelihood="unlikely")})
    assert freeze(built, "b") == 1
    said = capsys.readouterr().err
    assert "judgement 'summer': likelihood 'likely' → 'unlikely'" in said
    assert "edition: 2" in said
    assert path.read_bytes() == before
    assert freeze(built, "b", "--force") == 0
    assert path.read_bytes() != before
    assert built.again().warnings == []


@pytest.mark.parametrize(
    ("pages", "name", "said"),
    [
        ({}, "people", "people is no brief"),
        ({}, "nowhere", "there is no page, and no reference, 'nowhere'"),
        ({"b.md": policy(reference=None)}, "b", "has no 'reference'"),
        ({"b2.md": policy()}, "b", "is shared by b, b2"),
        ({"b2.md": policy()}, "UA-1", "is shared by b, b2"),
        ({}, "", "name a brief"),
    ],
)
def test_what_cannot_be_frozen_is_said_in_a_sentence(
    build: Build, capsys: pytest.CaptureFixture[str], pages: dict[str, str], name: str, said: str
) -> None:
    built = build({**FIRST, **pages})
    assert freeze(built, *([name] if name else [])) == 1
    assert said in capsys.readouterr().err
    assert not (built.src / "editions").exists()


def test_all_final_briefs_that_are_not_frozen_yet(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build(
        {**FIRST, "d.md": policy(reference="UA-2", status="draft"),
         "f.md": policy(reference="UA 3/b"), "n.md": policy(reference=None)}
    )  # fmt: skip
    assert freeze(built, "--final") == 0
    found = sorted(path.relative_to(built.src).as_posix()
                   for path in (built.src / "editions").rglob("*.json"))  # fmt: skip
    assert found == ["editions/UA 3%2Fb/1.json", "editions/UA-1/1.json"]
    assert "n has no 'reference'" in capsys.readouterr().err
    assert freeze(built, "--final") == 0
    said = capsys.readouterr()
    assert (said.out, "no final brief is left to freeze" in said.err) == ("", True)


def test_a_log_of_freezing_has_no_codes_of_colours(build: Build) -> None:
    built = build({**FIRST, "n1.md": NOTE.replace("2026-05", "soon")})
    command = [sys.executable, "-m", "sphinx_briefing", "freeze", "b", "-s", ".", "-c", "."]
    colourless = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    done = subprocess.run(command, cwd=built.src, env=colourless, capture_output=True, check=True)
    assert b"WARNING" in done.stderr
    assert b"\x1b" not in done.stderr


def test_the_file_is_named_from_where_one_is(
    build: Build, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(FIRST)
    monkeypatch.chdir(built.src.parent)
    assert freeze(built, "b") == 0
    assert capsys.readouterr().out.startswith(f"{built.src.name}/editions/UA-1/1.json: edition 1 ")


def test_a_brief_that_is_not_final_is_frozen_with_a_word(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build({**FIRST, "b.md": policy(status="review")})
    assert freeze(built, "b") == 0
    assert (
        "its status is 'review': builds say that it differs only once it is 'final'"
        in capsys.readouterr().out
    )


def test_the_folders_are_found_as_a_project_keeps_them(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = tmp_path / "house"
    built = build(FIRST)
    (house / "conf").mkdir(parents=True)
    built.src.rename(house / "pages")
    (house / "pages/conf.py").rename(house / "conf/conf.py")
    (house / "docs").mkdir()
    (house / "docs/index.md").write_text("# Another project\n")
    (house / "docs/conf.py").write_text("")
    monkeypatch.chdir(house)
    for name in ("pages/b.md", "b", "UA-1"):
        assert main(["freeze", name]) == 0
        path = house / "pages/editions/UA-1/1.json"
        assert path.is_file()
        path.unlink()
    monkeypatch.chdir(house / "docs")
    assert main(["freeze", "b", "-s", "../pages", "-c", "../conf"]) == 0
    assert main(["freeze", "b", "-s", "../none"]) == 1
    assert main(["freeze", "b", "-s", "../pages", "-c", "../pages"]) == 1


def test_a_brief_of_which_a_mistake_leaves_something_out_is_not_frozen(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build({**FIRST, "b.md": policy(likelihood="certainly maybe")})
    assert freeze(built, "b") == 1
    said = capsys.readouterr().err
    assert "b is not whole: a mistake leaves out what it says in a judgement" in said
    assert not (built.src / "editions").exists()
    assert freeze(built, "b", "--force") == 0


def test_what_is_wrong_with_the_pages_is_passed_on(build: Build) -> None:
    built = build(FIRST)
    (built.src / "b.md").write_text(policy(basis="vik, none"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_briefing", "freeze", "b"],
        cwd=built.src, capture_output=True, text=True, env=os.environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "none" in done.stderr
    assert "briefing.unknown" not in done.stdout
    (built.src / "conf.py").write_text("extensions = ['none.such']\n")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_briefing", "freeze", "b"],
        cwd=built.src, capture_output=True, text=True, env=os.environ, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


# -- what has changed -----------------------------------------------------------------------------


def test_a_second_edition_says_what_has_changed_behind_a_button(build: Build) -> None:
    built = first(build).again(SECOND)
    assert built.warnings == []
    html = built.text("b.html")
    assert html.count("brief-view-changes") == 1
    tools = element(html, "brief-tools")
    assert "What changed" in tools
    assert "What has changed since edition 1 (2026-03-01)" in tools
    said = changed(built)
    for words in (
        f"{SUMMER} – less likely: Likely or probable (55–75 %) → Unlikely (25–35 %)",  # noqa: RUF001
        "New under it: Dredging takes until autumn",
        "New: Report two",
        "The harbour of Vik reopens on 1 May – newly disputed by: Dredging takes until autumn",  # noqa: RUF001
        "Publish the plan – Status: Open → Met",  # noqa: RUF001
    ):
        assert words in said, words
    box = element(html, "brief-view-changes")
    for address in ("#judgement-summer", "n2.html#claim-silt", "n2.html#source-s2",
                    "n1.html#claim-vik", "n1.html#commitment-plan"):  # fmt: skip
        assert f'href="{address}"' in box


def test_a_rewording_prints_nothing(build: Build) -> None:
    built = first(build)
    said = policy(edition=2, date="2026-03-05").replace(SUMMER, "By summer, ships will call at Vik")
    built.again({"b.md": said, "n1.md": NOTE.replace("reopens on 1 May", "opens again on 1 May")})
    assert built.warnings == []
    assert "brief-view-changes" not in built.text("b.html")
    assert "What changed" not in built.text("b.html")


def test_a_first_edition_prints_nothing(build: Build) -> None:
    built = first(build).again({"b.md": policy("```{changes}\n:empty: Nothing yet.\n```\n")})
    assert built.warnings == []
    assert "brief-view-changes" not in built.text("b.html")
    assert "Nothing yet." in built.text("b.html")


def test_without_a_frozen_edition_the_front_says_nothing(build: Build) -> None:
    built = build({**FIRST, **SECOND})
    assert built.warnings == []
    assert "brief-view-changes" not in built.text("b.html")


def test_the_author_decides_where_it_stands(build: Build) -> None:
    body = "```{changes}\n:caption: Since we last wrote\n```\n"
    built = first(build).again({**SECOND, "b.md": str(SECOND["b.md"]) + body})
    assert built.warnings == []
    html = built.text("b.html")
    assert html.count("brief-view-changes") == 1
    assert "What changed" not in html
    assert "Since we last wrote" in changed(built)
    assert "less likely" in changed(built)


def test_an_earlier_edition_can_be_named(build: Build) -> None:
    built = first(build).again(SECOND)
    assert freeze(built, "b") == 0
    third = policy("```{changes}\n:since: 1\n```\n", likelihood="highly unlikely",
                   basis="vik, silt", edition=3, date="2026-03-06")  # fmt: skip
    built.again({"b.md": third})
    assert built.warnings == []
    said = changed(built)
    assert "Since edition 1 (2026-03-01):" in said
    assert "Likely or probable (55–75 %) → Highly unlikely" in said  # noqa: RUF001
    built.again({"b.md": third.replace(":since: 1\n", "")})
    assert "Unlikely (25–35 %) → Highly unlikely" in changed(built)  # noqa: RUF001
    assert "Report two" not in changed(built)


def test_restructuredtext_prints_it_as_well(build: Build) -> None:
    front = (":brief:\n  :kind: policy\n  :reference: UA-1\n  :date: 2026-03-0{0}\n"
             "  :status: final\n  :edition: {0}\n\n")  # fmt: skip
    judged = rst_record("judgement", SUMMER, id="summer", likelihood="likely", basis="vik")
    text = front + "Brief\n=====\n\n" + judged
    built = build({"people.md": PEOPLE, "n1.md": NOTE, "b.rst": text.format(1)})
    assert built.warnings == []
    assert freeze(built, "b") == 0
    more = text.format(2).replace(":likelihood: likely", ":likelihood: unlikely")
    built.again({"b.rst": more + "Text.\n\n.. changes::\n   :caption: What is new\n"})
    assert built.warnings == []
    assert "What is new" in changed(built)
    assert "less likely" in changed(built)


def test_what_is_gone_is_printed_from_the_edition(build: Build) -> None:
    built = first(build)
    gone = brief("Words.\n", reference="UA-1", status="final", edition=2, date="2026-03-05")
    built.again({"b.md": gone})
    said = changed(built)
    assert f"Dropped: {SUMMER}" in said
    assert "Dropped: Report one" in said
    assert 'href="n1.html#source-s1"' in element(built.text("b.html"), "brief-view-changes")


def test_what_is_marked_for_fewer_readers_is_not_named(build: Build) -> None:
    built = first(build)
    secret = record("claim", "Nobody must know", by="E5", id="secret", tlp="RED", disputes="vik")
    judged = record("judgement", "Kept from all", id="kept", likelihood="likely", tlp="RED",
                    basis="vik")  # fmt: skip
    text = note(secret, id="s2", date="2026-02-20")
    files = {"n2.md": text.replace("A report", "Quiet report")}
    built.again({**files, "b.md": policy(judged, basis="vik", edition=2, date="2026-03-05")})
    box = element(built.text("b.html"), "brief-view-changes")
    assert "Nobody must know" not in box
    assert "Kept from all" not in box
    assert "Quiet report" in box
    assert freeze(built, "b") == 0
    assert '"tlp": "RED"' in (built.src / "editions/UA-1/2.json").read_text()
    built.again({"b.md": policy(edition=3, date="2026-03-06")})
    assert "Kept from all" not in built.text("b.html")


def test_what_others_have_added_takes_part(build: Build) -> None:
    conf = '''
from typing import Annotated

from sphinx_briefing import api


class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""

    kind_name, plural, argument = "vessel", "vessels", "name"
    edition_fields = ("flag", "length")
    name: api.Line
    flag: api.Country | None = None
    length: api.Number | None = None


def setup(app):
    api.add_kind(app, Vessel)
'''
    base = "".join(f"{name} = {value!r}\n" for name, value in {
        "extensions": ["myst_parser", "sphinx_briefing"], "primary_domain": "brief",
        "html_theme": "basic", "briefing_files": [], "suppress_warnings": ["toc.not_included"],
    }.items())  # fmt: skip
    vessels = "# Ships\n\n" + record("vessel", "Aurora", id="a", flag="NO", length=90)
    body = "```{vessels}\n```\n"
    built = build({**FIRST, "conf.py": base + conf, "v.md": vessels, "b.md": policy(body)})
    assert built.warnings == []
    assert freeze(built, "b") == 0
    more = vessels.replace(":flag: NO", ":flag: SE") + record("vessel", "Boreas", id="b")
    built.again({"v.md": more, "b.md": policy(body, edition=2, date="2026-03-05")})
    said = changed(built)
    assert "Aurora – Flag: Norway → Sweden" in said  # noqa: RUF001
    assert "New: Boreas" in said


# -- other outputs --------------------------------------------------------------------------------


def test_the_pdf_and_the_word_file_have_a_section(build: Build) -> None:
    wanted = ("What has changed since edition 1", "less likely", "Dredging takes until autumn",
              "Report two", "newly disputed by")  # fmt: skip
    for builder, suffix in (("briefpdf", "pdf"), ("briefdocx", "docx")):
        path = first(build, builder).again(SECOND).path(f"b.{suffix}")
        if suffix == "pdf":
            text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(path).pages)
        else:
            with ZipFile(path) as file:
                text = re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())
        text = " ".join(text.split())
        for words in wanted:
            assert words in text, (builder, words)


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "man", "epub", "xml"])
def test_other_builders_print_it_too(build: Build, builder: str) -> None:
    epub = {"copyright": "Nobody", "version": "1"}
    built = first(build, builder, **epub).again(SECOND)
    assert [said for said in built.warnings if "briefing" in said] == []
    texts = [content.decode(errors="ignore") for name, content in built.files().items()
             if not name.endswith((".epub", ".svg"))]  # fmt: skip
    assert any("What has changed since edition 1" in text for text in texts)
    assert any("less likely" in text for text in texts)


def test_the_feed_says_what_has_changed(build: Build) -> None:
    conf: dict[str, Any] = {
        "briefing_feeds": ["atom"],
        "html_baseurl": "https://briefs.example.org",
    }
    built = first(build, **conf)
    assert b"<content" not in built.path("briefs.atom").read_bytes()
    built.again({**SECOND, "n2.md": NEWS.replace("Report two", "Report <two> & more")})
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(built.path("briefs.atom").read_bytes())
    (content,) = root.iter(f"{atom}content")
    assert content.get("type") == "text"
    text = content.text or ""
    assert "What has changed since edition 1" in text
    assert "less likely" in text
    assert "New: Report <two> & more" in text


def test_editions_are_no_pages_and_are_not_published(build: Build) -> None:
    files = {**FIRST, "conf.py": "", "index.md": "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n"}
    conf = {"extensions": ["myst_parser", "sphinx_briefing"], "primary_domain": "brief",
            "html_theme": "basic", "briefing_files": [], "html_copy_source": True,
            "source_suffix": {".md": "markdown", ".json": "restructuredtext"}}  # fmt: skip
    built = build(files, conf=conf)
    assert freeze(built, "b") == 0
    built.again()
    assert built.warnings == []
    assert [name for name in built.files() if "editions" in name or name.endswith(".json")] == []


def test_words_of_the_author_are_translated(build: Build) -> None:
    body = "```{changes}\n:caption: Since we last wrote\n```\n"
    pages = {**FIRST, **SECOND, "b.md": str(SECOND["b.md"]) + body}
    catalogue = build(pages, "gettext").text("b.pot")
    assert 'msgid "Since we last wrote"' in catalogue
    words = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Since we last wrote"\nmsgstr "Seit dem letzten Mal"\n'
    )
    built = first(build, language="de", locale_dirs=["locale"])
    built.again({**pages, "locale/de/LC_MESSAGES/b.po": words})
    said = changed(built)
    assert "Seit dem letzten Mal" in said
    assert "weniger wahrscheinlich: " in said
    assert "Neu in ihrer Grundlage: Dredging takes until autumn" in said


def test_what_goes_out_is_listed(build: Build) -> None:
    built = first(build)
    briefs = built.ledger["briefs"]
    lines = list(listed(briefs, built.out))
    assert lines[0] == "b: UA-1, edition 1, final, 2026-03-01, unmarked"
    assert lines[1].startswith("    b.html (")
    assert re.fullmatch(r"\d+ files in .*, .* kB", lines[-1])


# -- what is wrong --------------------------------------------------------------------------------


def line_of(text: Content, words: str) -> int:
    return str(text).split("\n").index(next(x for x in str(text).split("\n") if words in x)) + 1


def test_a_final_brief_that_says_something_else_is_amended(build: Build) -> None:
    built = first(build)
    text = policy(likelihood="unlikely", edition=1)
    built.again({"b.md": text})
    (said,) = built.warnings
    assert said.startswith(f"b.md:{line_of(text, 'edition:')}: WARNING: this brief is final")
    assert "[briefing.amended]" in said
    assert "editions/UA-1/1.json" in said
    assert "judgement 'summer': likelihood 'likely' → 'unlikely'" in said
    assert "write 'edition: 2'" in said
    assert built.again().warnings == [said]
    text = policy(likelihood="unlikely")
    built.again({"b.md": text})
    assert built.warnings[0].startswith(f"b.md:{line_of(text, 'status:')}: ")
    built.again({"b.md": policy(likelihood="unlikely", status="draft")})
    assert built.warnings == []
    built.again({"b.md": policy(likelihood="unlikely", edition=2)})
    assert built.warnings == []


def test_what_is_learnt_later_does_not_amend_a_brief(build: Build) -> None:
    built = first(build)
    late = NEWS.replace("2026-02-20", "2026-04-01")
    withdrawn = NOTE.replace("date: '2026-02-01'", "date: '2026-02-01'\n  retracted: 2026-04-01")
    assert withdrawn != NOTE
    built.again({"n2.md": late, "n1.md": withdrawn})
    assert [said for said in built.warnings if "amended" in said] == []
    built.again({"n1.md": withdrawn.replace("retracted: 2026-04-01", "retracted: 2026-02-15")})
    (said,) = [said for said in built.warnings if "amended" in said]
    assert "source 's1': retracted is now '2026-02-15'" in said


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace('"likely"', '"almost certain"'), "was changed after"),
        (lambda text: text.replace('"UA-1"', '"UA-9"'), "belongs to edition 1 of 'UA-9'"),
        (lambda text: text.replace('"edition": 1', '"edition": 7'), "belongs to edition 7"),
        (lambda text: text[:-20], "is not JSON"),
        (lambda text: text.replace('"schema": 1', '"schema": 99'), "has the schema 99"),
    ],
)
@pytest.mark.parametrize("edition", [1, 2])
def test_a_bad_file_is_one_warning_at_the_front_matter(
    build: Build, change: object, problem: str, edition: int
) -> None:
    built = first(build)
    path = built.src / "editions/UA-1/1.json"
    assert callable(change)
    text = policy(edition=edition, date="2026-03-05", likelihood="unlikely")
    built.again({"b.md": text, "editions/UA-1/1.json": change(path.read_text())})
    (said,) = built.warnings
    assert said.startswith(f"b.md:{line_of(text, 'edition:')}: WARNING: the edition in ")
    assert "editions/UA-1/1.json" in said
    assert problem in said
    assert said.endswith("[briefing.front_matter]")
    if edition == 2 and "changed after" in problem:
        assert "Almost certain" in changed(built)  # as far as possible


@pytest.mark.parametrize("value", [7, True, "vik", {"a": 1}, [7], [["vik"]]])
@pytest.mark.parametrize("edition", [1, 2])
def test_a_field_of_any_type_ends_no_build(build: Build, value: object, edition: int) -> None:
    built = first(build)
    path = built.src / "editions/UA-1/1.json"
    data = json.loads(path.read_bytes())
    for records in data["records"].values():
        for kept in records.values():
            kept.update(dict.fromkeys((*kept, "by", "disputed-by", "disputes", "source"), value))
    data["records"]["sources"] |= {"gone": {"title": "Gone"}}
    data["digest"] = digest_of(data)
    text = policy(edition=edition, date="2026-03-05", likelihood="unlikely")
    built.again({**SECOND, "b.md": text, "editions/UA-1/1.json": json.dumps(data)})
    assert len(built.warnings) == (value == [["vik"]] or edition == 1)
    assert all(len(said) < 2000 for said in built.warnings)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (str(SECOND["b.md"]) + "```{changes}\n```\n", "```{changes}",
         "edition 1 was never frozen"),
        (str(SECOND["b.md"]) + "```{changes}\n:since: 2\n```\n", ":since:",
         "'since': 2 is no earlier edition"),
        (str(SECOND["b.md"]) + "```{changes}\n:since: soon\n```\n", ":since:",
         "'soon' is not the number of an edition"),
        (str(SECOND["b.md"]) + "```{changes}\n:sinse: 1\n```\n", ":sinse:",
         "unknown option 'sinse'"),
        (str(SECOND["b.md"]) + "```{changes}\nWords.\n```\n", "```{changes}",
         "it takes no body"),
        (policy("```{changes}\n```\n", reference=None, edition=2), "```{changes}",
         "the brief has no 'reference'"),
        (page({}, "```{changes}\n```\n"), "```{changes}", "this page is none"),
    ],
)  # fmt: skip
def test_a_place_that_has_nothing_to_print_is_said_at_its_line(
    build: Build, text: str, line: str, problem: str
) -> None:
    built = build({**FIRST, **SECOND, "b.md": text})
    said = [said for said in built.warnings if "changes:" in said]
    assert len(said) == 1, built.warnings
    assert said[0].startswith(f"b.md:{line_of(text, line)}: WARNING: changes: ")
    assert problem in said[0]
    assert said[0].endswith("[briefing.field]")


# -- freshness ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_is_made_anew_when_its_edition_comes_changes_or_goes(
    build: Build, jobs: int
) -> None:
    pages = {f"p{number}.md": f"# Page {number}\n\nWords.\n" for number in range(6)}
    built = first(build)
    frozen = (built.src / "editions/UA-1/1.json").read_text()
    built.again({**SECOND, **pages}, jobs=jobs)
    for content in (None, frozen, frozen.replace('"likely"', '"almost certain"'), None, frozen):
        built.again({"editions/UA-1/1.json": content})
        if content:
            assert "brief-view-changes" in built.text("b.html")
        assert built.files() == built.afresh().files()
        assert "1 pages answered anew" in built.messages
        assert built.again().messages.count("answered anew") == 0
