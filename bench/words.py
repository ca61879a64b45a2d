"""Sentences and names from word lists.

The words of names stand in no list of the prose, so that a name occurs only where it is put.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

_NOUNS = """
    agreement budget cargo carrier channel charter coast committee contract convoy corridor
    council customs dispute dock duty election embargo engineer escort estuary exercise ferry
    fleet freight frontier grain harvest hearing inquiry inspection insurer investor licence
    market mayor minister negotiation pipeline pilot port quay quota railway refinery report
    reserve shipment signal station storage strait subsidy summit tariff tender terminal timber
    tonnage treaty union vessel vote warehouse yard
""".split()
_ADJECTIVES = """
    annual bilateral broad cautious central coastal common cooperative costly daily domestic early
    final firm formal former foreign frequent gradual joint late legal local long maritime modest
    national neutral new northern official old open partial public quiet recent regional second
    separate sharp short slow southern steady sudden temporary third urgent western wide
""".split()
_VERBS = """
    accepted approved blocked cancelled changed closed completed confirmed delayed described
    discussed ended examined expanded financed followed halted ignored inspected limited moved
    opened postponed praised prepared proposed published questioned reduced rejected renewed
    repaired replaced reviewed rewrote settled shared stopped supported suspended tested visited
""".split()
_TIMES = (
    """
    after the talks|before the summer|during the spring session|earlier in the week|in the autumn
    in the first quarter|on the second day|over the winter|since the last round|under the old rules
    within a month|without a public debate|at the close of the year|in two stages|at short notice
""".strip()
    .replace("\n    ", "|")
    .split("|")
)
_JOINTS = ["and", "while", "but", "although", "because", "so that", "after which"]

GIVEN = """
    Adela Anton Bruno Carla Casimir Dagny Dario Edda Elias Fiona Goran Greta Hanno Ilse Ivar
    Jana Joris Katya Lars Lena Marek Mira Nils Nora Oskar Petra Quentin Rasmus Rhea Selma Stefan
    Tilda Tomas Ulla Viktor Wanda Yorick Zdenka
""".split()
FAMILY = """
    Abernath Albrektsen Bellworth Brandek Castellan Corvinus Dahlgaard Drummore Eberling Estrand
    Falkenrath Fennimore Garrick Grimaldus Halvorsen Hesterby Ingmarsson Iverstone Janowicz
    Jessenius Kallender Korvath Lagermann Lindqvist Marchetto Mosbach Nordahl Novotny Oakhurst
    Ostrander Palmgren Pemberley Quaresma Quillfeather Rasmussen Rothwell Sandoval Sternberg
    Thornbury Tollander Ulvaeus Umberland Vandermeer Vasquez Westergaard Wolfhagen Yarborough
    Zeller
""".split()
PLACES = """
    Arendvik Borlund Calder Dunmere Elverum Fossheim Galdra Harnsund Isken Jorvald Kestria Lomvik
    Marrow Nesting Ostrava Pellworm Quarnero Ravnik Skagen Tarvos Ulstein Varde Wexby Ystad Zarnow
    Brekka Corrin Dovre Eskild Farsund
""".split()
BODIES = [
    "Harbour Authority", "Shipping Board", "Audit Chamber", "Energy Ministry", "Transport Agency",
    "Pilots Guild", "Trade Chamber", "Coast Service", "Fisheries Bureau", "Customs Directorate",
    "Port Company", "Defence Staff", "Grain Exchange", "Rail Consortium", "Maritime Court",
    "Statistics Office", "Central Bank", "Weather Institute", "Salvage Company", "Research Council",
    "Foreign Ministry", "Insurance Pool", "Safety Commission", "Dockers Federation",
    "Planning Cabinet",
]  # fmt: skip
MODIFIERS = """
    adaptive anchored ballast blended bonded brokered buffered capped cascading certified chartered
    clearing collateral compound concerted contingent deferred delegated dredging dynamic earmarked
    elastic escrowed federated floating forward graduated hedged hinterland indexed interim layered
    levelled marginal metered mirrored mutual nested offset pooled prudent pegged rationed
    reciprocal residual revolving sheltered sliding staggered stepwise syndicated tiered tolling
    transit underwritten weighted yielding zoned
""".split()
HEADS = """
    accord allotment assessment benchmark bracket ceiling clause compact covenant credit deposit
    derogation envelope facility formula framework guarantee indicator instrument ledger levy
    mandate mechanism moratorium obligation option platform pledge premium protocol provision
    rebate register safeguard schedule standard surcharge threshold tranche waiver
""".split()
PUBLISHERS = [
    "Northern Gazette", "Coastal Courier", "Evening Dispatch", "Shipping Monitor", "The Observer",
    "Morning Telegraph", "Policy Review", "Harbour News", "National Herald", "Wire Service One",
    "Economic Weekly", "Public Radio",
]  # fmt: skip
COUNTRIES = ("DE", "DK", "EE", "FI", "FR", "IT", "LT", "LV", "NL", "NO", "PL", "SE")


def clause(random: Random) -> str:
    """Subject, verb, object."""
    subject = f"the {random.choice(_ADJECTIVES)} {random.choice(_NOUNS)}"
    what = f"the {random.choice(_ADJECTIVES)} {random.choice(_NOUNS)}"
    return f"{subject} {random.choice(_VERBS)} {what}"


def statement(random: Random) -> str:
    """One line, as a headline or a claim has it, without a full stop."""
    return _capital(f"{clause(random)} {random.choice(_TIMES)}")


def sentence(random: Random) -> str:
    """One sentence of two clauses."""
    first, second = clause(random), clause(random)
    return f"{_capital(first)} {random.choice(_TIMES)}, {random.choice(_JOINTS)} {second}."


def sentences(random: Random, count: int) -> str:
    """Several sentences."""
    return " ".join(sentence(random) for _ in range(count))


def people(random: Random) -> Iterator[str]:
    """Names of persons, each once."""
    return _shuffled(random, GIVEN, FAMILY)


def organisations(random: Random) -> Iterator[str]:
    """Names of organisations, each once."""
    return _shuffled(random, PLACES, BODIES)


def terms(random: Random) -> Iterator[str]:
    """Terms of two words, each once."""
    return _shuffled(random, MODIFIERS, HEADS)


def _shuffled(random: Random, first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    names = [f"{one} {other}" for one, other in product(first, second)]
    random.shuffle(names)
    yield from names


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
