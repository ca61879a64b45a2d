"""What names a record, listed with it where its field says so, in every output."""

import pypdf
import pytest

from tests.support import BASE_CONF, Build, _assignments

CONF = (
    "\n".join(_assignments(BASE_CONF))
    + '''
from typing import Annotated
from sphinx_briefing import api

class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument = "vessel", "vessels", "name"
    name: api.Line
    flag: api.Country | None = None

class Sighting(api.Record, frozen=True, kw_only=True):
    """A ship was seen."""
    kind_name, plural, argument = "sighting", "sightings", "what"
    dated_by = ("seen",)
    marker = True
    what: api.Words
    of: Annotated[api.Ids, api.names(("vessel", "actor"), reverse="Seen as")]
    seen: api.Date

class Log(api.Record, frozen=True, kw_only=True):
    """Somebody's own words."""
    kind_name, plural = "log", "logs"
    verbatim = True
    ship: Annotated[api.Ids, api.names("vessel", reverse="Logs")]

def setup(app):
    api.add_kind(app, Vessel)
    api.add_kind(app, Sighting)
    api.add_kind(app, Log)
    api.add_annex(app, "vessels")
'''
)
REGISTER = """
# Register

```{vessel} Eagle
:flag: FI
```

```{vessel} Bruno
:flag: FI
```

```{actor} Lloyd
:kind: person
```
"""
NOTE = """
---
source: {title: A talk, date: 2026-02-01}
---
# Note

```{sighting} Seen at anchor
:of: Eagle, Lloyd
:seen: 2025-03
```

```{sighting} Seen off Porkkala
:of: Eagle
:seen: 2024-12-25
```

```{log}
:id: words
:ship: Eagle

We dragged it.
```
"""
BRIEF = """
---
brief: {date: 2026-03-01}
---
# Brief

See {vessel}`Eagle`.

```{vessels}
:as: list
:ids: eagle
```
"""
FILES = {"conf.py": CONF, "register.md": REGISTER, "note.md": NOTE, "brief.md": BRIEF}
LISTED = "Seen as: Seen off Porkkala; Seen at anchor · Logs: “We dragged it.”"


def words(text: str) -> str:
    return " ".join(text.split())


def test_details_list_what_names_a_record_by_date(build: Build) -> None:
    built = build(FILES, "text")
    assert built.warnings == []
    register = words(built.text("register.txt"))
    assert f"**Eagle** Flag: Finland · {LISTED}" in register
    assert "**Bruno** Flag: Finland **Lloyd** Person · Seen as: Seen at anchor" in register
    brief, _, annex = words(built.text("brief.txt")).partition("Vessels =====")
    assert LISTED in brief
    assert "Eagle" in annex
    assert "Seen as" not in annex


def test_an_added_field_lists_it_too(build: Build) -> None:
    conf = CONF + '    api.add_field(app, "claim", "ship", api.names("vessel", reverse="Said"))\n'
    claim = "\n```{claim} She sank\n:id: sank\n:by: Lloyd\n:ship: Bruno\n```\n"
    built = build({**FILES, "conf.py": conf, "note.md": NOTE + claim}, "text")
    assert "**Bruno** Flag: Finland · Said: She sank" in words(built.text("register.txt"))


def test_hover_cards_list_it(build: Build) -> None:
    built = build(FILES)
    cards = "".join(
        text.decode() for name, text in built.files().items() if "briefing-cards/vessel" in name
    )
    assert '["Seen as",["Seen off Porkkala","note.html#sighting-seen-off-porkkala"],' in cards
    assert '["Logs",["“We dragged it.”","note.html#log-words"]]' in cards
    assert 'href="note.html#sighting-seen-at-anchor"' in built.text("register.html")


def test_papers_list_it(build: Build) -> None:
    built = build(FILES, "briefpdf")
    pages = pypdf.PdfReader(built.path("brief.pdf")).pages
    assert LISTED in words(" ".join(page.extract_text() or "" for page in pages))


MORE = """
---
source: {title: More, date: 2026-02-02}
---
# More

```{sighting} Seen in May
:of: WHOM
:seen: 2025-05
```
"""


def test_a_page_is_made_again_when_something_new_names_its_record(build: Build) -> None:
    built = build(FILES)
    built.again({"more.md": MORE.replace("WHOM", "Eagle")})
    assert "Seen in May" in built.text("register.html")
    assert "Seen in May" in built.text("brief.html")
    built.again({"more.md": MORE.replace("WHOM", "Bruno")})
    assert "Seen in May" not in built.text("brief.html")
    assert built.files() == built.afresh().files()


def test_a_page_that_lists_what_it_may_not_is_reported(build: Build) -> None:
    more = MORE.replace("WHOM", "Eagle\n:tlp: RED")
    built = build({**FILES, "more.md": more})
    said = [warning for warning in built.warnings if "sighting 'seen-in-may' is TLP:RED" in warning]
    assert {warning.partition(":")[0] for warning in said} == {"brief.md", "register.md", "more.md"}
    cards = "".join(
        text.decode() for name, text in built.files().items() if "briefing-cards/vessel" in name
    )
    assert "Seen in May" not in cards


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_asked_where_no_field_says_so(jobs: int, build: Build) -> None:
    conf = CONF.replace(', reverse="Seen as"', "").replace(', reverse="Logs"', "")
    built = build({**FILES, "conf.py": conf}, "text", jobs=jobs)
    assert built.warnings == []
    assert "Seen at anchor" not in built.text("register.txt")
