"""Keys of front matter in capitals, misspelt, or in another format; YAML that has no end."""

import pytest

from tests.support import Build, Built


def said(built: Built) -> list[str]:
    return [warning.replace(": WARNING", "") for warning in built.warnings]


NOTE = "---\n{}\n---\n# Page\n"


@pytest.mark.parametrize("mark", ["TLP", "Tlp", "tlp"])
@pytest.mark.parametrize("source", ["Source", "SOURCE", "source"])
def test_keys_in_capitals_are_understood(build: Build, mark: str, source: str) -> None:
    front = f"{source}:\n  Title: T\n  URL: https://example.org/\n  Title-EN: E\n{mark}: RED\n"
    front += "Topics: [peace]\nAutoLink: no"
    front = front.replace("  Title-EN: E\n", "")
    register = "# R\n\n```{topic} Peace\n```\n"
    built = build({"n.md": NOTE.format(front), "r.md": register}, "ledger")
    assert said(built) == []
    note = built.ledger["notes"]["n"]
    assert (note["tlp"], note["topics"]) == ("RED", ["peace"])
    assert built.ledger["sources"]["n"]["url"] == "https://example.org/"


def test_fields_of_briefs_in_other_spellings(build: Build) -> None:
    front = "Brief:\n  Kind: flash\n  Date: 2026-02-23\n  as-of: 2026-02-22"
    built = build({"b.md": NOTE.format(front)}, "ledger")
    assert [text for text in said(built) if "section" not in text] == []
    brief = built.ledger["briefs"]["b"]
    assert (brief["kind"], brief["as_of"]) == ("flash", "2026-02-22")


def test_field_lists_in_capitals_are_understood(build: Build) -> None:
    page = ":Source:\n  :Title: T\n  :URL: https://example.org/\n:TLP: RED\n\nPage\n====\n"
    built = build({"n.rst": page}, "ledger")
    assert said(built) == []
    assert built.ledger["notes"]["n"]["tlp"] == "RED"
    assert built.ledger["sources"]["n"]["url"] == "https://example.org/"


def test_a_key_in_two_spellings_is_written_twice(build: Build) -> None:
    built = build({"n.md": NOTE.format("source:\n  title: T\nSource:\n  title: U")})
    assert said(built) == [
        "n.md:4: the front matter: source is written twice; keep one of them "
        "[briefing.front_matter]"
    ]


@pytest.mark.parametrize(
    ("front", "line", "written", "meant"),
    [
        ("sorce:\n  title: T\n  url: https://example.org/", 2, "sorce", "source"),
        ("a: 1\nsources:\n  title: T", 3, "sources", "source"),
        ("breif:\n  kind: flash", 2, "breif", "brief"),
        ("source:\n  title: T\ntopic: [peace]", 4, "topic", "topics"),
        ("autolinks: no", 2, "autolinks", "autolink"),
    ],
)
def test_misspelt_keys(build: Build, front: str, line: int, written: str, meant: str) -> None:
    built = build({"n.md": NOTE.format(front)})
    assert said(built) == [
        f"n.md:{line}: unknown key {written!r}; did you mean {meant!r}? [briefing.front_matter]"
    ]


@pytest.mark.parametrize(
    "front",
    ["resource: x", "topic: x", "sources: [a, b]", "title: T\nbriefs: 3", "sauce:\n  tomato: 1",
     "myst:\n  substitutions:\n    a: b"],
)  # fmt: skip
def test_keys_of_others_are_theirs(build: Build, front: str) -> None:
    assert said(build({"n.md": NOTE.format(front)})) == []


@pytest.mark.parametrize(
    ("front", "how"),
    [
        ("source: https://example.org/a",
         "'source' must hold fields, indented below it: 'title: …' and 'url: "
         "https://example.org/a'"),
        ("Source: Norland Gazette",
         "'source' must hold fields, indented below it: 'title: Norland Gazette'"),
        ("source: [a]", "'source' must hold fields, indented below it"),
        ("brief: flash", "'brief' must hold fields, indented below it: 'kind: infocus' and "
         "'date: 2026-02-23', for one"),
    ],
)  # fmt: skip
def test_one_word_for_a_source_or_a_brief(build: Build, front: str, how: str) -> None:
    built = build({"n.md": NOTE.format(front)})
    assert f"n.md:2: {how} [briefing.front_matter]" in said(built)


@pytest.mark.parametrize(
    "front",
    ['[source]\ntitle = "T"', 'title = "T"\ndate = 2026-01-01', 'topics = ["peace"]\n= broken'],
)
def test_front_matter_in_toml(build: Build, front: str) -> None:
    built = build({"n.md": f"+++\n{front}\n+++\n# Page\n"})
    assert said(built) == [
        "n.md:1: front matter in TOML is not read; write it in YAML, between lines of '---' "
        "[briefing.front_matter]"
    ]
    assert "+++" not in built.text("n.html")


def test_block_breaks_of_markdown_stay(build: Build) -> None:
    assert said(build({"n.md": "+++\n\nWords.\n\n+++\n\n# Page\n"})) == []


# -- where something is wrong --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("source:\n  title: T\n  author: A\x0cB", 4,
         "the front matter is not valid YAML: character #x000c is not allowed"),
        ("source:\n  title: T\n  ? [a, b]\n  : c", 4,
         "the front matter: the name of a field must be a word"),
        ("source:\n  title: T\ntopics: [2026-13-45]", 4,
         "topics: unknown topic '2026-13-45'; define it with a {topic} directive"),
        ("source:\n  title: T\n  date: 2026-13-45", 4,
         "source: 'date': '2026-13-45' is not a date; write it like 2027, 2026-02, 2026-02-20, "
         "2026-02-17/2026-02-18, 2026-02-20/.. or 2026~"),
    ],
)  # fmt: skip
def test_one_message_at_its_line(build: Build, front: str, line: int, message: str) -> None:
    built = build({"n.md": NOTE.format(front)})
    assert [text.rpartition(" [")[0] for text in said(built)] == [f"n.md:{line}: {message}"]


@pytest.mark.parametrize("indent", ["", "  "])
def test_aliases_without_end_are_refused(build: Build, indent: str) -> None:
    lines = [f"{indent}a: &a [{','.join('x' * 60)}]"]
    lines += [
        f"{indent}{here}: &{here} [{','.join([f'*{before}'] * 60)}]"
        for before, here in zip("abcd", "bcde", strict=True)
    ]
    front = "\n".join(["source:" if indent else "title: T", *lines])
    built = build({"n.md": NOTE.format(front)})
    assert said(built) == [
        "n.md:5: the front matter: its aliases (*name) repeat too much; write the values out "
        "[briefing.front_matter]"
    ]


def test_a_few_aliases_are_read(build: Build) -> None:
    front = "source:\n  title: &t Peace\n  author: [*t, *t]\nother: *t"
    built = build({"n.md": NOTE.format(front)}, "ledger")
    assert said(built) == []
    assert built.ledger["sources"]["n"]["author"] == ["Peace"]
