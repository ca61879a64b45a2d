"""What a page prints of another is in the language of the build, as that page is."""

import os
import re
from collections.abc import Mapping

import pytest

from tests.support import Build, Built, Content

NOTE = """
---
source:
  id: gazette
  title: Vik to reopen
  publisher: Norland Gazette
  date: 2026-02-20
  reliability: B
---
# A note

```{claim} Vik reopens in May
:id: vik
:by: Ministry of Transport

The inner basin stays closed.
```

```{claim} Halm stays shut
:by: NMT

For *all* of {term}`the season <Season>`.
```

```{quote}
:by: NMT
:id: said
:translation: We shall open.

Vi öppnar.
```

```{event} Talks in Vik
:date: 2026-01-05
:kind: meeting
:actors: Ministry of Transport
:outcome: A date was set
```

```{recommendation} Wait for May.
:to: Ministry of Transport

Then look again.
```
"""
REGISTER = """
# Register

```{actor} Ministry of Transport
:abbr: NMT
:kind: organisation

A ministry.
```

```{terms}
:file: terms.yaml
```
"""
TERMS = """
- name: Season
  long: Navigation season
  text: When ships sail.
"""
BRIEF = """
---
brief:
  kind: flash
  date: 2026-02-23
  summary: The port reopens.
---
# A brief

The Ministry of Transport said so. {claim}`vik` {actor}`NMT` {term}`Season`

```{claims}
:as: list
:caption: What is claimed
```

```{quotes}
```

```{events}
```

```{recommendations}
```

```{positions}
:empty: No positions yet
```
"""
GERMAN = {
    "register": {
        "Ministry of Transport": "Verkehrsministerium",
        "A ministry.": "Ein Ministerium.",
        "Season": "Saison",
        "Navigation season": "Schifffahrtssaison",
        "When ships sail.": "Wenn Schiffe fahren.",
    },
    "n": {
        "A note": "Eine Notiz",
        "Vik reopens in May": "Vik öffnet im Mai",
        "The inner basin stays closed.": "Das innere Becken bleibt gesperrt.",
        "Halm stays shut": "Halm bleibt zu",
        "For *all* of {term}`the season <Season>`.": "Die *ganze* {term}`Zeit <Season>`.",
        "Vi öppnar.": "Wir öffnen.",
        "We shall open.": "Wir werden öffnen.",
        "Talks in Vik": "Gespräche in Vik",
        "A date was set": "Ein Tag steht fest",
        "Wait for May.": "Den Mai abwarten.",
        "Then look again.": "Dann neu prüfen.",
    },
    "b": {
        "A brief": "Ein Brief",
        "The port reopens.": "Der Hafen öffnet.",
        "The Ministry of Transport said so. {claim}`vik` {actor}`NMT` {term}`Season`":
            "Das sagte das Verkehrsministerium. {claim}`vik` {actor}`NMT` {term}`Saison <Season>`",
        "What is claimed": "Was behauptet wird",
        "No positions yet": "Noch keine Positionen",
    },
}  # fmt: skip
FILES: Mapping[str, Content] = {
    "index.md": "# Start\n\n```{toctree}\nregister\nn\nb\n```\n",
    "register.md": REGISTER,
    "terms.yaml": TERMS,
    "n.md": NOTE,
    "b.md": BRIEF,
}
CONF = {"locale_dirs": ["locale"], "briefing_autolink": "all"}
IN_GERMAN = {**CONF, "language": "de"}


def catalogues(german: Mapping[str, Mapping[str, str]] = GERMAN) -> dict[str, Content]:
    """Files of translations, as translators hand them in."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return {
        f"locale/de/LC_MESSAGES/{name}.po": head
        + "".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in said.items())
        for name, said in german.items()
    }


def text_of(built: Built, name: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", built.text(name)).split())


SHOWN = [
    other
    for said in GERMAN.values()
    for one, other in said.items()
    if "`" not in one and one != "Vi öppnar."
]
WRITTEN = [one for said in GERMAN.values() for one in said if "`" not in one]


def test_a_brief_prints_what_the_pages_of_its_records_say(build: Build) -> None:
    built = build({**FILES, **catalogues()}, conf=IN_GERMAN)
    assert built.warnings == []
    text = text_of(built, "b.html")
    register_only = {"Wenn Schiffe fahren.", "Eine Notiz"}
    assert [words for words in SHOWN if words not in text and words not in register_only] == []
    left = [words for words in WRITTEN if re.search(rf"\b{re.escape(words)}", text)]
    assert left == ["Vi öppnar."]
    assert "Die ganze Zeit." in text
    assert built.text("b.html").count('href="register.html#actor-ministry-of-transport"') > 3


def test_everything_else_that_is_made_of_records_is_translated(build: Build) -> None:
    conf = {
        **IN_GERMAN,
        "briefing_search": True,
        "html_baseurl": "https://example.org/",
        "briefing_feeds": ["calendar"],
    }
    built = build({**FILES, **catalogues()}, conf=conf)
    assert built.warnings == []
    for name, content in built.files().items():
        if name.startswith(("_sources", "_static")) or name == "objects.inv":
            continue
        text = content.decode()
        for words in WRITTEN:
            if words not in ("Season", "Vi öppnar."):  # "Season" is a part of addresses
                assert words not in text, f"{words!r} in {name}"
    ledger = built.ledger
    assert ledger["claims"]["vik"]["statement"] == "Vik öffnet im Mai"
    assert ledger["claims"]["vik"]["text"] == "Das innere Becken bleibt gesperrt."
    assert ledger["claims"]["vik"]["original"] == "Vik reopens in May"
    assert ledger["claims"]["halm-stays-shut"]["text"] == "Die ganze Zeit."
    assert ledger["quotes"]["said"]["text"] == "Vi öppnar."
    assert ledger["actors"]["ministry-of-transport"]["name"] == "Verkehrsministerium"
    assert (
        ledger["recommendations"]["wait-for-may"]["text"] == "Den Mai abwarten.\n\nDann neu prüfen."
    )
    assert ledger["terms"]["season"]["long"] == "Schifffahrtssaison"
    assert ledger["briefs"]["b"]["summary"] == "Der Hafen öffnet."


def test_without_a_translation_nothing_is_original(build: Build) -> None:
    built = build(FILES, conf=CONF)
    assert built.warnings == []
    assert "original" not in str(built.ledger)


@pytest.mark.parametrize("builder", ["html", "briefpdf", "briefdocx", "epub"])
def test_a_changed_translation_changes_all_that_shows_it(build: Build, builder: str) -> None:
    conf = {**IN_GERMAN, "epub_exclude_files": [], "version": "1", "copyright": "x"}
    built = build({**FILES, **catalogues()}, builder, conf=conf)
    assert [line for line in built.warnings if "briefing" in line] == []
    for name, one, other in (
        ("n", "Halm stays shut", "Halm ist zu"),
        ("register", "A ministry.", "Ein Amt."),
        ("register", "Ministry of Transport", "Ministerium für Verkehr"),
        ("b", "No positions yet", "Keine"),
        ("n", "Vik reopens in May", "Vik reopens in May"),
    ):
        german = {**GERMAN, name: {**GERMAN[name], one: other}}
        before = built.files()
        built.again(catalogues(german))
        assert one == other or built.files() != before
        clean = built.afresh()
        kept = [name for name in clean.files() if not name.endswith((".epub", "content.opf"))]
        assert [name for name in kept if clean.files()[name] != built.files()[name]] == []
        assert built.warnings == clean.warnings


def test_the_catalogue_holds_what_is_to_be_translated_where_it_is_written(build: Build) -> None:
    built = build(FILES, "gettext", conf={**CONF, "gettext_uuid": False})
    said = {}
    for name in ("register", "n", "b"):
        for places, message in re.findall(
            r'((?:^#: .*\n)+)msgid "(.*)"$', built.text(f"{name}.pot"), re.M
        ):
            said[message] = re.findall(r"(\w+\.\w+):(\d+)", places)
    wanted = {one for part in GERMAN.values() for one in part} - {"Vi öppnar."}
    assert wanted - said.keys() == set()
    assert "Vi öppnar." not in said
    lines = {name: str(text).strip().split("\n") for name, text in FILES.items()}
    for message in (
        "Vik reopens in May",
        "A date was set",
        "We shall open.",
        "The port reopens.",
        "What is claimed",
        "No positions yet",
        "Ministry of Transport",
        "Season",
        "Navigation season",
        "Wait for May.",
    ):
        for name, line in said[message]:
            assert message in lines[name][int(line) - 1], (message, name, line)


def test_a_catalogue_that_is_older_than_what_was_compiled_counts(build: Build) -> None:
    built = build({**FILES, **catalogues()}, conf=IN_GERMAN)
    path = built.src / "locale/de/LC_MESSAGES/n.po"
    found = path.stat()
    text = path.read_text(encoding="utf-8").replace("Halm bleibt zu", "Halm bleibt aus")
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns - 10**12))
    built.again()
    assert "Halm bleibt aus" in text_of(built, "b.html")
    compiled = path.with_suffix(".mo").stat().st_mtime_ns
    built.again()
    assert "0 added, 0 changed, 0 removed" in built.messages
    assert path.with_suffix(".mo").stat().st_mtime_ns == compiled
