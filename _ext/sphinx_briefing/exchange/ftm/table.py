"""The one table of FollowTheMoney: schemata of kinds, properties of fields.

The schemata are those of https://followthemoney.tech/explorer/, in which OpenSanctions publishes
its lists (https://www.opensanctions.org/docs/entities/):

- an **actor** is a ``Person``, an ``Organization``, a ``PublicBody`` or a ``Vessel``; it belongs to
  others by a ``Membership``, holds offices by an ``Occupancy`` of a ``Position``, and speaks for
  others by a ``Representation``;
- a **source** is a ``Document``, an ``Article`` or a ``Table``, which those that rest on it name as
  their ``proof``;
- an **event** is an ``Event``, joined to whom it is about by an ``UnknownLink`` with that role; a
  decision with the tag ``sanction`` is a ``Sanction``;
- a **claim** is a ``Note`` on those who say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..model import Holds

OWN = "sphinx_briefing"
"""The dataset of records that are on no list of others."""

PREFIX = "briefing-"
"""What our ids of entities begin with: ``briefing-actor-e5``."""

SCHEMATA: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "person": ("Person", ""),
        "state": ("PublicBody", "State"),
        "organisation": ("Organization", ""),
        "group": ("Organization", "Group"),
        "programme": ("Organization", "Programme"),
        "vessel": ("Vessel", ""),
    }
)
"""By kind of actor, its schema, and its ``legalForm`` where the schema does not say it all."""

KINDS_OF_SCHEMATA: Mapping[str, str] = MappingProxyType(
    {
        "Person": "person",
        "LegalEntity": "organisation",
        "Organization": "organisation",
        "Company": "organisation",
        "PublicBody": "organisation",
        "Vessel": "vessel",
        "Project": "programme",
    }
)
"""The kinds of actor of schemata."""

KINDS_OF_FORMS: Mapping[str, str] = MappingProxyType(
    {form: kind for kind, (_schema, form) in SCHEMATA.items() if form}
)

SOURCES: Mapping[str, str] = MappingProxyType({"news": "Article", "dataset": "Table"})
"""The schemata of types of source; ``Document`` for all others."""
TYPES_OF_SCHEMATA: Mapping[str, str] = MappingProxyType(
    {schema: type_ for type_, schema in SOURCES.items()}
)

ACTOR: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "kind": "schema, legalForm",
        "long": "name",
        "abbr": "abbreviation",
        "aliases": "alias, imoNumber, mmsi",
        "variants": "weakAlias",
        "country": "country, flag",
        "offices": "Occupancy of a Position",
        "members": "Membership",
        "member-of": "Membership",
        "speaks-for": "Representation",
        "wikidata": "wikidataId",
        "opensanctions": "id",
        "website": "website",
        "tags": "topics, keywords",
        "source": "proof",
        "text": "notes, datasets, first_seen, last_seen",
        "id": "id",
    }
)
SOURCE: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "author": "author",
        "publisher": "publisher",
        "date": "publishedAt",
        "accessed": "retrievedAt",
        "url": "sourceUrl",
        "language": "language",
        "type": "schema",
        "tags": "keywords",
        "origin": "proof",
        "text": "notes",
        "id": "fileName",
    }
)
EVENT: Mapping[str, str] = MappingProxyType(
    {
        "title": "name",
        "date": "date, startDate, endDate",
        "kind": "keywords, schema",
        "place": "location",
        "actors": "involved",
        "host": "organizer",
        "signatories": "UnknownLink",
        "targets": "UnknownLink, entity of a Sanction",
        "outcome": "summary",
        "tags": "keywords",
        "source": "proof",
        "text": "notes",
        "id": "id",
    }
)
CLAIM: Mapping[str, str] = MappingProxyType(
    {
        "statement": "description",
        "by": "entity",
        "date": "createdAt",
        "tags": "keywords",
        "source": "proof",
        "text": "notes",
        "id": "id",
    }
)

HOLDS: Holds = MappingProxyType({"actor": ACTOR, "source": SOURCE, "event": EVENT, "claim": CLAIM})
"""The fields that are held, and the properties that hold them."""

WHYS: Mapping[str, str] = MappingProxyType(
    {
        "tlp": "FollowTheMoney has no markings; say yourself who may read the file",
        "forms": "FollowTheMoney has no inflected names",
        "link": "says how names are printed here",
    }
)

NUMBERS: Mapping[str, str] = MappingProxyType({"imoNumber": "IMO", "mmsi": "MMSI"})
"""Numbers of ships that are read as names, as they are written in prose: ``IMO 9187629``."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "weakAlias": "Also called",
        "birthDate": "Born",
        "birthPlace": "Born in",
        "deathDate": "Died",
        "incorporationDate": "Founded",
        "dissolutionDate": "Dissolved",
        "type": "Type",
        "buildDate": "Built",
        "pastFlags": "Past flags",
        "callSign": "Call sign",
        "registrationNumber": "Registered as",
        "leiCode": "LEI",
        "innCode": "INN",
        "ogrnCode": "OGRN",
        "address": "Address",
        "program": "Programme",
    }
)
"""Properties of actors that are kept in words, in the order in which they are said."""

LINKS: Mapping[str, str] = MappingProxyType(
    {"owner": "Owner", "operator": "Operator", "parent": "Parent company"}
)
"""Properties that name other entities, and are kept in words as well."""

FACTS_OF_SANCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "program": "Programme",
        "reason": "Reason",
        "status": "Status",
        "provisions": "Provisions",
    }
)

KIND_OF_EVENT = "event:"
"""What the keyword begins with that says what kind of event an ``Event`` is."""

ROLES = ("signatories", "targets")
"""Fields of events that are the ``role`` of an ``UnknownLink`` from the event."""

COUNTRIES = (
    "country", "flag", "nationality", "citizenship", "jurisdiction", "mainCountry",
)  # fmt: skip
"""Properties that give the country of an actor; the first one that is filled does."""

OFFICES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "Directorship": ("director", "organization", "Director"),
        "Employment": ("employee", "employer", "Employee"),
    }
)
"""Ties that are read as an office: who holds it, of whom, and its title where no role is said."""

SPEAKS_FOR = "speaks for"
"""The ``role`` of a ``Representation`` that says whose voice an actor is; agents of others are
not their voice."""
