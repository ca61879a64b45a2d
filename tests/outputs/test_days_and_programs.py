"""Kinds of others in calendars, cards and data for programs, as events and commitments are."""

import json
import re
from typing import Any

import jsonschema
import pytest
from icalendar import Calendar

from tests.support import BASE_CONF, Build, Built, _assignments

CONF = (
    "\n".join(
        _assignments(
            {
                **BASE_CONF,
                "html_baseurl": "https://briefs.example.org/",
                "briefing_feeds": ["calendar"],
                "briefing_checks": {"overdue": "warning"},
                "briefing_as_of": "2026-06-01",
                "suppress_warnings": ["toc.not_included", "briefing.marking"],
            }
        )
    )
    + '''
from typing import Annotated
from sphinx_briefing import api

KIND = api.Scale("call", "Call", "", (api.Grade("urgent", "Urgent"),))

class Call(api.Record, frozen=True, kw_only=True):
    """A port call."""
    kind_name, plural, argument = "call", "calls", "what"
    dated_by = ("on",)
    said_by = ("told",)
    in_calendar = "on"
    subtype = "sort"
    schema_type = "Event"
    what: api.Words
    on: api.Date | None = None
    told: api.Date | None = None
    sort: Annotated[str | None, api.scale(KIND)] = None
    place: api.Words | None = None
    remark: api.Words | None = None
    crew: Annotated[api.Ids, api.names(("actor", "call"), label="Crew")] = ()

class Demand(api.Record, frozen=True, kw_only=True):
    """Something demanded."""
    kind_name, plural, argument = "demand", "demands", "what"
    falls_due = "deadline"
    hint = ("overdue",)
    what: api.Words
    by: api.Names["actor"] = ()
    deadline: Annotated[str | None, api.date(label="Until")] = None
    fulfilled: api.Switch = False
    disputed: api.Switch = False
    badges = ("disputed",)

    @property
    def is_open(self):
        return not self.fulfilled

class Mine(api.Record, frozen=True, kw_only=True):
    """A mine."""
    kind_name, plural, argument = "mine", "mines", "name"
    linked = countable = True
    schema_type = "Product"
    name: api.Words
    abbr: api.Line | None = None
    page: api.Url | None = None

    @property
    def described_as(self):
        return "Thing" if self.abbr else "Product"

def setup(app):
    for kind in (Call, Demand, Mine):
        api.add_kind(app, kind)
'''
)
REGISTER = """
# Register

```{actor} Anna
:kind: person
```

```{actor} Secret
:kind: person
:tlp: RED
```

```{call} Gdynia
:on: 2026-02-17/2026-02-18
:told: 2026-02-01
:sort: urgent
:place: Berth 4; east
:remark: By night
:crew: Anna, Secret
```

```{call} Undated
```

```{call} Hidden
:on: 2026-02-17
:tlp: RED
```

```{demand} Leave the port
:id: leave
:by: Anna
:deadline: 2026-05
```

```{demand} Pay
:deadline: 2026-05-01
:fulfilled: yes
:disputed: yes
```

```{mine} influence mine
:page: https://mines.example.org/
```

```{mine} Limpet
:abbr: LM
```

Of influence mines and an influence mine.
"""
BRIEF = """
---
brief: {date: 2026-05-20}
---
# Brief

See {demand}`leave`.

```{demands}
:as: list
```
"""
FILES = {"conf.py": CONF, "register.md": REGISTER, "brief.md": BRIEF}


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def cards(built: Built, kind: str) -> dict[str, dict[str, object]]:
    text = built.text(f"_static/briefing-cards/{kind}-0.js")
    found: dict[str, dict[str, object]] = json.loads(text.partition(",")[2].rpartition(")")[0])
    return found


def test_calendars_hold_what_is_on_a_day_and_what_falls_due(build: Build) -> None:
    built = build(FILES)
    calendar: Any = Calendar.from_ical(built.path("calendar.ics").read_bytes())
    entries = {str(one["uid"]).partition("@")[0]: one for one in calendar.walk("VEVENT")}
    assert set(entries) == {"call-gdynia", "demand-leave"}
    call, demand = entries["call-gdynia"], entries["demand-leave"]
    assert str(call["summary"]) == "Gdynia"
    assert str(call["location"]) == "Berth 4; east"
    assert str(call["description"]) == "By night\n\nCrew: Anna"
    assert call["categories"].to_ical() == b"Call,Urgent"
    assert call["dtstamp"].dt.date().isoformat() == "2026-02-01"
    assert [call[end].dt.isoformat() for end in ("dtstart", "dtend")] == [
        "2026-02-17",
        "2026-02-19",
    ]
    assert str(demand["summary"]) == "Until: Leave the port (Anna) (2026-05)"
    assert demand["dtstart"].dt.isoformat() == "2026-05-31"
    assert str(demand["url"]) == "https://briefs.example.org/register.html#demand-leave"


def test_what_falls_due_is_overdue_on_the_day_of_the_page(build: Build) -> None:
    built = build(FILES, "text")
    assert built.warnings == [
        "register.md:29: WARNING: demand 'leave' was due 2026-05 and is still open "
        "[briefing.overdue]"
    ]
    register = words(built.text("register.txt"))
    assert "**Leave the port** By: Anna · Until: 2026-05 · overdue" in register
    assert "**Pay** Until: 2026-05-01 · Fulfilled: yes · Disputed: yes" not in register
    assert "Until: 2026-05-01 · Fulfilled: yes · disputed" in register
    assert "overdue" not in built.text("brief.txt")
    later = {"brief.md": BRIEF.replace("2026-05-20", "2026-06-20")}
    assert "Until: 2026-05 · overdue" in words(built.again(later).text("brief.txt"))


def test_the_ledger_says_what_is_overdue(build: Build) -> None:
    built = build(FILES, "ledger")
    ledger, schema = (json.loads(built.text(f"ledger{end}.json")) for end in ("", ".schema"))
    assert ledger["demands"]["leave"]["overdue"] is True
    assert ledger["demands"]["pay"]["overdue"] is False
    assert "overdue" not in ledger["calls"]["gdynia"]
    jsonschema.validate(ledger, schema)
    without = {**ledger["demands"]["pay"], "overdue": "no"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**ledger, "demands": {"pay": without}}, schema)


def test_cards_say_until_when_and_that_it_is_disputed(build: Build) -> None:
    built = build(FILES)
    demands = cards(built, "demand")
    assert demands["demand-leave"]["d"] == "2026-05-31"
    assert "b" not in demands["demand-leave"]
    assert "d" not in demands["demand-pay"]
    assert demands["demand-pay"]["c"] == 1
    assert "b" not in demands["demand-pay"]


def test_programs_read_what_it_is(build: Build) -> None:
    built = build(FILES)
    page = built.text("register.html")
    script = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    top = "https://briefs.example.org/register.html"
    things = {one["@id"].partition("#")[2]: one for one in json.loads(script)["@graph"]}
    assert things["call-gdynia"] == {
        "@type": "Event", "@id": f"{top}#call-gdynia", "name": "Gdynia",
    }  # fmt: skip
    assert things["mine-influence-mine"] == {
        "@type": "Product",
        "@id": f"{top}#mine-influence-mine",
        "name": "influence mine",
        "url": "https://mines.example.org/",
    }
    assert things["mine-limpet"]["@type"] == "Thing"
    assert things["mine-limpet"]["alternateName"] == "LM"
    assert "call-hidden" not in things
    assert not any(name.startswith("demand") for name in things)


@pytest.mark.parametrize("is_countable", [True, False])
def test_plurals_of_what_can_be_counted_are_linked(is_countable: bool, build: Build) -> None:
    conf = CONF if is_countable else CONF.replace("linked = countable = True", "linked = True")
    page = "# Page\n\nTwo influence mines lay there.\n"
    built = build({**FILES, "conf.py": conf, "page.md": page})
    found = built.text("page.html")
    linked = re.search(r"<a [^>]*brief-ref-mine[^>]*>(influence mines)</a>", found)
    assert (linked is not None) == is_countable
