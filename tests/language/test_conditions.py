"""Blocks that some builds print and others do not: ``{only}`` and ``{ifconfig}``.

The law: a build equals, byte for byte, that of a project from which what it leaves out was deleted.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import BASE_CONF, Build, Built, build_project

NOTE = """
---
source:
  id: gazette
  title: Vik to reopen
  publisher: Norland Gazette
  date: 2026-02-20
  reliability: B
tlp: CLEAR
---
# Note

```{actor} NMT
:kind: organisation
```

```{claim} Vik reopens in May
:id: vik
:by: NMT

It stands in the gazette.
```
"""

SECRET_NOTE = """
```{actor} Envoy
:kind: person
```

```{claim} The minister told us in private that talks failed
:id: private
:by: NMT

Cable 4711 has the details, as the NMT knows.
```

```{term} Zebra
```

```{sources}
:file: register.yaml
:as: table
```

```{event} Secret meeting
:id: meeting
:date: 2026-03-01
:actors: NMT, Envoy
```
"""
"""What is left out: records, references, a selection, names in prose, a glossary, a register."""

BRIEF = """
---
brief:
  kind: flash
  reference: P-1
  date: 2026-02-23
  status: final
---
# Brief

The NMT is silent {claim}`vik`.

```{claims}
:by: NMT
```

"""

SECRET_BRIEF = """
The {actor}`Envoy` says so {claim}`private`, and so does the Zebra. It is {doc}`note`.

```{judgement} It will fail
:likelihood: likely
```

```{claims}
:by: Nobody
```

## Secret heading

The {actor}`Unknown` is almost certainly unlikely.
"""

REGISTER = "- id: cable\n  title: Embassy cable 42\n  date: 2026-02-21\n"

CONF: Mapping[str, object] = {
    "extensions": [*BASE_CONF["extensions"], "sphinx.ext.ifconfig"],  # type: ignore[misc]
    "briefing_checks": {"unused": "warning", "variant": "warning"},
    "briefing_feeds": ["atom", "calendar"],
    "briefing_search": True,
    "html_baseurl": "https://example.org/",
    "html_copy_source": False,
}

BUILDERS = ("html", "ledger", "briefpdf", "briefdocx", "latex", "singlehtml", "text", "dirhtml")

CONDITIONS = ("only} internal", "ifconfig} project == 'Other'")
"""Two that do not hold in these projects."""


def block(directive: str, text: str) -> str:
    """A text inside of a block with a condition."""
    return f"``````{{{directive}\n{text}\n``````\n"


def project(condition: str) -> dict[str, str]:
    """Two pages that end in a block with a condition; without one, they have no block."""
    secret_note = block(condition, SECRET_NOTE) if condition else ""
    secret_brief = block(condition, SECRET_BRIEF) if condition else ""
    return {
        "index.md": "# Start\n\n```{toctree}\nnote\nbrief\n```\n",
        "note.md": NOTE.lstrip() + "\n" + secret_note,
        "brief.md": BRIEF.lstrip() + secret_brief,
        "register.yaml": REGISTER,
    }


def told(built: Built) -> list[str]:
    return sorted(warning for warning in built.warnings if "briefing" in warning)


def plain(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files without the empty list that Sphinx leaves where a heading was."""
    return {
        name: data.replace(b'<ul class="simple">\n</ul>\n</li>', b"</li>")
        for name, data in files.items()
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_left_out_block_is_left_out_of_everything(tmp_path: Path, builder: str) -> None:
    without = build_project(tmp_path / "without", project(""), builder, conf=CONF)
    assert told(without) == []
    for number, condition in enumerate(CONDITIONS):
        built = build_project(tmp_path / str(number), project(condition), builder, conf=CONF)
        assert told(built) == []
        assert plain(built.files()) == plain(without.files())


def tagged(built: Built, *tags: str) -> Built:
    """Build again with other tags."""
    added = "".join(f"tags.add({tag!r})\n" for tag in tags)
    conf = (built.src / "conf.py").read_text(encoding="utf-8").split("# tags\n")[0]
    return built.again({"conf.py": f"{conf}# tags\n{added}"})


def with_builder(built: Built, builder: str) -> Built:
    """Build again for another builder, which shares the environment."""
    built.builder = builder
    return built.again()


def test_other_tags_give_what_a_clean_build_gives(build: Build) -> None:
    built = build(project("only} internal"), conf=CONF)
    assert "Secret" not in built.text("note.html")
    for tags in (("internal",), (), ("internal",)):
        tagged(built, *tags)
        clean = built.afresh()
        assert told(built) == told(clean)
        assert built.files() == clean.files()
        assert ("actor-envoy" in built.text("note.html")) == bool(tags)
    assert any("brief.md:30: WARNING: unknown actor 'Unknown'" in w for w in built.warnings)


def test_a_setting_that_a_condition_asks_for(build: Build) -> None:
    built = build(project("ifconfig} briefing_pdf_link"), conf={**CONF, "briefing_pdf_link": False})
    assert "Secret" not in built.text("note.html")
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    built.again({"conf.py": conf.replace("briefing_pdf_link = False", "briefing_pdf_link = True")})
    assert "Secret" in built.text("note.html")
    assert built.files() == built.afresh().files()


def test_builders_that_share_an_environment(build: Build) -> None:
    built = build(project("only} html"), conf=CONF)
    assert "private" in built.text("_static/briefing-cards/claim-0.js")
    html = built.files()
    for builder in ("ledger", "briefpdf", "text", "html", "ledger", "dirhtml"):
        with_builder(built, builder)
        clean = built.afresh()
        assert told(built) == told(clean)
        assert built.files() == clean.files()
        if builder == "html":
            assert built.files() == html
        elif builder == "ledger":
            assert set(built.ledger["claims"]) == {"vik"}


def test_translators_see_all(build: Build) -> None:
    built = build(project("only} internal"), "gettext", conf=CONF)
    assert "Cable 4711" in built.text("note.pot")


ALTERNATIVES = """
# Note

```{actor} NMT
:kind: organisation
```

````{only} html
```{claim} For screens
:id: port
:by: NMT
```
````

````{only} not html
```{claim} For paper
:id: port
:by: NMT
```
````
"""


@pytest.mark.parametrize("builder", ["html", "text"])
def test_alternatives_share_an_id(build: Build, builder: str) -> None:
    built = build(
        {"note.md": ALTERNATIVES, "page.md": "# Page\n\n```{claims}\n```"},
        builder,
        conf={"briefing_checks": {"unsourced": "off"}},
    )
    assert built.warnings == []
    ledger = with_builder(built, "ledger").ledger
    assert ledger["claims"]["port"]["statement"] == "For paper"
    with_builder(built, builder)
    if builder == "html":
        assert built.text("note.html").count('id="claim-port"') == 1
        assert "For screens" in built.text("page.html")
    else:
        assert "For paper" in built.text("page.txt")
    # The anchor goes to whichever is there.
    html = with_builder(built, "singlehtml")
    assert html.text("index.html").count('id="claim-port"') == 1


def test_parts_of_a_body(build: Build) -> None:
    note = """
        # Note

        ```{actor} NMT
        :kind: organisation
        ```

        ``````{claim} The port is closed
        :id: port
        :by: NMT

        Always.

        - One.

          ````{only} html
          On screens, says {actor}`NMT`.
          ````

        ````{only} not html
        On paper.
        ````

        ````{ifconfig} project == "Other"
        Never.
        ````
        ``````
    """
    conf = {**CONF, "briefing_checks": {"unsourced": "off"}}
    pages = {"note.md": note, "page.md": "# Page\n\n```{claims}\n:as: list\n```"}
    built = build(pages, conf=conf)
    assert built.warnings == []
    for page in ("note.html", "page.html"):
        text = built.text(page)
        assert "Always." in text
        assert "On screens" in text
        assert "On paper" not in text
        assert "Never" not in text
    with_builder(built, "ledger")
    assert built.ledger["claims"]["port"]["text"] == "Always.\n\nOne.\n\nOn paper."
    with_builder(built, "text")
    assert "On paper." in built.text("page.txt")
    assert "On screens" not in built.text("page.txt")


@pytest.mark.parametrize("directive", ["only", "ifconfig"])
def test_a_condition_that_cannot_be_evaluated(build: Build, directive: str) -> None:
    claim = "```{claim} The port is closed\n:by: NMT\n```\n"
    note = "# Note\n\n```{actor} NMT\n:kind: organisation\n```\n\n"
    note += block(f"{directive}}} not (", claim)
    conf = {**CONF, "briefing_checks": {"unsourced": "off"}}
    built = build({"note.md": note}, conf=conf)
    # As Sphinx has it: it prints the block, or its message in place of it; and says so.
    assert built.warnings
    assert all("expression" in warning for warning in built.warnings)
    printed = "The port is closed" in built.text("note.html")
    assert printed == (directive == "only")
    assert bool(built.ledger["claims"]) == printed


@pytest.mark.parametrize("condition", CONDITIONS)
def test_headings_stay_in_their_block(build: Build, condition: str) -> None:
    inner = "In front.\n\n### Third\n\nDeep.\n\n## Second\n\nOn top.\n"
    text = f"# Page\n\n## A\n\n### B\n\nText.\n\n{block(condition, inner)}\n## C\n\nEnd.\n"
    conf = {"extensions": CONF["extensions"]}
    built = build({"page.md": text}, conf=conf)
    assert built.warnings == []
    html = built.text("page.html")
    assert not [word for word in ("front", "Third", "Deep", "Second", "On top") if word in html]
    assert html.index(">A<") < html.index(">B<") < html.index(">C<")
    conf_py = (built.src / "conf.py").read_text(encoding="utf-8").replace("'Test'", "'Other'")
    built.again({"conf.py": f"{conf_py}\ntags.add('internal')\n"})
    html = built.text("page.html")
    places = [html.index(word) for word in ("front", ">Third", "Deep", ">Second", "On top", ">C<")]
    assert places == sorted(places)
