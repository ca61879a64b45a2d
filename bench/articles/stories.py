"""What articles say: the same facts in other words, and the same words shortened and rewritten.

A sentence is a pattern with choices (``[agreed|decided]``). Who writes of the same facts makes
choices of their own; who retells a text keeps most of those that were made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*)\]")

COUNTRIES = ("Norland", "Westmark", "Ostria", "Galdria", "Semara", "Tolmen", "Veria", "Corland")
TOWNS = ("Aldersund", "Brenwick", "Karsk", "Lovina", "Mirefort", "Novaport", "Oskol", "Tarnhaven")
PEOPLE = (
    "Ada Lindqvist", "Marek Wolny", "Ines Carvalho", "Tomas Hale", "Oksana Melnyk", "Pierre Vasseur",
    "Jana Richter", "Luca Ferri", "Nadia Petrenko", "Owen Marsh", "Helga Brandt", "Samir Haddad",
)  # fmt: skip
TOPICS = (
    "air defence", "grain exports", "port security", "a prisoner exchange", "frozen assets",
    "border controls", "undersea cables", "the gas pipeline", "mine clearance", "steel tariffs",
)  # fmt: skip

FACTS = (
    ("[Ministers|Delegations|Envoys|Officials] from {a} and {b} [met|gathered|held talks|sat down] in {town} [on {weekday}|this {weekday}|late on {weekday}] to [discuss|settle|work through|negotiate] {topic}.",
     "[Talks|Negotiations|Consultations] on {topic} [opened|took place|were held] [on {weekday} in {town}|in {town} on {weekday}], [with|bringing together|attended by] [delegations|ministers|envoys] of {a} and {b}."),
    ("[They|The two sides|Both governments|The delegations] [agreed|decided|undertook] to [spend|set aside|commit|make available] {n} million euros [over the next|within|for the coming] {m} years.",
     "[A sum of|Some|About] {n} million euros [will be|is to be|would be] [spent|provided|put up] [by both governments|by the two states|jointly] [over|in the course of|during] {m} years."),
    ("[The first|A first|An initial] [stage|phase|step] [is due to|should|will] [begin|start|get under way] [in {month}|by {month}|before the end of {month}], [according to|says|as set out in] [a|the] [joint paper|joint statement|communiqué].",
     "[Work|The programme|Implementation] [starts|is to start|will begin] [in {month}|no later than {month}], [a joint text|the final document|the paper they signed] [says|states|sets out]."),
    ("[Critics|Opposition politicians|Several members of parliament] [called|described|dismissed] the [plan|deal|arrangement] [as|to be] [too little|late and vague|a missed chance], [pointing to|citing|referring to] [delays|rising costs|the failure] of [earlier|previous|past] [projects|promises|agreements].",
     "[In parliament|At home|Among the opposition], the [agreement|deal|project] [met with|ran into|drew] [doubts|criticism|scorn]: [earlier|previous] [promises|pledges|schemes] [had come to nothing|were never kept|ended in delay]."),
    ("{person}, [who led|who headed|at the head of] the [delegation|team|mission] of {a}, [said|told reporters|told journalists] that [no|not a single] [date|timetable] [had been|was] [fixed|set] for [a second round|further talks|another meeting].",
     "[Another meeting|A second round|A follow-up] [has not been|was not] [scheduled|arranged], [said|explained|confirmed] {person}, [chief negotiator|lead envoy|head of delegation] of {a}."),
    ("[At least|Some|About|Around] {n2} [people|workers|experts|soldiers] [would|are expected to|could] [take part|be deployed|be involved], [most|two thirds|the majority] of them [from|sent by|provided by] {b}.",
     "{b} [is to|will|would] [provide|send|supply] [most|the bulk|two thirds] of the [roughly|about|some] {n2} [specialists|staff|personnel] [needed|involved|foreseen]."),
    ("[Observers|Analysts|Diplomats] [in {town}|close to the talks|following the process] [warned|cautioned|noted] that [a change of government|the election] in {b} [in {month}|this autumn|next year] [could|might] [undo|delay|unravel] [the deal|what was agreed|the arrangement].",
     "[Much|A great deal] [depends|will depend|hangs] on the [election|vote] in {b}, [diplomats|analysts|observers] [said|believe|cautioned]; [a new government|other leaders] [may|could] [walk away|drop the deal|start again]."),
    ("[Neither|None] of the [two sides|parties|governments] [commented|would comment] on [reports|claims|rumours] that {c} [had been|was] [asked|invited] to [join|take part|guarantee the deal].",
     "[Reports|Claims] [that {c} had been invited|of an invitation to {c}] were [neither confirmed nor denied|left without comment|not addressed]."),
    ("[A|The] [monitoring|verification|control] [mission|mechanism|group] with [its seat|headquarters|an office] in {town2} [is to|will] [report|inform the public|publish its findings] [every|each] {m2} months.",
     "[Every|Each] {m2} months, a [group|mission|panel] [based|seated] in {town2} [will|is to] [check|verify|examine] [progress|whether both sides comply|how far things have come]."),
    ("[Trade|Commerce|Exchange] between [the two countries|{a} and {b}] [fell|dropped|shrank] by {p} per cent [last year|over the past year], [figures|data] [of|from] the [statistical office|national bank|chamber of commerce] [show|indicate].",
     "[According to|As shown by] the [statistical office|central bank], [bilateral trade|trade between both states] [was down|had fallen] [{p} per cent|by {p} per cent] [last year|in the year before]."),
)  # fmt: skip
"""Facts, each in two shapes with choices."""

QUOTES = (
    "\u201cThis is not the end of the road, but we can see where it leads,\u201d {person} said.",
    "\u201cWe have waited four winters for this paper, and we will not wait for a fifth,\u201d said {person2}.",
    "\u201cNobody left the room happy, and that is a good sign,\u201d {person2} told reporters.",
    "\u201cWhat counts is not the signature but the first convoy,\u201d {person} said after the meeting.",
)  # fmt: skip
"""What was said before everybody, and is quoted by everybody."""

BACKGROUND = (
    "Relations between {a} and {b} have been strained since the blockade of {town2} four years ago, when "
    "shipping in the strait came to a halt for eleven weeks and insurance rates rose tenfold.",
    "The two governments signed a framework agreement on {topic} in 2022, which parliament in {a} never "
    "ratified and which lapsed after eighteen months without having been applied.",
)  # fmt: skip
"""What a newsroom repeats below each of its articles on a matter."""

TITLES = (
    "{A} and {b} [agree on|reach a deal on|move closer on] {topic}",
    "[Deal|Breakthrough|Agreement] on {topic} [after talks in|in|at] {town}",
    "{topic2}: [what {a} and {b} agreed|two governments set out a plan|a first step in {town}]",
    "[Talks in {town}|{town} talks] [end with|bring|yield] [a plan|an accord] for {topic}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as far as articles tell it."""

    words: tuple[tuple[str, str], ...]

    def filled(self, text: str) -> str:
        """A pattern with the names and numbers of the event."""
        return text.format(**dict(self.words))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern, and the choice made at each place of it."""

    pattern: str
    choices: tuple[int, ...] = ()

    def text(self, event: Event) -> str:
        """The sentence as it is printed."""
        choices = iter(self.choices)

        def chosen(match: re.Match[str]) -> str:
            return match[1].split("|")[next(choices)]

        text = event.filled(_CHOICE.sub(chosen, self.pattern))
        return text[0].upper() + text[1:]


def made_up_event(random: Random) -> Event:
    """An event with other names and numbers than others."""
    a, b, c = random.sample(COUNTRIES, 3)
    town, town2 = random.sample(TOWNS, 2)
    person, person2 = random.sample(PEOPLE, 2)
    topic = random.choice(TOPICS)
    words = {
        "a": a, "A": a, "b": b, "c": c, "town": town, "town2": town2, "person": person,
        "person2": person2, "topic": topic, "topic2": topic[0].upper() + topic[1:],
        "n": random.randint(20, 900), "m": random.randint(2, 9), "n2": random.randint(3, 90) * 10,
        "m2": random.randint(2, 6), "p": random.randint(3, 40),
        "weekday": random.choice("Monday Tuesday Wednesday Thursday Friday".split()),
        "month": random.choice("January March May September November".split()),
    }  # fmt: skip
    return Event(tuple((name, str(value)) for name, value in words.items()))


def _chosen(random: Random, pattern: str) -> Sentence:
    sizes = [match.count("|") + 1 for match in _CHOICE.findall(pattern)]
    return Sentence(pattern, tuple(map(random.randrange, sizes)))


def written(random: Random, *, background: bool = False) -> list[Sentence]:
    """The sentences of an article by somebody who was there: facts in words of their own."""
    facts = random.sample(FACTS[1:], random.randint(6, 8))
    found = [_chosen(random, random.choice(shapes)) for shapes in (FACTS[0], *facts)]
    for quote in random.sample(QUOTES, 2):
        found.insert(random.randint(1, len(found)), Sentence(quote))
    if background:
        found += map(Sentence, BACKGROUND)
    return found


def title(random: Random, event: Event) -> str:
    """A title of an article on an event."""
    return _chosen(random, random.choice(TITLES)).text(event)


def shortened(random: Random, text: Sequence[Sentence]) -> list[Sentence]:
    """Half of an article, in its words and its order."""
    count = max(4, round(len(text) * random.uniform(0.4, 0.65)))
    kept = sorted(random.sample(range(1, len(text)), count - 1))
    return [text[0], *(text[at] for at in kept)]


def rewritten(random: Random, text: Sequence[Sentence], share: float) -> list[Sentence]:
    """An article in somewhat other words: some choices made anew, some sentences moved or gone.

    :param share: of the choices that are made anew.
    """
    found = []
    for one in text:
        sizes = [match.count("|") + 1 for match in _CHOICE.findall(one.pattern)]
        choices = [
            random.randrange(size) if random.random() < share else choice
            for size, choice in zip(sizes, one.choices, strict=False)
        ]
        found.append(replace(one, choices=tuple(choices)))
    for _ in range(random.randint(0, 2)):
        at = random.randrange(1, len(found) - 1)
        found[at], found[at + 1] = found[at + 1], found[at]
    if len(found) > 7 and random.random() < 0.6:
        del found[random.randrange(2, len(found))]
    return found


def paragraphs(random: Random, event: Event, text: Sequence[Sentence]) -> list[str]:
    """Sentences as paragraphs of one to three."""
    lines = [one.text(event) for one in text]
    found = []
    while lines:
        size = random.choice([1, 1, 2, 2, 3])
        found.append(" ".join(lines[:size]))
        lines = lines[size:]
    return found
