"""Corpora of any size, the same each time: names of many lengths and scripts, many of each kind."""

from collections.abc import Iterator
from random import Random

from tests.corpus import record

WORDS = (
    "talks statement on the security of ports and cables energy grain corridor exchange sanctions "
    "package forces council ministers agreement ceasefire monitoring declaration budget drones"
).split()
NAMES = ("Averland", "Belmark", "Costavia", "Dorsland", "Estovia", "Norland", "Osten", "Sudland")
ODD = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesvorbereitungsam",
    "وزارة الخارجية في المملكة المتحدة",
    "משרד החוץ",
    "W" * 80,
)
"""Names of eighty letters without a space, and from right to left."""
KINDS = ("state", "person", "organisation", "group")
STANCES = ("for", "against", "conditional", "neutral", "unclear")
TOPICS = 6


def name(number: int) -> str:
    """The name of an actor."""
    if number % 11 == 7:
        return f"{ODD[number // 11 % 4]} {number}" if number > 43 else ODD[number // 11 % 4]
    base = NAMES[number % len(NAMES)]
    return base if number < len(NAMES) else f"{base} {WORDS[number % len(WORDS)].title()} {number}"


def sentence(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(2, 12))).capitalize()


def actors(count: int, seed: int = 1) -> str:
    """Actors, every fifth a group of some others."""
    random = Random(seed)
    found = []
    for number in range(count):
        kind = "group" if number % 5 == 3 else KINDS[number % 3]
        members = ", ".join(f"a{n}" for n in sorted(random.sample(range(count), min(count, 6)))
                            if n % 5 != 3)  # fmt: skip
        more = {"members": members} if kind == "group" and members else {}
        found.append(record("actor", name(number), id=f"a{number}", kind=kind, **more))
    return "".join(found)


def topics(count: int = TOPICS) -> str:
    return "".join(
        record("topic", f"{WORDS[n % len(WORDS)].title()} of {NAMES[n % 8]} {n}", id=f"t{n}")
        for n in range(count)
    )


def events(count: int, actors: int = 10, seed: int = 2) -> str:
    """Events of ten years, closer together towards the end; some of them last, some are vague."""
    random = Random(seed)
    found = []
    for number in range(count):
        year = 2026 - int(random.random() ** 2 * 10)
        month, day = random.randint(1, 12), random.randint(1, 28)
        date = f"{year}-{month:02}-{day:02}"
        if number % 17 == 5:
            date = f"{year}-{month:02}"
        elif number % 23 == 7:
            date = f"{year}-01-10/{year}-{max(month, 2):02}-{day:02}"
        title = ODD[number // 50 % 4] if number % 50 == 13 else sentence(random)
        who = ", ".join(f"a{n}" for n in sorted(random.sample(range(actors), min(actors, 3))))
        found.append(record("event", f"{title} {number}", id=f"e{number}", date=date, actors=who,
                            kind="meeting" if number % 3 else "statement",
                            topic=f"t{random.randrange(TOPICS)}"))  # fmt: skip
    return "".join(found)


def positions(count: int, actors: int, topics: int = TOPICS, seed: int = 3) -> str:
    random = Random(seed)
    return "".join(
        record("position", f"{sentence(random)} {number}", id=f"p{number}",
               by=f"a{random.randrange(actors)}", topic=f"t{random.randrange(topics)}",
               stance=random.choice(STANCES),
               date=f"20{random.randint(18, 26)}-{random.randint(1, 12):02}")
        for number in range(count)
    )  # fmt: skip


def claims(sources: int = 12) -> Iterator[tuple[str, str]]:
    """Notes whose claims bear each other out, with their file names."""
    from tests.corpus import note

    random = Random(4)
    for number in range(sources):
        more = {"corroborates": "c0"} if 0 < number < sources - 2 else {}
        more = {"disputes": "c0"} if number >= sources - 2 else more
        text = record("claim", sentence(random), by=f"a{number % 8}", id=f"c{number}",
                      credibility=str(1 + number % 6), **more)  # fmt: skip
        origin = {"origin": f"s{number // 4 * 4}"} if number % 4 else {}
        source = {"title": sentence(random), "publisher": "The Gazette of Averland", **origin}
        source |= {"reliability": "ABCDEF"[number % 6], "date": f"2026-01-{1 + number:02}"}
        yield f"n{number}.md", note(text, id=f"s{number}", page_fields={}, **source)
