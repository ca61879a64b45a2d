"""Sentences planted in drafts, made of the records of a project by one way each.

They are copied, reworded by small edits, with another number, day or name, denied, crossed with
each other, and invented. One half of the records, by the hash of their ids, is held out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b
from random import Random
from typing import NamedTuple

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.records import Record
from sphinx_briefing.vocabularies import PHIA_2025

KINDS = ("claim", "position", "commitment")
"""Records whose statements are planted."""

SYNONYMS = {
    "wants": "seeks", "want": "seek", "demands": "insists on", "big": "large", "large": "big",
    "announced": "made public", "met": "gathered", "meeting": "gathering", "signed": "put names to",
    "whole": "entire", "speaks of": "talks about", "many": "numerous", "ships": "vessels",
    "vessels": "ships", "soldiers": "troops", "war": "fighting", "help": "aid", "quick": "swift",
    "cheap": "inexpensive", "low-cost": "cheap", "countries": "states", "states": "countries",
    "about": "roughly", "urging": "pressing", "give up": "surrender", "closed": "ended",
    "calls": "names", "hazard": "danger", "assemble": "put together", "look for": "search for",
    "shows": "indicates", "holds": "maintains", "use": "employ", "used": "employed",
    "joint": "common", "support": "back", "supports": "backs", "deliver": "hand over",
    "keep": "retain", "important": "weighty", "build": "construct", "start": "begin",
    "company": "firm", "companies": "firms", "plan": "scheme", "buy": "purchase",
    "goods": "wares", "kept": "retained", "growing": "increasing", "rules": "regulations",
}  # fmt: skip
"""Everyday words for each other; the check knows none of them."""

INVENTED = (
    "The harbour of Gdynia was closed for repairs until the autumn.",
    "A parliamentary inquiry found that the tenders had been handed to relatives.",
    "Fishermen on the Baltic coast complained about the noise of the exercises.",
    "The ministers agreed to meet again on a yacht off Corsica.",
    "Norway offered to host the archive of the alliance in a disused mine.",
    "A leaked memo blames the delay on a shortage of microchips from Taiwan.",
    "The group has decided to admit Spain as its sixth member.",
    "Farmers in Kherson were promised compensation for flooded fields.",
    "The price of diesel doubled within a week after the sanctions.",
    "Insurers in London refuse to cover voyages through the Suez Canal.",
    "The Kremlin recalled its ambassador from Lisbon in protest.",
    "A court in Hamburg ordered the seizure of three tankers.",
    "The Polish navy sank a barge during a training accident.",
    "Kallas announced her candidacy for the presidency of Estonia.",
    "LEAP will be led from a headquarters in Toulouse.",
    "The shadow fleet carries most of the grain that Africa imports.",
    "Pistorius owns shares in a company that builds drones.",
    "The Geneva talks were interrupted by a fire in the hotel.",
    "Zelenskyy asked the pope to mediate between both sides.",
    "Italy has withdrawn its soldiers from the Baltic states.",
    "The E5 have set up a fund of forty billion euros for railways.",
    "Sweden seized a shadow fleet tanker and sold its oil at auction.",
    "Macron ruled out any contact with the Coalition of the Willing.",
    "The ships of the shadow fleet are to be painted white.",
    "Ukraine and Russia exchanged the bodies of nine hundred soldiers.",
    "The declaration of Paris was never signed by Britain.",
    "China has offered peacekeepers for the whole front line.",
    "Rauti resigned the day after the meeting in Krakow.",
    "NATO will move its eastern headquarters to Krakow.",
    "The tankers are crewed for the greater part by conscripts.",
)  # fmt: skip


class Planted(NamedTuple):
    """A planted sentence.

    :param record: the record that it was made of, as ``kind:id``; empty for one that was invented.
    """

    text: str
    sort: str
    record: str = ""

    @property
    def is_held_out(self) -> bool:
        """Whether it belongs to the half by which nothing was set."""
        return blake2b((self.record or self.text).encode(), digest_size=1).digest()[0] % 2 == 1


def planted(ledger: Ledger, seed: int = 1) -> Iterator[Planted]:
    """Plant sentences of all sorts, made of the records of a ledger."""
    random = Random(seed)
    records = [
        record
        for kind in KINDS
        for record in ledger.records(kind).values()
        if len(record.title_text.split()) > 4
    ]
    for record in records:
        key = f"{record.kind_name}:{record.id}"
        for sort, make in _WAYS.items():
            if made := make(record, ledger, random):
                yield Planted(made, sort, key)
    for _ in range(len(records) // 2):
        one, other = random.sample(records, 2)
        if made := _crossed(one, other):
            yield Planted(made, "crossed", f"{one.kind_name}:{one.id}")
    for text in INVENTED:
        yield Planted(text, "invented")
        yield Planted(f"It is likely that {text[0].lower()}{text[1:]}", "own judgement")
    words = PHIA_2025.values
    for judgement in ledger.records("judgement").values():
        key = f"judgement:{judgement.id}"
        said = _small(judgement.title_text, ledger)
        for word in (judgement.likelihood, *random.sample(words, 2)):
            sort = "judgement" if word == judgement.likelihood else "likelihood"
            yield Planted(f"It is {word} that {said}", sort, key)


def _small(text: str, ledger: Ledger) -> str:
    """A sentence as it stands after other words: with a capital if it begins with a name."""
    word = text.split()[0]
    is_name = any(one.start == 0 for one in ledger.mentions_in(text)) or not word[1:].islower()
    return text if is_name and word != "The" else text[0].lower() + text[1:]


def _copied(record: Record, _ledger: Ledger, _random: Random) -> str:
    return record.title_text


def _attributed(record: Record, ledger: Ledger, random: Random) -> str:
    speaker = next((ledger.get("actor", one) for one in getattr(record, "by", ())), None)
    if speaker is None:
        return ""
    names = [speaker.title_text, *filter(None, (getattr(speaker, "abbr", None),))]
    name, said = random.choice(names), record.title_text.rstrip(".")
    small = _small(said, ledger)
    return random.choice(
        [f"According to {name}, {small}.", f"{name} said that {small}.", f"{said}, {name} said."]
    )


def _reworded(record: Record, ledger: Ledger, random: Random) -> str:
    """Small edits: two of those that the sentence allows."""
    text, done = record.title_text, 0
    edits: list[Callable[[str, Random], str]] = [
        _synonym,
        _tense,
        partial(_moved, ledger=ledger),
        _article,
        _short_of_a_word,
    ]
    random.shuffle(edits)
    for edit in edits:
        changed = edit(text, random)
        done += changed != text
        text = changed
        if done == 2:
            break
    return text if done == 2 else ""


def _synonym(text: str, random: Random) -> str:
    known = [word for word in SYNONYMS if re.search(rf"\b{word}\b", text)]
    if not known:
        return text
    word = random.choice(known)
    return re.sub(rf"\b{word}\b", SYNONYMS[word], text, count=1)


def _tense(text: str, _random: Random) -> str:
    for now, then in (
        (" is ", " was "),
        (" are ", " were "),
        (" has ", " had "),
        ("wants", "wanted"),
    ):
        if now in text:
            return text.replace(now, then, 1)
    return text


def _moved(text: str, _random: Random, ledger: Ledger) -> str:
    found = re.fullmatch(r"(.+?) ((?:in|by|on|at|after|during|for) [^,;:]{3,40})\.", text)
    return f"{found[2][0].upper()}{found[2][1:]}, {_small(found[1], ledger)}." if found else text


def _article(text: str, _random: Random) -> str:
    return re.sub(r"\b(?:the|a|an) (?=[a-z])", "", text, count=1)


def _short_of_a_word(text: str, _random: Random) -> str:
    return re.sub(
        r" (?:also|own|very|such|joint|present|real|main|many|several)(?= \w)", "", text, count=1
    )


def _shortened(record: Record, _ledger: Ledger, _random: Random) -> str:
    """The first part of a sentence of two."""
    first, mark, rest = record.title_text.partition("; ")
    if not mark:
        first, mark, rest = record.title_text.partition(", and ")
    return f"{first}." if len(first.split()) > 4 and len(rest.split()) > 2 else ""


def _number(record: Record, _ledger: Ledger, random: Random) -> str:
    text = record.title_text
    found = list(re.finditer(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?![\w.,]*\d|\w)", text))
    words = list(re.finditer(r"\b(?:two|three|four|five|six|seventh|twelve)\b", text))
    if found:
        one = random.choice(found)
        other = one[0][::-1] if one[0] != one[0][::-1] and one[0][-1] != "0" else f"{one[0]}7"
        return text[: one.start()] + other.replace(",", "") + text[one.end() :]
    if words:
        one = random.choice(words)
        other = {"two": "nine", "seventh": "eighth", "twelve": "fourteen"}.get(one[0], "eleven")
        return text[: one.start()] + other + text[one.end() :]
    return ""


def _day(record: Record, _ledger: Ledger, random: Random) -> str:
    text = record.title_text
    if found := re.search(r"\b20\d\d\b", text):
        return (
            text[: found.start()]
            + str(int(found[0]) + random.choice([-3, 4]))
            + text[found.end() :]
        )
    if found := re.search(r"\b(\d{1,2}) (January|February|March|December)\b", text):
        return text[: found.start()] + f"{int(found[1]) % 27 + 1} {found[2]}" + text[found.end() :]
    return ""


def _name(record: Record, ledger: Ledger, random: Random) -> str:
    """The sentence with somebody else in it."""
    text = record.title_text
    mentions = [one for one in ledger.mentions_in(text) if one.kind == "actor"]
    if not mentions:
        return ""
    one = random.choice(mentions)
    kind = getattr(ledger.get("actor", one.id), "kind", "")
    there = {mention.id for mention in mentions} | {*getattr(record, "by", ())}
    others = [
        actor.name
        for actor in ledger.records("actor").values()
        if actor.kind == kind and actor.id not in there
    ]
    return text[: one.start] + random.choice(others) + text[one.end :] if others else ""


def _order(record: Record, ledger: Ledger, _random: Random) -> str:
    """The sentence with two who act and are acted upon in each other's place."""
    text = record.title_text
    mentions = [one for one in ledger.mentions_in(text) if one.kind == "actor"]
    if len(mentions) < 2 or mentions[0].id == mentions[1].id:
        return ""
    one, other = mentions[:2]
    between = text[one.end : other.start]
    if len(between.split()) < 2 or re.fullmatch(r"[\s,]*(?:and|or)?\s*(?:the )?", between):
        return ""
    first, second = text[one.start : one.end], text[other.start : other.end]
    return text[: one.start] + second + between + first + text[other.end :]


_AUXILIARY = re.compile(r"\b(is|are|was|were|will|can|may|could|has|have|had|does|must|should)\b")


def _denied(record: Record, _ledger: Ledger, random: Random) -> str:
    text = record.title_text
    if re.search(r"\bnot\b", text) and random.random() < 0.5:
        return re.sub(r"\b(?:does |did |do )?not ", "", text, count=1)
    found = _AUXILIARY.search(text)
    return f"{text[: found.end()]} not{text[found.end() :]}" if found else ""


def _flat(record: Record, _ledger: Ledger, _random: Random) -> str:
    """The sentence without the word that weakens it."""
    text = record.title_text
    for weak in ("may", "could", "might", "hopes to", "plans to", "wants to"):
        if f" {weak} " in text:
            return text.replace(f" {weak} ", " will ", 1)
    return ""


_NOUNS = ("harbour", "election", "pipeline", "budget", "satellite", "treaty", "railway", "embassy",
          "hospital", "currency", "border", "festival")  # fmt: skip


def _other_word(record: Record, _ledger: Ledger, random: Random) -> str:
    """The sentence with another noun, or what looks like one."""
    words = record.title_text.split(" ")
    at = [
        n for n, word in enumerate(words) if n and re.fullmatch(r"[a-z]{5,}(?:s|t|n|r|e|y)", word)
    ]
    if not at:
        return ""
    words[random.choice(at)] = random.choice(_NOUNS)
    return " ".join(words)


def _crossed(one: Record, other: Record) -> str:
    """The beginning of a sentence with the end of another."""
    words, others = one.title_text.split(), other.title_text.split()
    if one.topic and other.topic and one.topic == other.topic:
        return ""
    return " ".join([*words[: len(words) // 2], *others[len(others) // 2 :]])


_WAYS: dict[str, Callable[[Record, Ledger, Random], str]] = {
    "copied": _copied, "reworded": _reworded, "attributed": _attributed, "shortened": _shortened,
    "number": _number, "day": _day, "name": _name, "order": _order, "denied": _denied,
    "flat": _flat, "other word": _other_word,
}  # fmt: skip
