"""The other houses of a build: their ledgers, read when the configuration has been."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.config import Config

from ..diagnostics.log import warn_of_setting
from ..houses.pinned import NotPinned, Pin, digest_of, pinned
from ..houses.places import Place, path_of, place_of
from ..houses.reading import Theirs, UnreadLedger, decoded, read, without_controls
from ..ledger.houses import House, Houses
from ..ledger_tables import FOLDER, TablesProblem, is_tables
from ..ledger_tables import read as read_tables
from ..markings import STRICTEST, Markings, may_show
from ..records import Record
from .settings import registry_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SETTING = "briefing_houses"


@dataclass(frozen=True, slots=True)
class OtherHouses:
    """The other houses as the audience of a build may know them.

    :param known: the houses, with the records that the audience may read.
    :param closed: the records that it may not, each with its marking.
    :param digest: a hash of all that is known of them.
    """

    known: Houses = field(default_factory=dict)
    closed: tuple[tuple[Record, str], ...] = ()
    digest: str = ""


_HOUSES: WeakKeyDictionary[Config, OtherHouses] = WeakKeyDictionary()
NO_HOUSES = OtherHouses()
"""Those of a build that names none."""


def houses_of(config: Config) -> OtherHouses:
    """The other houses of a build, found by its configuration."""
    return _HOUSES.get(config, NO_HOUSES)


def read_houses(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: read the ledgers of other houses, each of which may be amiss."""
    if not config.briefing_houses:
        return
    known: dict[str, House] = {}
    closed: list[tuple[Record, str]] = []
    taken: dict[str, str] = {}
    for name, value in config.briefing_houses.items():
        place = place_of(name, value)
        try:
            data, digest, pin = _data(place, Path(app.confdir))
            if (first := taken.setdefault(digest, name)) != name:
                raise UnreadLedger(f"is the ledger of {first!r} as well; name it once")
            theirs = read(data, name, registry_of(config).kinds, place.unmarked)
        except (NotPinned, UnreadLedger) as error:
            said = str(error) if isinstance(error, NotPinned) else f"{place.ledger} {error}"
            warn_of_setting(SETTING, f"{name!r}: {said}")
            known[name] = House(name, is_read=False, digest="unread")
            continue
        if theirs.left_out:
            count, first = len(theirs.left_out), theirs.left_out[0]
            what = "1 record is" if count == 1 else f"{count} records are"
            warn_of_setting(
                SETTING,
                f"{name!r}: {place.ledger}: {what} left out, as nobody could write "
                f"{'it' if count == 1 else 'them'} here; the first: {first}",
            )
        known[name], above = _opened(place, theirs, pin, digest, config)
        closed += above
    found = blake2b(digest_size=16)
    for house in known.values():
        found.update(f"{house.name}\x1f{house.digest}\x1f".encode("utf-8", "surrogatepass"))
    _HOUSES[config] = OtherHouses(MappingProxyType(known), tuple(closed), found.hexdigest())


def _data(place: Place, conf: Path) -> tuple[dict[str, Any], str, Pin | None]:
    """A ledger as plain data, a hash of its files, and what is pinned of one that was fetched.

    :raises UnreadLedger: if it cannot be read.
    :raises NotPinned: if it has not been fetched.
    """
    if place.is_remote:
        data, pin = pinned(place, conf)
        return decoded(data), pin.sha256, pin
    path = path_of(place, conf)
    try:
        if path.is_dir():
            return _tables(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadLedger("is not there; the path begins at conf.py") from None
    except OSError as error:
        raise UnreadLedger(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a path that no system has
        raise UnreadLedger(f"cannot be read: {error}") from None
    return decoded(data), digest_of(data), None


def _tables(folder: Path) -> tuple[dict[str, Any], str, None]:
    """A ledger in tables."""
    if not is_tables(folder) and is_tables(folder / FOLDER):
        folder /= FOLDER
    if not is_tables(folder):
        raise UnreadLedger("is a folder without tables; name a ledger.json, or a folder of tables")
    found = sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            found.update(f"\x1f{path.name}\x1f".encode() + path.read_bytes())
    try:
        return without_controls(read_tables(folder)), found.hexdigest(), None
    except TablesProblem as problem:
        raise UnreadLedger(f"cannot be read: {problem}") from None


def _opened(
    place: Place, theirs: Theirs, pin: Pin | None, digest: str, config: Config
) -> tuple[House, list[tuple[Record, str]]]:
    """A house as the audience may know it, and the records that it may not."""
    audience = config.briefing_audience or STRICTEST
    markings = Markings(theirs.markings, place.unmarked or config.briefing_unmarked)
    entries, closed = [], []
    for entry in theirs.entries:
        marking = markings.of(entry.record)
        if may_show(marking, audience):
            entries.append(entry)
        else:
            closed.append((entry.record, marking))
    gone = pin.withdrawn if pin is not None else {}
    withdrawn = {(kind, f"{place.name}:{one}") for kind, ids in gone.items() for one in ids}
    said = (place.pages, place.title, place.unmarked, place.suffix, sorted(withdrawn))
    pages = theirs.titles.items()
    titles = {page: title for page, title in pages if markings.may_show_page(page, audience)}
    house = House(
        place.name,
        place.title,
        tuple(entries),
        titles,
        theirs.markings,
        place.pages,
        place.suffix,
        frozenset(withdrawn),
        digest=f"{digest}{said!r}",
    )
    return house, closed


def setup(app: Sphinx) -> None:
    """Read them when our settings have been checked, and before sources are pruned."""
    app.connect("config-inited", read_houses, priority=205)
