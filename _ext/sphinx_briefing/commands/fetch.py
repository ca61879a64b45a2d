"""``sphinx-briefing fetch``: bring the ledgers of other houses into copies that builds read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..texts import counted
from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..houses.pinned import Pin
    from ..houses.places import Place
    from ..records import Kinds

EXAMPLES = ("fetch", "fetch un")

MEGABYTES = 10
"""Progress is told after so many."""


def fetch(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            show_default=False,
            help="Houses of briefing_houses; default: all that are on the web.",
        ),
    ] = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Fetch the ledgers of other houses from the web.

    Writes each to houses/NAME.json beside the conf.py, pins it in houses.json, and says what has
    changed. Builds read these copies, and never ask the network.
    """
    sources, folder = find_project("", source, conf)
    places, kinds = _places(sources, folder)
    wanted = [place for place in places.values() if place.is_remote]
    if names:
        if unknown := [name for name in names if name not in places]:
            there = ", ".join(places) or "none"
            raise ValueError(f"house {unknown[0]!r} is not in briefing_houses; there are: {there}")
        wanted = [places[name] for name in dict.fromkeys(names)]
    if not wanted:
        tell("briefing_houses names no ledger on the web; there is nothing to fetch")
    problems = []
    for place in wanted:
        try:
            print(f"{place.name}: {_fetched(place, folder, kinds)}")
        except (ValueError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            problems.append(f"{place.name}: {place.ledger} {reason}")
    for problem in problems[:-1]:
        tell(problem)
    if problems:
        raise ValueError(problems[-1])


def _places(sources: Path, conf: Path) -> tuple[dict[str, Place], Kinds]:
    """The houses of a project, and its kinds of record."""
    from ..config.houses import SETTING
    from ..config.settings import registry_of
    from ..houses.places import place_of
    from .reading import application_read

    said = io.StringIO()
    with application_read(sources, conf, said, pages=False) as app:
        written = app.config.briefing_houses
        places = {name: place_of(name, value) for name, value in written.items()}
        kinds = registry_of(app.config).kinds
    for line in said.getvalue().splitlines():  # not that something has to be fetched
        if SETTING in line and "sphinx-briefing fetch" not in line:
            tell(line.partition("WARNING: ")[2] or line)
    return places, kinds


def _fetched(place: Place, conf: Path, kinds: Kinds) -> str:
    """Fetch the ledger of a house; return what has changed.

    :raises ValueError: if it cannot be fetched, or is none; nothing is written then.
    """
    from ..capture.data_files import fetch_data
    from ..files import write_atomically
    from ..houses.changes import changes_between, withdrawn_by_now
    from ..houses.pinned import FOLDER, Pin, copy_of, digest_of, read_pins, write_pins
    from ..houses.reading import UnreadLedger, decoded, names_in, read

    if not place.is_remote:
        return f"is read where it lies: {place.ledger}"
    pins = read_pins(conf)
    path, pin = copy_of(place.name, conf), pins.get(place.name)
    old = path.read_bytes() if path.is_file() else b""
    is_known = pin is not None and pin.address == place.ledger and pin.sha256 == digest_of(old)
    known = pin.etag if pin is not None and is_known else ""
    sent = fetch_data(place.ledger, known=known, progress=_progress(place.name))
    if sent is None:
        return "not modified"
    data = decoded(sent.data)
    after = names_in(data, kinds)
    theirs = read(data, place.name, kinds)
    try:
        before = names_in(decoded(old), kinds) if old else {}
    except UnreadLedger:  # somebody has written over it
        before = {}
    changes = changes_between(before, after)
    gone = withdrawn_by_now(_withdrawn(pin, place), changes, after)
    pins[place.name] = Pin(
        place.ledger, digest_of(sent.data), int(data["schema"]), sent.date, sent.etag, gone
    )
    # A copy that is not the pinned one is fetched again, and what it lacks is known by then.
    write_pins(conf, pins)
    write_atomically(path, sent.data)
    what = f"{changes}" if old else counted(sum(map(len, after.values())), "record")
    left_out = theirs.left_out
    left = f"; {len(left_out)} left out, the first: {left_out[0]}" if left_out else ""
    return f"{what}, in {FOLDER}/{path.name}{left}"


def _withdrawn(pin: Pin | None, place: Place) -> dict[str, list[str]]:
    """What had been withdrawn before, of the same ledger."""
    return pin.withdrawn if pin is not None and pin.address == place.ledger else {}


def _progress(name: str) -> Callable[[int], None]:
    """Tell people at a terminal how much has come."""
    told = 0

    def progress(count: int) -> None:
        nonlocal told
        megabytes = count // 1_000_000
        if sys.stderr.isatty() and megabytes >= told + MEGABYTES:
            told = megabytes
            tell(f"{name}: {megabytes} MB …")

    return progress
