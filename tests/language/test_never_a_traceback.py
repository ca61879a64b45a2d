"""Whatever authors write: warnings, and never a traceback."""

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.own import own_registry
from sphinx_briefing.records import KINDS, Brief, Source, declared
from tests.support import Built, build_project

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
PLURALS = {record.plural: record for record in KINDS.selectable.values()}
OPTIONS = (
    "ids topic by actor source tags status kind since until scope sort limit as caption empty"
    " picture lanes"
)

NASTY = [
    "", " ", "-", "x", "E5", "e5, e5", "2026-13-45", "2026-02-20/2026-02-01", "../..", "0000",
    "-9999/9999", "y17000000002", "1e9", "null", "[a, b]", "{a: b}", "|", ">", "&a", "*a", "%",
    "<b>", "`", "``x", "{actor}`E5`", ":actor:`E5`", "\\", "\x00", "\u202e", "\ufeff", "😀", "ﬀ",
    "İ", "a\u0301", "person", "group", "likely", "likely; probable", "RED", "D", "99999999999",
    "- a", "# x", "a" * 300, "é" * 40, "${x}", "\\input{x}", "#import", "..", "/", "page", "map",
    "(2026/..", "Minister (20x6)", "Minister ()", "https://[", "http://a b", "javascript:1", "'",
    '"', "]]>", "-->", "|sub|", "[^1]", "[1]_", "::", "@", "=", "name <", "name <>", "<>",
    "a <b> c",
]  # fmt: skip
VALUE = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=30),
)
BODY = st.one_of(
    VALUE,
    st.sampled_from(
        [
            "# Heading",
            "Heading\n=======",
            "| a |\n|---|\n| b |",
            "- a\n  - b\n\n1. c",
            "```{claim} Inner\n:by: E5\n```",
            "> quote",
            "[^1] and\n\n[^1]: note",
            "---",
            "<div>",
            "![](missing.png)",
            "{term}`x` {claim}`y` {nonsense}`z`",
            "```\ncode",
            "% comment",
            "(target)=\n\nText",
            "[](#nowhere) [a](nowhere.md)",
            "$$\nx\n",
            "{{ sub }}",
            "```{toctree}\n```",
            "```{claims}\n```",
            "   indented",
            "\ttab",
            "* * *",
            "+++",
        ]
    ),
)


def options(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from([*names, "colour"]), VALUE, max_size=5)


@st.composite
def directives(draw: st.DrawFn) -> tuple[str, str, dict[str, str], str]:
    if draw(st.booleans()):
        kind = draw(st.sampled_from(sorted(KINDS)))
        names = [*declared(KINDS[kind]), KINDS[kind].argument or "text"]
        return kind, draw(VALUE), draw(options(names)), draw(BODY)
    plural = draw(st.sampled_from(sorted([*PLURALS, "glossary"])))
    body = draw(st.sampled_from(["", "", "", "text", "a\n  b"]))
    return plural, draw(st.sampled_from(["", "x"])), draw(options(OPTIONS.split())), body


def in_markdown(directive: tuple[str, str, dict[str, str], str]) -> str:
    name, argument, fields, body = directive
    lines = [f":{key}: {value}" for key, value in fields.items()]
    return "\n".join([f"`````{{{name}}} {argument}", *lines, "", body, "`````", ""])


def in_rst(directive: tuple[str, str, dict[str, str], str]) -> str:
    name, argument, fields, body = directive
    lines = [f"   :{key}: {value}" for key, value in fields.items()]
    indented = [f"   {line}" for line in body.split("\n")]
    return "\n".join([f".. {name}:: {argument}", *lines, "", *indented, "", ""])


def built_with(files: dict[str, str], builder: str) -> Built:
    register = "# R\n\n```{actor} E5\n:kind: group\n```\n\n```{topic} T\n```\n"
    encoded: dict[str, str | bytes] = {
        name: text.encode("utf-8", "replace") for name, text in files.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        conf = {
            "briefing_checks": dict.fromkeys(own_registry().codes.switched, "note"),
            "briefing_sarif": "briefing.sarif",
            "briefing_summary": True,
        }
        built = build_project(Path(folder) / "p", {**encoded, "r.md": register}, builder, conf=conf)
        assert not [w for w in built.warnings if "Traceback" in w]
        return built


@FEW
@given(
    st.lists(directives(), min_size=15, max_size=25), st.sampled_from(["html", "ledger", "latex"])
)
def test_directives_in_markdown(
    found: list[tuple[str, str, dict[str, str], str]], builder: str
) -> None:
    half = len(found) // 2
    note = "---\nsource:\n  title: N\n  date: 2026\n---\n# N\n\n"
    brief = "---\nbrief:\n  kind: flash\n  date: 2026\n---\n# B\n\n"
    files = {
        "n.md": note + "\n".join(map(in_markdown, found[:half])),
        "b.md": brief + "\n".join(map(in_markdown, found[half:])),
    }
    built_with(files, builder)


@FEW
@given(
    st.lists(directives(), min_size=15, max_size=25), st.sampled_from(["html", "ledger", "text"])
)
def test_directives_in_restructuredtext(
    found: list[tuple[str, str, dict[str, str], str]], builder: str
) -> None:
    head = ":source:\n   :title: N\n   :date: 2026\n\nN\n=\n\n"
    built_with({"n.rst": head + "\n".join(map(in_rst, found))}, builder)


YAML = st.recursive(
    st.one_of(VALUE, st.none(), st.booleans(), st.integers(), st.floats(), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "title"]), inner)
    ),
    max_leaves=4,
)


@st.composite
def front_matter(draw: st.DrawFn) -> str:
    key = draw(st.sampled_from(["source", "brief"]))
    names = list(declared(Source if key == "source" else Brief))
    inner = draw(st.one_of(st.dictionaries(st.sampled_from(names), YAML, max_size=6), YAML))
    outer = draw(st.dictionaries(st.sampled_from(["tlp", "topics", "autolink"]), YAML))
    return yaml.safe_dump({key: inner, **outer}, allow_unicode=True)


@FEW
@given(st.lists(front_matter(), min_size=8, max_size=12), st.sampled_from(["html", "ledger"]))
def test_front_matter(found: list[str], builder: str) -> None:
    files = {f"p{n}.md": f"---\n{text}---\n# P{n}\n\nText.\n" for n, text in enumerate(found)}
    built_with(files, builder)


@FEW
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=6))
def test_front_matter_that_may_not_be_yaml(found: list[str]) -> None:
    files = {f"p{n}.md": f"---\nsource:\n{text}\n---\n# P\n" for n, text in enumerate(found)}
    built_with(files, "ledger")


@FEW
@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), VALUE), min_size=20, max_size=30))
def test_roles(found: list[tuple[str, str]]) -> None:
    markdown = "\n\n".join(f"{{{kind}}}`{text}`" for kind, text in found)
    rst = "\n\n".join(f":{kind}:`{text}`" for kind, text in found)
    built_with({"a.md": f"# A\n\n{markdown}\n", "b.rst": f"B\n=\n\n{rst}\n"}, "html")


@pytest.mark.parametrize("name", ["ab'c.md", "with space.md", "ünï.md", "a/b/c/d.md", "#hash.md"])
def test_names_of_pages(name: str) -> None:
    files = {name: "---\nsource:\n  title: N\n---\n# N\n\n```{claim} C\n:by: E5\n```\n"}
    built = built_with(files, "html")
    assert all("[briefing.front_matter]" in warning for warning in built.warnings)
