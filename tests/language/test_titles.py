"""Titles that refer to records say the same words wherever they are printed."""

import pytest

from tests.corpus import brief, note, page, plain, record
from tests.support import Build

REGISTER = note(
    record("actor", "Ministry of Transport", kind="organisation", id="mot")
    + record("claim", "Vik reopens", by="mot", id="vik"),
    title="Register",
)
FILES = {
    "reg.md": REGISTER,
    "b.md": brief(
        "(part)=\n## Why {actor}`mot` waits\n\nWords.\n",
        title="What the {actor}`mot` said {claim}`vik`",
        reference="T-1",
        status="final",
    ),
    "lists.md": page({}, "```{briefs}\n```\n\n{ref}`part` {doc}`b`\n"),
}
CONF: dict[str, object] = {
    "briefing_autolink": "off",
    "html_baseurl": "https://example.org/",
    "briefing_feeds": ["atom"],
    "html_theme": "alabaster",
}
NAMED, PART = "What the Ministry of Transport said", "Why Ministry of Transport waits"


def test_a_title_has_the_same_words_everywhere(build: Build) -> None:
    built = build(FILES, conf=CONF)
    assert built.warnings == []
    lists = plain(built.text("lists.html"))
    assert NAMED in lists
    assert PART in lists
    assert f"<title>{NAMED}" in built.text("b.html")
    assert f'content="{NAMED}" property="og:title"' in built.text("b.html")
    assert f"<title>{NAMED}</title>" in built.text("briefs.atom")
    for name, data in built.files().items():
        assert b"the mot said" not in data, name
        assert b"Why mot" not in data, name


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_new_name_reaches_all_titles(build: Build, jobs: int) -> None:
    more = {f"p{number}.md": "# A page\n" for number in range(6)}  # enough for two processes
    built = build({**FILES, **more}, conf=CONF, jobs=jobs)
    built.again({"reg.md": REGISTER.replace("Ministry of Transport", "Ministry of Ports")})
    assert "What the Ministry of Ports said" in plain(built.text("lists.html"))
    assert built.files() == built.afresh().files()


def test_metadata_of_a_ledger_and_a_book_have_the_name(build: Build) -> None:
    built = build(FILES, "latex", conf=CONF)
    assert "the mot said" not in built.text("test.tex")
    assert built.ledger["briefs"]["b"]["title"] == NAMED
