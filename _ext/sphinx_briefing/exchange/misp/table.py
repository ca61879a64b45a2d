"""The one table of MISP: machine tags of grades, likelihoods and markings, and places of fields.

The taxonomies are those of https://github.com/MISP/misp-taxonomies: ``admiralty-scale``,
``estimative-language`` (which is that of ICD 203) and ``tlp``. Records are events and attributes of
the core format (https://www.misp-standard.org/rfc/misp-standard-core.html): a **source** is an
event, a **claim** an attribute of the event of its source, a **judgement** one of the event of its
brief, an **actor** one of an event of all of them. Ids, speakers and dates, which have no place,
are tags of a taxonomy of our own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ...vocabularies import CONFIDENCE, CREDIBILITY, ICD_203, PHIA_2025, RELIABILITY, TLP
from ..model import Holds

OWN = "sphinx-briefing"
"""The namespace of our own tags: ``sphinx-briefing:by="e5"``."""

NO_DATE = "1970-01-01"
"""The date of an event whose source or brief has none; no build knows the day it is made on."""

NEAREST: Mapping[str, str] = MappingProxyType(
    dict(zip(PHIA_2025.values, ICD_203.values, strict=True))
)
"""Words of the PHIA yardstick by the words of ICD 203 whose bands are nearest, which are those in
the same place of the scale. The word itself is kept in a tag of our own."""


def _values(scale_values: tuple[str, ...]) -> Mapping[str, str]:
    return MappingProxyType({value.lower().replace(" ", "-"): value for value in scale_values})


TAXONOMIES: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "reliability": ("admiralty-scale:source-reliability", _values(RELIABILITY.values)),
        "credibility": ("admiralty-scale:information-credibility", _values(CREDIBILITY.values)),
        "likelihood": ("estimative-language:likelihood-probability", _values(ICD_203.values)),
        "confidence": (
            "estimative-language:confidence-in-analytic-judgment", _values(CONFIDENCE.values)
        ),
        "tlp": ("tlp", _values(TLP.values)),
    }
)  # fmt: skip
"""By field, the namespace and predicate of its tag, and what its values mean here. The tags of
``tlp`` have no value, and the marking as their predicate."""

HOLDS: Holds = MappingProxyType(
    {
        "actor": {
            "id": f"{OWN}:actor", "name": "Attribute: value", "kind": f"{OWN}:kind",
            "text": "Attribute: comment", "tlp": "tlp",
        },
        "source": {
            "id": f"{OWN}:source", "title": "Event: info", "date": "Event: date",
            "reliability": TAXONOMIES["reliability"][0], "url": "Attribute: link",
            "text": "Attribute: comment", "tags": "Tag", "tlp": "tlp",
        },
        "claim": {
            "id": f"{OWN}:claim", "statement": "Attribute: value", "by": f"{OWN}:by",
            "date": f"{OWN}:date", "credibility": TAXONOMIES["credibility"][0],
            "source": f"Event, {OWN}:from", "text": "Attribute: comment", "tags": "Tag",
            "tlp": "tlp",
        },
        "judgement": {
            "id": f"{OWN}:judgement", "statement": "Attribute: value",
            "likelihood": f"{TAXONOMIES['likelihood'][0]}, {OWN}:likelihood",
            "confidence": TAXONOMIES["confidence"][0], "text": "Attribute: comment",
            "tags": "Tag", "tlp": "tlp",
        },
    }
)  # fmt: skip
"""The fields that are held, and their places."""

_TAG = re.compile(r'(?P<name>[^:="]+:[^="]+)="(?P<value>.*)"', re.DOTALL)


def tag_of(field: str, value: str) -> str:
    """The machine tag of a grade; empty where the taxonomy has none.

    >>> tag_of("reliability", "B"), tag_of("likelihood", "very likely"), tag_of("tlp", "AMBER")
    ('admiralty-scale:source-reliability="b"', \
'estimative-language:likelihood-probability="very-likely"', 'tlp:amber')
    """
    name, values = TAXONOMIES[field]
    wanted = NEAREST.get(value, value) if field == "likelihood" else value
    found = next((tag for tag, means in values.items() if means == wanted), "")
    if not found:
        return ""
    return f"{name}:{found}" if field == "tlp" else f'{name}="{found}"'


def own_tag(predicate: str, value: str) -> str:
    """A tag of our own taxonomy."""
    return f'{OWN}:{predicate}="{value}"'


def split_tag(tag: str) -> tuple[str, str]:
    """The name and the value of a machine tag; the value is empty where it has none.

    >>> split_tag('admiralty-scale:source-reliability="b"'), split_tag("tlp:amber")
    (('admiralty-scale:source-reliability', 'b'), ('tlp:amber', ''))
    """
    match = _TAG.fullmatch(tag)
    return (match["name"], match["value"]) if match else (tag, "")


def meaning_of(tag: str) -> tuple[str, str]:
    """The field that a tag of a taxonomy fills, and its value; both empty for other tags.

    The value alone is empty where the taxonomy has no such value.

    >>> meaning_of('admiralty-scale:information-credibility="2"'), meaning_of("tlp:white")
    (('credibility', '2'), ('tlp', 'CLEAR'))
    """
    name, value = split_tag(tag)
    if name.lower().startswith("tlp:") and not value:
        level = name[4:].strip().lower()
        return "tlp", {"white": "CLEAR"}.get(level, TAXONOMIES["tlp"][1].get(level, ""))
    for field, (of, values) in TAXONOMIES.items():
        if name.lower() == of and field != "tlp":
            return field, values.get(value.lower(), "")
    return "", ""
