"""What looks like markup on a page and is none: it is said, and what to write instead."""

import pytest

from tests.support import Build, Built


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


def no_fence(line: int, name: str, page: str = "p.md") -> str:
    return (
        f"{page}:{line}: this begins no {{{name}}}, and what follows its end is read as code: the "
        "first line of a fence of backquotes holds no other backquote; take them out of that line, "
        "or write the fence with ~~~ or ::: [briefing.field]"
    )


ACTOR = "```{actor} NMT\n:kind: organisation\n```\n"


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("```{claim} The `NMT` says", "claim"),
        ("````{claim} The {actor}`NMT` says", "claim"),
        ("```{brief:claim} The `NMT` says", "claim"),
        ("```{actors} `x`", "actors"),
        ("```{term} a`b", "term"),
    ],
)
def test_a_backquote_in_the_first_line_of_a_fence(build: Build, first: str, name: str) -> None:
    page = f"# P\n\n{ACTOR}\nWords.\n\n{first}\n:by: NMT\n:id: vik\n\nBody.\n"
    built = build({"p.md": page, "q.md": "# Q\n\n{claim}`vik`\n" if name == "claim" else "# Q\n"})
    assert said(built) == [no_fence(9, name)]


def test_fences_in_lists_quotations_and_directives(build: Build) -> None:
    page = (
        "# P\n\n- x\n\n  ```{actor} A `x` b\n  :kind: state\n\n"
        "> ```{term} A `x` b\n> x\n\n"
        "````{note}\n```{topic} A `x` b\nWords\n````\n"
    )
    assert said(build({"p.md": page})) == [
        no_fence(5, "actor"),
        no_fence(8, "term"),
        no_fence(12, "topic"),
    ]


def test_what_the_fence_takes_with_it_is_not_reported_again(build: Build) -> None:
    page = f"# P\n\n```{{claim}} `x`\n:by: NMT\n```\n\n{ACTOR}\n{{actor}}`NMT`\n"
    use = "# U\n\n{actor}`NMT`\n"
    assert said(build({"p.md": page, "use.md": use})) == [no_fence(3, "claim")]


@pytest.mark.parametrize(
    "text",
    [
        "````\n```{claim} The `NMT` says\n:by: x\n```\n````",
        "````markdown\n```{claim} The `NMT` says\n```\n````",
        "    ```{claim} The `NMT` says",
        "Inline ```` ```{claim} The `x` ````",
        "~~~{topic} The NMT says\n~~~",
        "```{python} `x`",
        "% ```{claim} The `x`",
    ],
)
def test_code_and_other_fences_are_left_alone(build: Build, text: str) -> None:
    assert said(build({"p.md": f"# P\n\n{ACTOR}\n{text}\n"})) == []


@pytest.mark.parametrize("fence", ["~~~", ":::"])
def test_a_statement_with_a_role_is_printed_as_plain_text(build: Build, fence: str) -> None:
    page = (
        f"# P\n\n{ACTOR}\n{fence}{{claim}} The {{actor}}`NMT` and {{actor}}`the port <NMT>` say\n"
    )
    page += f":by: NMT\n:id: vik\n{fence}\n"
    built = build({"p.md": page})
    assert [text for text in said(built) if "unsourced" not in text] == [
        "p.md:7: claim: the statement after {claim} is plain text; write 'The NMT and the port "
        "say' [briefing.field]"
    ]
    assert built.ledger["claims"]["vik"]["statement"] == "The NMT and the port say"


# -- vaults -------------------------------------------------------------------------------------

VAULT = """\
---
source:
  title: T
---
# Page

Words of [[Norland]] and ![[map.png]].

> [!note] Title
> body

Shown %%not **for** readers%%.

`[[code]]`, `%%code%%`

```
[[code]]
> [!note]
```
"""


def test_markup_of_vaults_is_said_once_a_page(build: Build) -> None:
    assert said(build({"p.md": VAULT})) == [
        "p.md:7: '[[Norland]]' is printed as it stands; write {actor}`Name` for a record, or "
        "[words](page.md) (and 1 more on this page) [briefing.field]",
        "p.md:9: '> [!note]' makes no callout here, it is printed; write a ```{note} around its "
        "text [briefing.field]",
        "p.md:12: '%%not for readers%%' hides nothing here, it is printed; begin each line with "
        "'%', or take it out [briefing.field]",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("%%\nhidden\n%%\n\nmore", 6), ("%%\n\nhidden\n\n%%", 6), ("%% begin\nend %%", 6),
     ("%% all hidden %%\n\nmore", 0), ("% a comment\nWords", 0), ("From 5 %% to 6", 0)],
)  # fmt: skip
def test_comments_of_vaults_on_lines_of_their_own(build: Build, text: str, line: int) -> None:
    found = said(build({"p.md": f"---\nsource:\n  title: T\n---\n# P\n{text}\n"}))
    assert [warning.split(": ")[0] for warning in found] == ([f"p.md:{line}"] if line else [])
    assert all("hides nothing" in warning for warning in found)


def test_pages_of_others_are_left_alone(build: Build) -> None:
    assert said(build({"p.md": VAULT.partition("---\n#")[2].join(["#", ""])})) == []


def test_a_fence_of_colons_that_nobody_reads(build: Build) -> None:
    page = (
        "# P\n\n- x\n\n  :::{restricted} GREEN\n  Words.\n  :::\n\n"
        ":::{claim} Ports open\n:id: ports\n:::\n\n:::{unheard} of\n:::\n"
    )
    files = {"p.md": page, "q.md": "# Q\n\n{claim}`ports`\n"}
    begins = "this begins no {%s}, it is printed as it stands: write the fence with ```, or add "
    unread = build(files, conf={"myst_enable_extensions": []})
    assert said(unread) == [
        f"p.md:{line}: {begins % name}'colon_fence' to myst_enable_extensions [briefing.field]"
        for line, name in ((5, "restricted"), (9, "claim"))
    ]
    assert not [line for line in said(build(files)) if "begins no" in line]
