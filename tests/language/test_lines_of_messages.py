"""Each message once, at the file and line that it is about."""

import pytest

from tests.support import Build, Built


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


REGISTER = "# R\n\nWords.\n\n```{{actors}}\n:file: {}\n```\n"


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_what_the_parser_finds_in_a_register_is_at_its_line(build: Build, suffix: str) -> None:
    page = REGISTER.format("r.csv")
    if suffix == "rst":
        page = "R\n=\n\nWords.\n\n.. actors::\n   :file: r.csv\n"
    role = "{nonsense}`x`" if suffix == "md" else ":nonsense:`x`"
    data = f"name,kind,text\nA,state,\nB,group,{role}\n"
    built = build({f"r.{suffix}": page, "r.csv": data})
    assert built.warnings
    assert {
        text.partition(":")[0] + text.partition(":")[2].partition(":")[0] for text in said(built)
    } == {"r.csv3"}


def test_after_a_register_the_page_has_its_own_lines_again(build: Build) -> None:
    page = REGISTER.format("r.csv") + "\n{nonsense}`x`\n"
    built = build({"r.md": page, "r.csv": "name,kind\nA,state\n"})
    assert [text.split(": ")[0] for text in said(built)] == ["r.md:9"]


def test_a_space_before_the_colon_of_an_option(build: Build) -> None:
    built = build({"b.md": "# B\n\n```{claim} C\n:by : Nobody\n```\n"})
    assert (
        "b.md:4: claim 'by': unknown actor 'Nobody'; define it with a {actor} directive "
        "[briefing.unknown]" in said(built)
    )


def test_an_included_file_is_said_once(build: Build) -> None:
    files = {"x.inc": "{actor}`Zed`\n"}
    files |= {f"{name}.md": f"# {name}\n\n```{{include}} x.inc\n```\n" for name in "fgh"}
    assert said(build(files)) == [
        "x.inc:1: unknown actor 'Zed'; define it with a {actor} directive [briefing.unknown]"
    ]


def test_a_role_that_a_substitution_writes_is_not_looked_for_in_other_paragraphs(
    build: Build,
) -> None:
    conf = {
        "myst_enable_extensions": ["colon_fence", "substitution"],
        "myst_substitutions": {"who": "{actor}`Nobody`"},
    }
    built = build({"p.md": "# P\n\nSee {{ who }}.\n\n\nAnd {actor}`Nobody` as well.\n"}, conf=conf)
    assert [warning.split(" WARNING")[0] for warning in built.warnings] == ["p.md:3:", "p.md:6:"]
