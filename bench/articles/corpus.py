"""Articles on pages of all layouts, and families of articles that retell each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.articles import foreign, stories
from bench.articles.layouts import LAYOUTS
from bench.articles.model import Article
from sphinx_briefing.records import slug

TODAY = "2026-11-30"
HOUSES = (
    "Example Herald",
    "The Daily Ledger",
    "Harbour Post",
    "Northern Wire",
    "KXQZ 7",
    "Meridian",
)


def articles(each: int, seed: int) -> Iterator[Article]:
    """So many articles of each layout."""
    for made in LAYOUTS:
        for number in range(each):
            # Each has numbers of its own, so that another layout changes none of the others.
            random = Random(f"{seed} {made.name} {number}")
            article = _article(random, made.languages[number % len(made.languages)])
            article.type, article.omits, article.layout = made.type, made.omits, made.name
            if not made.many_authors:
                article.author = article.author[:1]
            if "author" in made.omits:
                article.author = []
            article.page = made.make(random, article)
            yield article


def _article(random: Random, language: str) -> Article:
    day = date(2024, 1, 2) + timedelta(days=random.randrange(1000))
    if language == "en":
        event = stories.made_up_event(random)
        title = stories.title(random, event)
        text = stories.paragraphs(random, event, stories.written(random))
        author, house = (
            random.sample(stories.PEOPLE, random.choice([1, 1, 2])),
            random.choice(HOUSES),
        )
    else:
        title, text = random.choice(foreign.TITLES[language]), foreign.text(random, language)
        names = foreign.AUTHORS[language]
        author = random.sample(names, random.choice([1, 1, 2]))
        house = random.choice(foreign.HOUSES[language])
    host = f"{slug(house)}.example.org"
    article = Article(title, author, house, day, language, f"www.{host}", text)
    article.url = f"https://www.{host}/{random.choice(['world', 'a', 'p/q'])}/{slug(title)[:60]}-{random.randint(1000, 99999)}"
    article.read_from = article.url + random.choice(
        ["", "?utm_source=feed&utm_medium=rss", "#top", "?fbclid=abc123"]
    )
    return article


# -- retellings --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """An article as one text, and which one it retells."""

    name: str
    day: date
    paragraphs: list[str]
    retells: str = ""
    how: str = ""


def retellings(events: int, seed: int) -> list[Text]:
    """Articles on events: by agencies, by those who retell them, and by others who were there."""
    found: list[Text] = []
    for number in range(events):
        random = Random(f"{seed} event {number}")
        event = stories.made_up_event(random)
        day = date(2026, 1, 1) + timedelta(days=random.randrange(200))
        agency = stories.written(random, background=True)
        name = f"agency-{number}"
        found.append(Text(name, day, stories.paragraphs(random, event, agency)))
        copies = {
            "copied": agency,
            "shortened": stories.shortened(random, agency),
            "rewritten": stories.rewritten(random, agency, 0.2),
            "rewritten much": stories.rewritten(random, agency, 0.35),
            "shortened and rewritten": stories.rewritten(
                random, stories.shortened(random, agency), 0.2
            ),
        }
        for how, text in copies.items():
            lines = stories.paragraphs(random, event, text)
            if random.random() < 0.5:
                lines[0] = f"{event.filled('{town}')} (Agency) \u2013 {lines[0]}"
            if random.random() < 0.5:
                lines.append("The editors have changed the headline of this report.")
            found.append(
                Text(
                    f"{how}-{number}", day + timedelta(days=random.randint(0, 2)), lines, name, how
                )
            )
        for other in range(2):
            text = stories.written(random, background=other == 0)
            found.append(
                Text(f"other-{number}-{other}", day + timedelta(days=1), stories.paragraphs(random, event, text), how="of the same event")
            )  # fmt: skip
        later = stories.Event(
            tuple({**dict(event.words), "town": "Mirefort", "n": "77", "m": "11"}.items())
        )
        follow = stories.written(random, background=True)
        found.append(
            Text(f"later-{number}", day + timedelta(days=3), stories.paragraphs(random, later, follow), how="with the same background")
        )  # fmt: skip
    return found
