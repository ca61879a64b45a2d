"""The closed scales of the trade, each with its printed labels and its source.

A :class:`Scale` is a closed, ordered vocabulary. Nothing here knows Sphinx or docutils.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

VERSION = "2026.1"
"""Version of the vocabularies as a whole; it changes when any entry does."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One entry of a scale.

    ``value`` is what is stored, ``label`` what is printed; ``low`` and ``high`` bound a
    likelihood in per cent (``None`` for scales without probabilities).
    """

    value: str
    label: str
    low: int | None = None
    high: int | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def band(self) -> str:
        """The percentage band as printed, with a dash between its ends, or an empty string."""
        if self.low is None or self.high is None:
            return ""
        low, high = (">" if self.open_low else ""), ("<" if self.open_high else "")
        return f"{low}{self.low}\N{EN DASH}{high}{self.high} %"


@dataclass(frozen=True, slots=True)
class Scale:
    """A closed vocabulary, lowest or first grade first.

    ``catalog`` is the catalogue of messages that translates its labels, where ours does not.
    """

    name: str
    title: str
    source: str
    grades: tuple[Grade, ...]
    synonyms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    catalog: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The stored values in the order of the scale."""
        return tuple(grade.value for grade in self.grades)

    @property
    def is_of_likelihood(self) -> bool:
        """Whether all of its grades have bounds in per cent."""
        return all(grade.band for grade in self.grades)

    def read(self, text: str) -> str:
        """Return the stored value that ``text`` means.

        :raises ValueError: if the text is not on the scale; the message names the choices.
        """
        wanted = " ".join(text.split()).casefold()
        for value in self.values:
            if value.casefold() == wanted:
                return value
        if wanted in self.synonyms:
            return self.synonyms[wanted]
        raise ValueError(f"{text!r} is not one of: {', '.join(self.values)}")

    def grade(self, value: str) -> Grade | None:
        """The grade stored as ``value``, or ``None``."""
        return next((grade for grade in self.grades if grade.value == value), None)

    def label(self, value: str) -> str:
        """The printed label of a stored value (the value itself when unknown)."""
        grade = self.grade(value)
        return grade.label if grade else value

    def rank(self, value: str) -> int:
        """Position on the scale; values that are not on it come last."""
        return self.values.index(value) if value in self.values else len(self.grades)


RELIABILITY = Scale(
    "reliability",
    "Source reliability",
    "Admiralty code (NATO AJP-2.1; UK JDP 2-00), letters A to F",
    (
        Grade("A", "Completely reliable"),
        Grade("B", "Usually reliable"),
        Grade("C", "Fairly reliable"),
        Grade("D", "Not usually reliable"),
        Grade("E", "Unreliable"),
        Grade("F", "Reliability cannot be judged"),
    ),
)
"""Admiralty reliability of a source (NATO AJP-2.1)."""

CREDIBILITY = Scale(
    "credibility",
    "Information credibility",
    "Admiralty code (NATO AJP-2.1; UK JDP 2-00), digits 1 to 6",
    (
        Grade("1", "Confirmed by other sources"),
        Grade("2", "Probably true"),
        Grade("3", "Possibly true"),
        Grade("4", "Doubtful"),
        Grade("5", "Improbable"),
        Grade("6", "Truth cannot be judged"),
    ),
)
"""Admiralty credibility of a piece of information (NATO AJP-2.1)."""

PHIA_2025 = Scale(
    "phia-2025",
    "Likelihood (PHIA probability yardstick)",
    "UK Professional Head of Intelligence Assessment, probability yardstick, March 2025",
    (
        Grade("remote chance", "Remote chance", 0, 5, open_low=True),
        Grade("highly unlikely", "Highly unlikely", 10, 20),
        Grade("unlikely", "Unlikely", 25, 35),
        Grade("realistic possibility", "Realistic possibility", 40, 50, open_high=True),
        Grade("likely", "Likely or probable", 55, 75),
        Grade("highly likely", "Highly likely", 80, 90),
        Grade("almost certain", "Almost certain", 95, 100, open_high=True),
    ),
    MappingProxyType({"probable": "likely", "likely or probable": "likely"}),
)
"""The PHIA probability yardstick of March 2025; the gaps between bands are on purpose."""

ICD_203 = Scale(
    "icd-203",
    "Likelihood (ICD 203)",
    "US Intelligence Community Directive 203, Analytic Standards (2015)",
    (
        Grade("almost no chance", "Almost no chance / remote", 1, 5),
        Grade("very unlikely", "Very unlikely / highly improbable", 5, 20),
        Grade("unlikely", "Unlikely / improbable", 20, 45),
        Grade("roughly even chance", "Roughly even chance / roughly even odds", 45, 55),
        Grade("likely", "Likely / probable", 55, 80),
        Grade("very likely", "Very likely / highly probable", 80, 95),
        Grade("almost certain", "Almost certain / nearly certain", 95, 99),
    ),
    MappingProxyType(
        {
            "remote": "almost no chance",
            "highly improbable": "very unlikely",
            "improbable": "unlikely",
            "roughly even odds": "roughly even chance",
            "probable": "likely",
            "highly probable": "very likely",
            "nearly certain": "almost certain",
        }
    ),
)
"""The likelihood terms of ICD 203 (2015)."""

OWN_LIKELIHOODS = (PHIA_2025, ICD_203)
"""The likelihood scales of the toolkit, of which ``briefing_likelihood`` chooses one."""


def likelihood_rank(value: str, scales: Iterable[Scale] = OWN_LIKELIHOODS) -> int:
    """The place of a likelihood, in per cent of its lower bound, whichever scale it is on."""
    grades = (scale.grade(value) for scale in scales)
    return next((grade.low for grade in grades if grade and grade.low is not None), 101)


CONFIDENCE = Scale(
    "confidence",
    "Analytic confidence",
    "UK PHIA and US ICD 203: low, moderate, high",
    (
        Grade("low", "Low confidence"),
        Grade("moderate", "Moderate confidence"),
        Grade("high", "High confidence"),
    ),
)
"""Confidence in a judgement, kept apart from its likelihood (ICD 203, PHIA)."""

TLP = Scale(
    "tlp",
    "Traffic Light Protocol",
    "FIRST Traffic Light Protocol 2.0 (August 2022)",
    (
        Grade("CLEAR", "TLP:CLEAR"),
        Grade("GREEN", "TLP:GREEN"),
        Grade("AMBER", "TLP:AMBER"),
        Grade("AMBER+STRICT", "TLP:AMBER+STRICT"),
        Grade("RED", "TLP:RED"),
    ),
    MappingProxyType(
        {
            "white": "CLEAR",
            "tlp:white": "CLEAR",
            "tlp:clear": "CLEAR",
            "tlp:green": "GREEN",
            "tlp:amber": "AMBER",
            "tlp:amber+strict": "AMBER+STRICT",
            "tlp:red": "RED",
        }
    ),
)
"""FIRST TLP 2.0, most open first; ``WHITE`` is the old word for ``CLEAR``."""


def old_word(tlp: str) -> str:
    """The advice to the author of a marking that TLP 2.0 has renamed; empty for the others."""
    if tlp.strip().casefold().removeprefix("tlp:") == "white":
        return "TLP:WHITE is called TLP:CLEAR since TLP 2.0; it is read as CLEAR"
    return ""


SOURCE_TYPE = Scale(
    "source type",
    "Type of source",
    "sphinx-briefing",
    (
        Grade("news", "News"),
        Grade("statement", "Statement"),
        Grade("speech", "Speech"),
        Grade("report", "Report"),
        Grade("legal", "Legal"),
        Grade("dataset", "Dataset"),
        Grade("social", "Social"),
        Grade("interview", "Interview"),
    ),
)
ACTOR_KIND = Scale(
    "actor kind",
    "Kind of actor",
    "sphinx-briefing, after the schemata of FollowTheMoney (OpenSanctions)",
    (
        Grade("person", "Person"),
        Grade("state", "State"),
        Grade("organisation", "Organisation"),
        Grade("group", "Group"),
        Grade("programme", "Programme"),
        Grade("vessel", "Vessel"),
    ),
    MappingProxyType(
        {
            "organization": "organisation",
            "company": "organisation",
            "publicbody": "organisation",
            "public body": "organisation",
            "country": "state",
            "ship": "vessel",
        }
    ),
)
EVENT_KIND = Scale(
    "event kind",
    "Kind of event",
    "sphinx-briefing",
    (
        Grade("meeting", "Meeting"),
        Grade("agreement", "Agreement"),
        Grade("statement", "Statement"),
        Grade("decision", "Decision"),
        Grade("vote", "Vote"),
        Grade("attack", "Attack"),
        Grade("incident", "Incident"),
        Grade("other", "Other"),
    ),
)
"""What happened, in the words of sphinx-briefing.

A *meeting* brings actors together, a call or a summit included; an *agreement* is signed or reached
by them. A *statement* is made to the public, a *decision* taken by one body, a *vote* cast in one.
An *attack* is the use of force, an *incident* what nobody planned or owns up to, *other* all else.
"""

MEETINGS = frozenset({"meeting", "agreement"})
"""The kinds of event whose actors met each other."""
ATTACKS = frozenset({"attack"})
"""The kinds of event whose actors attacked its targets."""

STANCE = Scale(
    "stance",
    "Stance",
    "sphinx-briefing",
    (
        Grade("for", "For"),
        Grade("against", "Against"),
        Grade("conditional", "Conditional"),
        Grade("neutral", "Neutral"),
        Grade("unclear", "Unclear"),
    ),
)
COMMITMENT_STATUS = Scale(
    "commitment status",
    "Status of a commitment",
    "sphinx-briefing",
    (
        Grade("open", "Open"),
        Grade("met", "Met"),
        Grade("missed", "Missed"),
        Grade("withdrawn", "Withdrawn"),
    ),
)
OUTCOME = Scale(
    "outcome",
    "Outcome of a judgement",
    "sphinx-briefing",
    (
        Grade("true", "Came true"),
        Grade("false", "Did not come true"),
        Grade("void", "Cannot be decided"),
    ),
)
ANALYTIC_STANDARD = Scale(
    "analytic standard",
    "Analytic standards",
    "US Intelligence Community Directive 203, Analytic Standards (2015), section D.6.e",
    (
        Grade("1", "Sources: how good they are"),
        Grade("2", "Uncertainty: said and explained"),
        Grade("3", "Reports, assumptions and judgements: told apart"),
        Grade("4", "Alternatives: weighed"),
        Grade("5", "Readers: what it means for them"),
        Grade("6", "Argument: clear and logical"),
        Grade("7", "Change: explained, as is what stays"),
        Grade("8", "Accuracy: what came of judgements"),
        Grade("9", "Pictures and tables: where they help"),
    ),
)
"""The nine analytic tradecraft standards of ICD 203 (2015), section D.6.e, in words of our own.

Analysis says how good its sources, data and methods are (1), expresses and explains uncertainties
(2), tells information from assumptions and judgements (3), weighs alternatives (4), is relevant to
its readers and speaks of implications (5), argues clearly and logically (6), explains why
judgements change or stay (7), judges accurately (8), and shows visually what is better seen (9).
"""

BRIEF_STATUS = Scale(
    "brief status",
    "Status of a brief",
    "sphinx-briefing",
    (
        Grade("draft", "Draft"),
        Grade("review", "Review"),
        Grade("final", "Final"),
        Grade("superseded", "Superseded"),
        Grade("withdrawn", "Withdrawn"),
    ),
)
