"""The one table of STIX 2.1: what each kind of record is there, and where its fields stand.

The objects are those of the standard (https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html):

- an **actor** is an ``identity``, its country a ``location`` that it is ``located-at``;
- what somebody says or analysts think (**claim**, **quote**, **position**, **estimate**,
  **commitment**, **event**, **judgement**, **indicator**, **hypothesis**) is a ``note`` on those
  who say it, take part in it, or on what it rests on. An ``opinion`` of STIX judges what others
  have asserted, on a scale from disagreement to agreement: that is what ``disputes`` and
  ``corroborates`` do, and each of them is one. An ``indicator`` of STIX is a pattern that machines
  match; ours are signs that people watch for, and so are notes on the judgements that they touch;
- a **recommendation** is a ``course-of-action``, a **topic** a ``grouping`` of what bears on it;
- a **brief** and a **note** are each a ``report`` on the records of its page;
- a **source** is an external reference of all that rests on it. It is an object of our own as well,
  as are **terms**, **gaps**, **assumptions**, kinds that others have added, and what has nothing to
  refer to: notes, reports and groupings must refer to something.

Fields without a place in the standard stand in an extension definition of ours, under their names
in the language, so that nothing is lost. The two axes of the Admiralty code have another one, which
consumers may use without the first. ``confidence`` is that of the claim or the judgement by the
scales of appendix A.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from ..documents import NAMESPACE
from ..model import Holds

OWN_TYPE = "x-sphinx-briefing-record"
"""The type of the objects of records that no type of STIX is for."""

OURS = uuid5(NAMESPACE_URL, NAMESPACE)
"""The namespace of our ids (UUID version 5, RFC 9562, of an address), which the standard allows
where ids shall come out the same each time (section 2.9)."""

TOOL = f"identity--{uuid5(OURS, 'identity:sphinx-briefing')}"
RECORD = f"extension-definition--{uuid5(OURS, 'extension-definition:record')}"
"""The extension that holds a record: its kind, its id, and the fields without a place in STIX."""
ADMIRALTY = f"extension-definition--{uuid5(OURS, 'extension-definition:admiralty')}"
"""The extension that holds the two axes of the Admiralty code."""
TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""The extension of OASIS for TLP 2.0:
https://github.com/oasis-open/cti-stix-common-objects/tree/main/extension-definition-specifications/tlp-2.0."""

PREFIX = "marking-definition--"
TLP_MARKINGS: Mapping[str, str] = MappingProxyType(
    {
        "CLEAR": f"{PREFIX}94868c89-83c2-464b-929b-a1a8aa3c8487",
        "GREEN": f"{PREFIX}bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "AMBER": f"{PREFIX}55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "AMBER+STRICT": f"{PREFIX}939a9414-2ddd-4d32-a0cd-375ea402b003",
        "RED": f"{PREFIX}e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
"""The marking definitions of OASIS for TLP 2.0, by marking."""
TLP_1_MARKINGS: Mapping[str, str] = MappingProxyType(
    {
        f"{PREFIX}613f2e26-407d-48c7-9eca-b8e91df99dc9": "CLEAR",
        f"{PREFIX}34098fce-860f-48ae-8e50-ebd3cc5e41da": "GREEN",
        f"{PREFIX}f88d31f6-486f-44da-b317-01333bde0b82": "AMBER",
        f"{PREFIX}5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "RED",
    }
)
"""Those of TLP 1.0, which the standard itself defines (section 7.2.1.4), as TLP 2.0 has them."""

CONFIDENCE_OF_CREDIBILITY: Mapping[str, int] = MappingProxyType(
    {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
)
"""Admiralty credibility in ``confidence`` (appendix A, "Admiralty Credibility"); 6 has none."""

CONFIDENCE_OF_LIKELIHOOD: Mapping[str, int] = MappingProxyType(
    {
        # ICD 203: appendix A, "DNI Scale"
        "almost no chance": 5,
        "very unlikely": 15,
        "unlikely": 30,
        "roughly even chance": 50,
        "likely": 70,
        "very likely": 85,
        "almost certain": 95,
        # PHIA, where its words are others: appendix A, "WEP", and "DNI Scale" for a remote chance
        "remote chance": 5,
        "highly unlikely": 10,
        "realistic possibility": 50,
        "highly likely": 90,
    }
)
"""Likelihoods in ``confidence``. The word itself is kept, and so is the confidence of analysts in
it, which is another thing: STIX has one number for both."""


def credibility_of(confidence: int) -> str:
    """The Admiralty credibility of a ``confidence`` from 0 to 100, by the ranges of appendix A.

    >>> credibility_of(80), credibility_of(79), credibility_of(0)
    ('1', '2', '5')
    """
    return str(5 - min(confidence // 20, 4))


@dataclass(frozen=True, slots=True)
class Shape:
    """The object of a kind.

    :param type: its type.
    :param places: fields that are properties of it; of a ``content``, the words that follow the
        ``abstract``.
    :param required: the properties that it must have.
    :param about: the fields that name what it is about (``object_refs``).
    :param page: whether it is about the records of its page.
    """

    type: str
    places: Mapping[str, str]
    required: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    page: bool = False

    @property
    def refers(self) -> bool:
        """Whether it must refer to other objects."""
        return self.type in ("note", "report", "grouping")


def _note(statement: str, *about: str) -> Shape:
    places = {statement: "abstract", "text": "content"} if statement else {"text": "content"}
    return Shape("note", places, ("content",), about)


_PAGE = {"title": "name"}

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "actor": Shape("identity", {"name": "name", "text": "description"}, ("name",)),
        "topic": Shape("grouping", {"name": "name", "text": "description"}),
        "event": _note("title", "actors", "host", "signatories", "targets"),
        "claim": _note("statement", "by"),
        "quote": _note("", "by"),
        "position": _note("statement", "by", "topic"),
        "commitment": _note("deliverable", "by", "to"),
        "judgement": _note("statement", "basis", "against"),
        "recommendation": Shape("course-of-action", {"text": "name"}, ("name",)),
        "estimate": _note("quantity", "by"),
        "indicator": _note("sign", "for", "against"),
        "hypothesis": _note("statement", "consistent", "inconsistent", "neutral"),
        "source": Shape(OWN_TYPE, {"title": "name", "text": "description"}),
        "term": Shape(OWN_TYPE, {"name": "name", "text": "description"}),
        "assumption": Shape(OWN_TYPE, {"statement": "name", "text": "description"}),
        "gap": Shape(OWN_TYPE, {"question": "name", "text": "description"}),
        "note": Shape("report", _PAGE, ("name",), page=True),
        "brief": Shape("report", {**_PAGE, "summary": "description"}, ("name",), page=True),
    }
)
"""By kind, what it is in STIX."""

OTHER = Shape(OWN_TYPE, {"text": "description"})
"""A kind that others have added."""

NAMED: Mapping[str, str] = MappingProxyType(
    {
        "actors": "actor", "basis": "", "against": "", "by": "actor", "consistent": "",
        "for": "judgement", "host": "actor", "inconsistent": "", "members": "actor",
        "member-of": "actor", "neutral": "", "signatories": "actor", "speaks-for": "actor",
        "targets": "actor", "to": "actor", "topic": "topic",
    }
)  # fmt: skip
"""The kinds of what fields name; empty where ids say their kind themselves."""

NAMED_BY_INDICATORS = "judgement"
"""What ``against`` names in an indicator, whose ids do not say their kind."""

TIES: Mapping[str, str] = MappingProxyType(
    {"members": "has as a member", "member-of": "is a member of", "speaks-for": "speaks for"}
)
"""Fields of actors that are a ``relationship`` as well, with its description."""

OPINIONS: Mapping[str, str] = MappingProxyType({"disputes": "disagree", "corroborates": "agree"})
"""Fields of claims that are an ``opinion`` as well, with its value."""

IDENTITY_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "person": "individual",
        "state": "organization",
        "organisation": "organization",
        "group": "group",
        "programme": "organization",
        "vessel": "system",
    }
)
"""Kinds of actors on ``identity-class-ov``; a ship is nearest to a system."""

KINDS_OF_IDENTITIES: Mapping[str, str] = MappingProxyType(
    {
        "individual": "person",
        "group": "group",
        "class": "group",
        "organization": "organisation",
        "system": "programme",
    }
)
"""The same the other way, for identities of others."""

FIRST_DATES = ("date", "made", "published")
"""Fields whose first one that is filled says when an object was created."""
LATER_DATES = ("withdrawn", "settled", "resolved", "seen", "closed", "retracted")
"""Fields that say when it was modified."""
NO_DATE = "1970-01-01T00:00:00.000Z"
"""When an object was created whose record has no date, nor has its source or its page: no build
knows the day it is made on."""

LANGUAGES = frozenset(
    "af ar az be bg ca cs cy da de dv el en eo es et eu fa fi fo fr gl gu he hi hr hu hy id is it "
    "ja ka kk kn ko ky lt lv mi mk mn mr ms mt nb nl ns pa pl ps pt qu ro ru sa se sk sl sq sv sw "
    "ta te th tl tn tr ts tt uk ur uz vi xh zh zu".split()
)
"""Languages that ``lang`` may say, as validators know them."""

IN_EXTENSION = "extensions: fields"


def _holds() -> Holds:
    """By kind and field, its place, for the manual."""
    found = {}
    for kind, shape in SHAPES.items():
        places = {**shape.places, "tlp": "object_marking_refs"}
        if kind == "actor":
            places |= {"country": "location, " + IN_EXTENSION}
            places |= dict.fromkeys(TIES, "relationship, " + IN_EXTENSION)
        if kind == "claim":
            places |= {"credibility": "confidence, " + IN_EXTENSION}
            places |= dict.fromkeys(OPINIONS, "opinion, " + IN_EXTENSION)
        if kind == "judgement":
            places |= {"likelihood": "confidence, " + IN_EXTENSION}
        places |= dict.fromkeys(shape.about, "object_refs, " + IN_EXTENSION)
        found[kind] = {**places, "*": IN_EXTENSION}
    return MappingProxyType(found)


HOLDS: Holds = _holds()
