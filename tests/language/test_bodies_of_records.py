"""What the body of a record may hold: other records, and no headings, but all that is none."""

import pytest

from tests.corpus import body_of, note, page, record
from tests.support import Build, Built


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


HEAD = "---\nsource:\n  title: T\n---\n# S\n\n```{actor} NMT\n:kind: state\n```\n\n"
RST_HEAD = ":source:\n  :title: R\n\nR\n=\n\n.. actor:: NMT\n   :kind: state\n\n"
HEADING = "its body holds a heading; write bold text, or move the section out [briefing.field]"


@pytest.mark.parametrize(
    "body",
    [
        ":::{note}\n---\nclass: x\n---\nText\n:::",
        "$$\na\n=\nb\n$$",
        "```text\n# no heading\n```",
        "~~~\nTitle\n-----\n~~~",
        "% # a comment",
        "#hashtag and # sign",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Text\n\n---\n\nText",
        "Text\n\n***\n___",
        "Term\n: Definition\n\n  - item",
    ],
)
def test_no_headings_in_markdown(build: Build, body: str) -> None:
    page = f"{HEAD}````{{claim}} C\n:by: NMT\n\n{body}\n````\n"
    extensions = ["colon_fence", "dollarmath", "deflist"]
    built = build({"p.md": page}, conf={"myst_enable_extensions": extensions})
    assert [text for text in said(built) if "docutils" not in text] == []
    assert list(built.ledger["claims"]) == ["c"]


@pytest.mark.parametrize(("body", "line"), [("# H", 14), ("Text\n\nTitle\n---", 16)])
def test_headings_in_markdown(build: Build, body: str, line: int) -> None:
    page = f"{HEAD}````{{claim}} C\n:by: NMT\n\n{body}\n````\n"
    assert said(build({"p.md": page})) == [f"p.md:{line}: claim: {HEADING}"]


@pytest.mark.parametrize(
    "body",
    [
        "Text::\n\n   Head\n   ====",
        "====  ====\na     b\n====  ====\n1     2\n====  ====",
        "+---+---+\n| a | b |\n+---+---+",
        "| line\n| ----",
        ".. code::\n\n   Head\n   ====",
        "Words ...\n...",
    ],
)
def test_no_headings_in_restructuredtext(build: Build, body: str) -> None:
    indented = "\n".join(f"   {line}".rstrip() for line in body.split("\n"))
    built = build({"p.rst": f"{RST_HEAD}.. claim:: C\n   :by: NMT\n\n{indented}\n"})
    assert [text for text in said(built) if "docutils" not in text] == []
    assert list(built.ledger["claims"]) == ["c"]


@pytest.mark.parametrize(
    ("body", "line"), [("Head\n====", 13), ("Text\n\nHead\n----", 15), ("====\nHead\n====", 13)]
)
def test_headings_in_restructuredtext(build: Build, body: str, line: int) -> None:
    indented = "\n".join(f"   {line}".rstrip() for line in body.split("\n"))
    built = build({"p.rst": f"{RST_HEAD}.. claim:: C\n   :by: NMT\n\n{indented}\n"})
    assert said(built) == [f"p.rst:{line}: claim: {HEADING}"]


def test_headings_in_registers(build: Build) -> None:
    files = {
        "r.md": "# R\n\n```{topics}\n:file: t.yaml\n```\n",
        "s.rst": "S\n=\n\n.. topics::\n   :file: u.yaml\n",
        "t.yaml": "- name: A\n  text: |\n    x\n\n    # H\n- name: B\n  text: '#1 of two'\n",
        "u.yaml": "- name: C\n  text: |\n    H\n    ====\n- name: D\n  text: 'x ---- y'\n",
    }
    message = "topic: its text holds a heading; write bold text, or move the section out"
    built = build(files)
    assert said(built) == [
        f"t.yaml:3: {message} [briefing.field]",
        f"u.yaml:3: {message} [briefing.field]",
    ]
    assert list(built.ledger["topics"]) == ["b", "d"]


# -- records in records -------------------------------------------------------------------------

OUTER = (
    "````{{claim}} Outer\n:by: NMT\n{option}\n"
    "Body.\n\n```{{quote}}\n:by: NMT\n:id: inner\n\nWords\n```\n\nEnd.\n````\n"
)


def test_a_record_in_a_record(build: Build) -> None:
    use = "# U\n\n{quote}`inner` {claim}`outer`\n"
    built = build({"p.md": HEAD + OUTER.format(option=""), "use.md": use})
    assert said(built) == []
    assert built.ledger["claims"]["outer"]["text"] == "Body.\n\nEnd."
    assert built.ledger["quotes"]["inner"]["text"] == "Words"


@pytest.mark.parametrize(
    ("option", "where"), [(":colour: red\n", "p.md:13"), ("\n# Heading\n", "p.md:14")]
)
def test_a_record_in_one_that_is_left_out(build: Build, option: str, where: str) -> None:
    use = "# U\n\n{quote}`inner`\n"
    built = build({"p.md": HEAD + OUTER.format(option=option), "use.md": use})
    assert [text.split(": ")[0] for text in said(built)] == [where]
    assert list(built.ledger["quotes"]) == ["inner"]
    html = built.text("p.html")
    assert html.count('id="quote-inner"') == 1
    assert "End." not in html


def test_a_record_in_one_that_is_left_out_in_restructuredtext(build: Build) -> None:
    page = f"{RST_HEAD}.. claim:: Outer\n   :by: NMT\n\n   Head\n   ====\n\n"
    page += "   .. quote::\n      :by: NMT\n      :id: inner\n\n      Words\n"
    built = build({"p.rst": page})
    assert said(built) == [f"p.rst:13: claim: {HEADING}"]
    assert 'id="quote-inner"' in built.text("p.html")


# -- records that are there twice ---------------------------------------------------------------


def test_a_second_record_shows_nothing_of_the_first(build: Build) -> None:
    page = "# P\n\n```{actor} NMT\n:kind: state\n\nFirst.\n```\n\n"
    page += "```{actor} NMT\n:kind: group\n\nSecond.\n```\n"
    built = build({"p.md": page}, "text")
    assert len(built.warnings) == 1
    assert built.text("p.txt").count("State") == 1


SHARED = (
    "# Shared\n\n```{actor} NMT\n:kind: organisation\n```\n\n```{actor} Vik\n:kind: state\n```\n"
)


def including(name: str, times: int = 1) -> str:
    return f"# {name}\n" + "\n```{include} shared.md\n```\n" * times


@pytest.mark.parametrize(
    ("files", "how"),
    [
        ({"shared.md": SHARED, "a.md": including("A")},
         "a page (shared.md) and included in a.md; name it in 'exclude_patterns', or refer to its "
         "records instead"),
        ({"shared.md": SHARED, "z.md": including("Z")},
         "a page (shared.md) and included in z.md; name it in 'exclude_patterns', or refer to its "
         "records instead"),
    ],
)  # fmt: skip
def test_a_page_that_is_included(build: Build, files: dict[str, str], how: str) -> None:
    assert said(build(files)) == [
        f"shared.md:3: each of the 2 records here is read twice, for the file is {how} "
        "[briefing.duplicate]"
    ]


def test_a_file_that_is_included_twice(build: Build) -> None:
    conf = {"exclude_patterns": ["shared.md"]}
    built = build({"shared.md": SHARED, "a.md": including("A"), "b.md": including("B")}, conf=conf)
    assert said(built) == [
        "shared.md:3: each of the 2 records here is read twice, for the file is included in a.md "
        "and in b.md; include it once, and refer to its records [briefing.duplicate]"
    ]
    built = build({"shared.md": SHARED, "a.md": including("A", 2)}, conf=conf)
    assert said(built) == [
        "shared.md:3: each of the 2 records here is read twice, for the file is included twice in "
        "a.md; include it once [briefing.duplicate]"
    ]


def test_a_file_that_is_included_once_is_no_mistake(build: Build) -> None:
    conf = {"exclude_patterns": ["shared.md"]}
    assert said(build({"shared.md": SHARED, "a.md": including("A")}, conf=conf)) == []


# -- Sphinx's own glossaries --------------------------------------------------------------------

TERMS = ("C", "C++", "MySQL", "mysql", "G7", "G7+")


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize("primary", ["brief", "py"])
def test_terms_that_differ_in_a_sign_or_a_capital(build: Build, suffix: str, primary: str) -> None:
    lines = ["P", "=", ""]
    lines += [".. glossary::", ""] if suffix == "rst" else ["```{glossary}"]
    indent = "   " if suffix == "rst" else ""
    for term in TERMS:
        lines += [f"{indent}{term}", f"{indent}  What it is.", ""]
    lines += ["```"] if suffix == "md" else []
    built = build({f"p.{suffix}": "\n".join(lines)}, conf={"primary_domain": primary})
    assert said(built) == []
    terms = built.ledger["terms"].values()
    assert sorted(term["name"] for term in terms) == sorted(TERMS)
    start = 6 if suffix == "rst" else 5
    assert {term["name"]: term["line"] for term in terms} == {
        name: start + 3 * n for n, name in enumerate(TERMS)
    }


def test_lines_in_glossaries(build: Build) -> None:
    page = "# P\n\n```{glossary}\n:sorted:\n\nBeta\nGamma\n  {nope}`x`\n\nAlpha\n  One.\n```\n"
    built = build({"p.md": page})
    assert [text.split(": ")[0] for text in said(built)] == ["p.md:8"]
    lines = {term["name"]: term["line"] for term in built.ledger["terms"].values()}
    assert lines == {"Beta": 6, "Gamma": 7, "Alpha": 10}


def test_anchors_in_a_body_are_given_once(build: Build) -> None:
    body = "(spot)=\n\nWords *here*.\n\n```{note}\n:name: remark\nA remark.\n```\n"
    told = f"````{{claim}} It rains\n:by: E5\n\n{body}````\n\n"
    files = {
        "r.md": page({}, record("actor", "E5", kind="group")),
        "n.md": note(told + record("claims", as_="list")),
        "p.md": page({}, record("claims", as_="list") * 2),
    }
    built = build(files)
    assert built.warnings == []
    for anchor in ('id="spot"', 'id="remark"'):
        assert body_of(built, "n.html").count(anchor) == 1
        assert anchor not in body_of(built, "p.html")
    assert body_of(built, "p.html").count("A remark.") == 2
