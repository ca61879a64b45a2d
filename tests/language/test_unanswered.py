"""References that no record of the project answers: what readers see, and who else may know."""

import re
from pathlib import Path

import pypdf
import pytest

from tests.corpus import body_of, brief, note, page, plain, record
from tests.support import Build, Built, build_project
from tests.word import words_of_docx

OFF: dict[str, object] = {"briefing_autolink": "off"}


def words_of(built: Built, name: str) -> list[str]:
    """The words of a page in the order of its output, whatever the builder."""
    if built.builder == "html":
        return plain(body_of(built, f"{name}.html")).split()
    if built.builder == "text":
        return built.text(f"{name}.txt").split()
    if built.builder == "briefdocx":
        return words_of_docx(built.path(f"{name}.docx"))
    pages = pypdf.PdfReader(built.path(f"{name}.pdf")).pages
    return " ".join(page.extract_text() for page in pages).split()


REGISTER = record("actor", "E5", kind="group") + record("claim", "One", by="E5", id="one")


# -- references that lead to no record -------------------------------------------------------------

LOST = {
    "register.md": note(REGISTER, title="Register"),
    "b.md": brief(
        "They say so {claim}`gone`, {claim}`as they say <gone>`, {event}`lost-event`, "
        "{actor}`Nobody`.\n",
        reference="L-1",
    ),
    "bad.md": note(record("claim", "Gone", id="gone"), title="Bad"),  # nobody says it
}
"""A brief that rests on a record with a mistake, and on some that nobody has written."""


@pytest.mark.parametrize("builder", ["html", "text", "briefpdf", "briefdocx"])
def test_what_is_lost_is_never_the_id(build: Build, builder: str) -> None:
    built = build(LOST, builder, conf=OFF)
    said = [line.partition(": ")[2] for line in built.warnings]
    assert len(said) == 3, said  # the bad record once, two unknown names
    shown = " ".join(words_of(built, "b"))
    assert "They say so [?], as they say, [?], Nobody." in shown
    assert "Incomplete: 4 references on this page lead to no record." in shown


def test_nothing_is_said_of_a_page_that_lacks_nothing(build: Build) -> None:
    built = build({"register.md": note(REGISTER), "p.md": page({}, "{claim}`one`\n")}, conf=OFF)
    assert "brief-incomplete" not in built.text("p.html")


# -- other projects ------------------------------------------------------------------------------


def test_other_projects_answer_what_no_record_does(tmp_path: Path) -> None:
    conventions = build_project(
        tmp_path / "hq",
        {"reg.md": record("actor", "E6 Group", kind="group", id="e6") + record("term", "HQ Term")},
    )
    conf = {
        "extensions": ["myst_parser", "sphinx_briefing", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {
            "hq": ("https://hq.example/", str(conventions.out / "objects.inv")),
        },
    }
    roles = (
        "{external+hq:brief:actor}`e6` {external:brief:actor}`e6` {actor}`e6` {term}`HQ Term` "
        "{external:term}`HQ Term` {actor}`nobody`\n"
    )
    built = build_project(tmp_path / "here", {"p.md": page({}, roles)}, conf=conf)
    assert [line.partition("WARNING: ")[2][:22] for line in built.warnings] == [
        "unknown actor 'nobody'"
    ]
    links = re.findall(r'href="(https://hq.example/[^"]*)"', built.text("p.html"))
    assert (
        links
        == ["https://hq.example/reg.html#actor-e6"] * 3
        + ["https://hq.example/reg.html#term-hq-term"] * 2
    )


@pytest.mark.parametrize(
    "ignored",
    [
        {"nitpick_ignore": [("brief:actor", "Nobody")]},
        {"nitpick_ignore_regex": [("brief:.*", "No.*")]},
    ],
)
def test_what_is_ignored_is_not_reported(build: Build, ignored: dict[str, object]) -> None:
    files = {"p.md": page({}, "{actor}`Nobody` {actor}`Anybody`\n")}
    built = build(files, conf={"nitpicky": True, **ignored})
    assert [line.partition("WARNING: ")[2][:23] for line in built.warnings] == [
        "unknown actor 'Anybody'"
    ]
    conf_py = (built.src / "conf.py").read_text(encoding="utf-8")
    built.again({"conf.py": conf_py.replace("nitpick_ignore", "# nitpick_ignore")})
    assert len(built.warnings) == 2  # though no page has been read again
