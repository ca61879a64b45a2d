"""Ships and where they were seen: an extension for sphinx-briefing, to be copied.

It adds two kinds of record, fields of claims and briefs, a layout with a picture, an annex, a
check, files for a website, a reader of data files, a choice in the search and a scale of
likelihoods. All of it comes from :mod:`sphinx_briefing.api`, and from nothing else of the toolkit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_briefing import api

STATE = api.Scale(
    "ship-state",
    "State of a ship",
    "this house",
    (api.Grade("afloat", "Afloat"), api.Grade("laid-up", "Laid up"), api.Grade("sunk", "Sunk")),
)

ODDS = api.Scale(
    "odds",
    "Odds",
    "this house",
    (
        api.Grade("long", "Long odds", 0, 30),
        api.Grade("even", "About even", 30, 70),
        api.Grade("short", "Short odds", 70, 100),
    ),
)


class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""

    kind_name, plural, argument = "vessel", "vessels", "name"
    label, labels = "Vessel", "Vessels"
    layouts = ("table", "list", "fleet")
    hint = ("flag", "state", "text")
    in_files = profiled = is_facet = page_scope = True
    falls_due, schema_type = "inspection", "Vehicle"

    name: api.Words
    imo: Annotated[str | None, api.line("its number", label="IMO", filter=True)] = None
    flag: Annotated[str | None, api.country("the flag it flies", label="Flag", filter=True)] = None
    owner: Annotated[api.Ids, api.names("actor", "who owns it", label="Owner", filter=True)] = ()
    state: Annotated[str | None, api.scale(STATE, "its state", label="State", filter=True)] = None
    built: Annotated[str | None, api.date("when it was built", label="Built")] = None
    inspection: Annotated[str | None, api.date("its next one", label="Inspection")] = None
    register: Annotated[str | None, api.url("its entry", label="Register")] = None

    @property
    def is_open(self) -> bool:
        """Whether its inspection is still to come about."""
        return self.state != "sunk"

    def schema_org(self, named: api.Named) -> dict[str, object]:
        """Its properties at schema.org: those that all records have, its number and its owner."""
        properties = super().schema_org(named)
        return {
            **properties,
            "vehicleIdentificationNumber": self.imo,
            "additionalProperty": named("actor", self.owner),
        }


class Sighting(api.Record, frozen=True, kw_only=True):
    """A ship was seen."""

    kind_name, plural, argument = "sighting", "sightings", "what"
    label, labels = "Sighting", "Sightings"
    layouts = ("timeline", "list", "table")
    dated_by = said_by = ("seen",)
    in_calendar = "seen"
    hint = ("vessel", "date")
    marker = True
    rests_on, needs_source = "source", True

    what: api.Words
    vessel: Annotated[
        api.Ids, api.names("vessel", "the ship", label="Vessel", filter=True, reverse="Sightings")
    ]
    seen: Annotated[str, api.date("when", label="Seen")]


def sightings_of(vessel: Vessel, ledger: api.Ledger) -> list[Sighting]:
    """The sightings of a ship, by date."""
    found = [s for s in ledger.records("sighting").values() if vessel.id in s.vessel]
    return sorted(found, key=lambda sighting: (sighting.seen, sighting.id))


def fleet(vessels: Sequence[Vessel], context: api.RenderContext) -> list[nodes.Node]:
    """Print each ship with its last sighting, and with what its owner belongs to."""
    items = []
    for vessel in vessels:
        head = api.paragraph(api.title_link("vessel", vessel.id, vessel.name))
        for sighting in sightings_of(vessel, context.ledger)[-1:]:
            head += [nodes.Text("; last seen "), *api.value_nodes(sighting, "seen", context)]
        owners = [context.ledger.get("actor", owner) for owner in vessel.owner]
        groups = {g for owner in owners if isinstance(owner, api.Actor) for g in owner.member_of}
        for group in sorted(groups):
            head += [nodes.Text("; owned within "), api.name_link("actor", group)]
        items.append(nodes.list_item("", head))
    return [nodes.bullet_list("", *items)]


def drawing(task: api.Task) -> api.Picture | None:
    """Draw a bar for each ship, as long as its sightings are many."""
    seen = {vessel: sightings_of(vessel, task.context.ledger) for vessel in task.records}
    if not any(seen.values()):
        return None
    sheet, height = task.sheet(), 28.0 * len(seen) + 8
    for row, (vessel, sightings) in enumerate(seen.items()):
        with sheet.mark(f"{vessel.name}: {len(sightings)}", "vessel", vessel.id):
            sheet.text(0, row * 28 + 20, vessel.name, room=170)
            sheet.box(180, row * 28 + 8, 40.0 * len(sightings), 14)
    title = f"Sightings of ships: {sum(map(len, seen.values()))}"
    svg = sheet.svg(680, height, title, "A bar is as long as the sightings are many.")
    return api.Picture(svg, 680, height, title, "A bar is as long as the sightings are many.")


def flagless(ledger: api.Ledger) -> Iterator[api.Fault]:
    """A ship flies no flag."""
    for vessel in ledger.records("vessel").values():
        if not vessel.flag:
            yield api.Fault(vessel, f"vessel {vessel.id!r} flies no flag; write ':flag:'", "name")


def as_csv(export: api.Export) -> Mapping[str, bytes]:
    """Write the ships that whoever gets the file may know."""
    lines = ["id,name,flag,page"]
    for vessel in export.ledger.records("vessel").values():
        if export.holds(vessel):
            address = export.address_of(vessel)
            lines.append(f'{vessel.id},"{vessel.name}",{vessel.flag or ""},{address}')
    return {"fleet.csv": "\n".join([*lines, ""]).encode()}


def read_manifest(data: bytes) -> Iterator[Mapping[str, str]]:
    """Read a file with a ship a line: its name and, after a bar, its flag."""
    for number, line in enumerate(data.decode().splitlines(), start=1):
        name, bar, flag = line.partition("|")
        if not bar:
            raise api.Unreadable(number, "write the name of a ship, a bar, and its flag")
        yield {"name": name.strip(), "flag": flag.strip()}


def pages_by_state(ledger: api.Ledger) -> Mapping[tuple[str, str], Iterable[str]]:
    """Find the pages that write or mention a ship, by the state it is in."""
    found: dict[tuple[str, str], set[str]] = {}
    for vessel in ledger.records("vessel").values():
        if vessel.state:
            pages = found.setdefault((vessel.state, STATE.label(vessel.state)), set())
            pages.update((vessel.docname, *vessel.mentions))
    return found


def setup(app: Sphinx) -> dict[str, object]:
    """Add everything to the build that lists this extension."""
    api.add_kind(app, Vessel)
    api.add_kind(app, Sighting)
    api.add_field(app, "claim", "occasion", api.line("where it was said", filter=True))
    api.add_field(app, "brief", "desk", api.line("who wrote it", label="Desk", filter=True))
    api.add_layout(app, "fleet", fleet, picture=drawing)
    api.add_annex(app, "vessels")
    api.add_check(app, "flagless", flagless, level="note")
    api.add_exporter(app, "fleet", as_csv, on_website=True)
    api.add_reader(app, ".manifest", read_manifest)
    api.add_facet(app, "state", "State of ships", pages_by_state)
    api.add_scale(app, ODDS)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
