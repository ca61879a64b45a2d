"""Slips that are planted in briefs, and how many of them report cards find.

A slip changes a :class:`.Draft`, and says which check must find what. All that a check finds
besides is a false finding, but for what a slip brings with it.

``python -m tests.graded_slips 40`` prints how many slips are found, and how many findings are
false, for so many seeds of each slip.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_briefing.commands.reading import project_read
from sphinx_briefing.report_card import OWN_STANDARD_CHECKS, ReportCard
from tests.graded_briefs import Draft, clean, happen, stand
from tests.support import BASE_CONF, BASE_INDEX, write

ALWAYS = frozenset({"pending"})
"""What is open by its nature: a judgement on what is still to come."""


Planted = tuple[str, str, frozenset[str]]
"""The check that must find a slip, the id of what it is about (empty: the brief), and the checks
that find something else with it."""

Slip = Callable[[Draft], Planted]


def _drop(holder: str, name: str, check: str, *more: str) -> Slip:
    """A field that is left out of one of some records."""

    def slip(draft: Draft) -> Planted:
        one = draft.rng.choice(getattr(draft, holder))
        one.pop(name, None)
        return check, one["id"], frozenset(more)

    return slip


def _undescribed(draft: Draft) -> Planted:
    one = draft.rng.choice(draft.sources)
    one.pop("publisher", None)
    one.pop("author", None)
    return "description", one["id"], frozenset()


def _one_voice(draft: Draft) -> Planted:
    for one in draft.actors[1:]:
        one["speaks_for"] = draft.id("a0")
    for judged in draft.judgements:
        judged["confidence"] = "low"
    return "one-voice", "", frozenset()


def _retracted(draft: Draft) -> Planted:
    one = draft.rng.choice(draft.sources)
    one["retracted"] = "2026-03-01"
    return "withdrawn", one["id"], frozenset({"standing", "ceiling", "one-voice"})


def _withdrawn(draft: Draft) -> Planted:
    one = draft.rng.choice([one for one in draft.claims if one["id"] in draft.cited])
    one["withdrawn"] = "2026-03-01"
    return "withdrawn", one["id"], frozenset({"standing", "ceiling"})


def _lost_ground(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    gone = judged["basis"].split(", ")[0]
    next(one for one in draft.claims if one["id"] == gone)["withdrawn"] = "2026-03-01"
    return "standing", judged["id"], frozenset({"withdrawn", "standing", "ceiling"})


def _misquoted(draft: Draft) -> Planted:
    draft.quotes[0]["text"] = f"{draft.sentence(10)} which nobody has ever said"
    return "unverified", draft.quotes[0]["id"], frozenset()


def _no_judgement(draft: Draft) -> Planted:
    draft.judgements.clear()
    draft.earlier.clear()
    draft.others = [one for one in draft.others if one[0] != "indicator"]
    return "no-judgement", "", frozenset()


def _sure(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    only = draft.rng.choice([one["id"] for one in draft.claims if one["id"] != judged["against"]])
    judged["basis"], judged["confidence"] = only, "high"
    more = {"one-side"} if only in (draft.id("c0"), draft.id("c1")) else set()
    more |= {"moved"}  # where that is all that an earlier one rested on
    return "ceiling", judged["id"], frozenset(more)


def _mixed(draft: Draft) -> Planted:
    words = f"It is likely, with high confidence, that it comes so {{claim}}`{draft.id('c0')}`."
    draft.paragraphs.insert(draft.rng.randint(0, len(draft.paragraphs)), words)
    return "wording", "", frozenset()


def _off_scale(draft: Draft) -> Planted:
    words = f"It is very likely that it comes so {{claim}}`{draft.id('c0')}`."
    draft.paragraphs.insert(draft.rng.randint(0, len(draft.paragraphs)), words)
    return "wording", "", frozenset()


def _unsaid(draft: Draft) -> Planted:
    words = f"{draft.sentence(8)} {draft.sentence(4).lower()}."
    draft.paragraphs.insert(draft.rng.randint(0, len(draft.paragraphs)), words)
    return "bare", "", frozenset()


def _one_side(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    first = judged["basis"].split(", ")[0]
    other = {"statement": f"{draft.sentence()} not", "id": draft.id("denial"), "by": draft.id("a2"),
             "source": draft.id("s2"), "credibility": "3", "disputes": first}  # fmt: skip
    draft.claims.append(other)
    return "one-side", judged["id"], frozenset({"one-side", "ceiling"})


def _no_assumption(draft: Draft) -> Planted:
    draft.others = [one for one in draft.others if one[0] != "assumption"]
    return "no-assumption", "", frozenset()


def _idle(draft: Draft) -> Planted:
    next(one for one in draft.others if one[0] == "assumption")[2].pop("if_wrong")
    return "if-wrong", draft.id("as"), frozenset()


def _idle_gap(draft: Draft) -> Planted:
    next(one for one in draft.others if one[0] == "gap")[2].pop("collect")
    return "collect", draft.id("g"), frozenset()


def _unwatched(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    draft.others = [one for one in draft.others if judged["id"] not in one[2].values()]
    return "indicator", judged["id"], frozenset()


def _lone(draft: Draft) -> Planted:
    draft.others = [one for one in draft.others if one[0] != "hypothesis"]
    draft.others.append(("hypothesis", draft.sentence(), {
        "id": draft.id("h"), "question": draft.id("t"), "consistent": draft.id("c0")}))  # fmt: skip
    return "lone-hypothesis", draft.id("h"), frozenset()


def _unopposed(draft: Draft) -> Planted:
    draft.others = [one for one in draft.others if one[0] != "hypothesis"]
    judged = draft.rng.choice(draft.judgements)
    judged.pop("against")
    return "against", judged["id"], frozenset()


def _no_summary(draft: Draft) -> Planted:
    draft.front.pop("summary")
    return "bottom-line", "", frozenset()


def _no_advice(draft: Draft) -> Planted:
    draft.recommendations.clear()
    return "no-recommendation", "", frozenset()


def _circle(draft: Draft) -> Planted:
    one, other = draft.rng.sample(draft.judgements, 2)
    one["basis"] += f", judgement:{other['id']}"
    other["basis"] += f", judgement:{one['id']}"
    return "circle", one["id"], frozenset({"circle", "ceiling"})


def _both(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    judged["against"] += f", {judged['basis'].split(', ')[0]}"
    return "both-sides", judged["id"], frozenset()


def _stacked(draft: Draft) -> Planted:
    one, other = draft.rng.sample(draft.judgements, 2)
    one["basis"] = f"judgement:{other['id']}"
    return "judgements-alone", one["id"], frozenset({"ceiling"})


def _unfrozen(draft: Draft) -> Planted:
    draft.front["edition"] = draft.rng.randint(2, 5)
    return "frozen", "", frozenset()


def _moved(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    draft.earlier[:] = [{**judged, "id": draft.id("old"), "likelihood": "remote chance"}]
    draft.earlier[0].pop("revises", None)
    for one in draft.judgements:
        one.pop("revises", None)
    judged["revises"] = draft.id("old")
    return "moved", judged["id"], frozenset()


def _forgotten(draft: Draft) -> Planted:
    draft.earlier[:] = [{**draft.judgements[0], "id": draft.id("old"), "likelihood": "unlikely"}]
    draft.earlier[0].pop("revises", None)
    for one in draft.judgements:
        one.pop("revises", None)
    return "revises", draft.id("old"), frozenset()


def _overdue(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    judged["resolves"] = draft.rng.choice(["2026-03-01", "2026-02", "2026-03-10"])
    return "outcome", judged["id"], frozenset()


def _wrong(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    judged |= {"resolves": "2026-03-01", "outcome": "false", "resolved": "2026-03-02"}
    return "wrong", judged["id"], frozenset()


def _all_even(draft: Draft) -> Planted:
    while len(draft.judgements) < 3:
        new = {**draft.judgements[0], "id": draft.id(f"k{len(draft.judgements)}")}
        new.pop("revises", None)
        draft.judgements.append(new)
        draft.others.append(("indicator", draft.sentence(), {
            "id": draft.id(f"k{len(draft.judgements)}i"), "for": new["id"]}))  # fmt: skip
    for judged in draft.judgements:
        judged["likelihood"] = "realistic possibility"
    return "all-even", "", frozenset()


def _vague(draft: Draft) -> Planted:
    judged = draft.rng.choice(draft.judgements)
    word = draft.rng.choice(["could", "may", "might"])
    judged["statement"] = f"{draft.sentence()} {word} come about."
    return "vague", judged["id"], frozenset()


def _unseen_events(draft: Draft) -> Planted:
    draft.selections = [one for one in draft.selections if "timeline" not in one]
    draft.paragraphs = [one for one in draft.paragraphs if "{event}" not in one]
    draft.events.clear()
    happen(draft, draft.rng.randint(5, 9))
    return "unseen", "", frozenset()


def _unseen_positions(draft: Draft) -> Planted:
    draft.paragraphs = [one for one in draft.paragraphs if "{position}" not in one]
    draft.positions.clear()
    stand(draft, draft.rng.randint(6, 9))
    return "unseen", "", frozenset()


SLIPS: Mapping[str, Slip] = {
    "a source without a grade": _drop("sources", "reliability", "reliability", "ceiling"),
    "a claim without a grade": _drop("claims", "credibility", "credibility"),
    "a source of nobody": _undescribed,
    "all of one voice": _one_voice,
    "a retracted source": _retracted,
    "a withdrawn claim": _withdrawn,
    "words that nobody said": _misquoted,
    "no judgement": _no_judgement,
    "no confidence": _drop("judgements", "confidence", "confidence"),
    "sure of one voice": _sure,
    "likelihood and confidence in one sentence": _mixed,
    "a word of another scale": _off_scale,
    "no explanation": _drop("judgements", "text", "unexplained"),
    "no basis": _drop("judgements", "basis", "basis"),
    "a bare paragraph": _unsaid,
    "no assumption": _no_assumption,
    "an assumption without consequence": _idle,
    "a gap that nothing would close": _idle_gap,
    "nothing against": _unopposed,
    "one side": _one_side,
    "a lone hypothesis": _lone,
    "no indicator": _unwatched,
    "no summary": _no_summary,
    "no recommendation": _no_advice,
    "to nobody": _drop("recommendations", "to", "addressee"),
    "no day": _drop("recommendations", "due", "due"),
    "no ground": _drop("recommendations", "basis", "ground"),
    "lost ground": _lost_ground,
    "a circle": _circle,
    "for and against": _both,
    "on judgements alone": _stacked,
    "an edition that was not kept": _unfrozen,
    "moved without reason": _moved,
    "not taken up": _forgotten,
    "no outcome": _overdue,
    "wrong and kept": _wrong,
    "all even": _all_even,
    "vague": _vague,
    "no day of reckoning": _drop("judgements", "resolves", "resolves"),
    "events in words": _unseen_events,
    "positions in words": _unseen_positions,
}

# -- what is found --------------------------------------------------------------------------------


@dataclass
class Figures:
    """How many slips were found, and which findings were false."""

    planted: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    briefs: int = 0
    findings: int = 0
    false: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By slip (empty: clean) and check."""

    @property
    def recall(self) -> float:
        total = sum(self.planted.values())
        return 1 - sum(self.missed.values()) / total

    @property
    def false_share(self) -> float:
        """The share of findings that are false."""
        return sum(self.false.values()) / max(1, self.findings)


def found_in(card: ReportCard) -> Iterator[tuple[str, str]]:
    """The checks that have found something, each with the id of what it is about."""
    for part in card.standards:
        for one in (*part.found, *part.look, *part.open):
            if one.check not in ALWAYS:
                yield one.check, one.record.id if one.record else ""


def measured(folder: Path, seeds: Sequence[int]) -> Figures:
    """Write clean briefs and those with slips, read them all at once, and look at their cards."""
    figures = Figures()
    expected: dict[str, tuple[str, Planted | None]] = {}
    conf = "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items())
    write(folder / "conf.py", f"{conf}\n")
    write(folder / "index.md", BASE_INDEX)
    for slip in ("", *SLIPS):
        for seed in seeds:
            name = f"b{len(expected)}"
            draft = clean(name, seed * 1000 + (list(SLIPS).index(slip) + 1 if slip else 0))
            expected[name] = (slip, SLIPS[slip](draft) if slip else None)
            for path, text in draft.files().items():
                write(folder / path, text)
    with project_read(folder, folder) as domain:
        for name, (slip, planted) in expected.items():
            card = domain.report_cards.card(f"{name}/brief")
            assert card is not None
            found = list(found_in(card))
            figures.briefs += 1
            figures.findings += len(found)
            if planted is not None:
                check, about, more = planted
                figures.planted[slip] += 1
                if (check, about) not in found:
                    figures.missed[slip] += 1
                found = [one for one in found if one != (check, about) and one[0] not in more]
            figures.false.update((slip, check) for check, _about in found)
    return figures


def checks_planted(seed: int = 1) -> set[str]:
    """The checks that some slip must be found by."""
    return {SLIPS[slip](clean("x", seed))[0] for slip in SLIPS}


def main(count: int) -> None:
    """Print the figures for so many seeds of each slip."""
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(Path(folder), range(count))
    total = sum(figures.planted.values())
    print(f"{figures.briefs} briefs, {len(OWN_STANDARD_CHECKS)} checks, {total} slips planted")
    print(f"found: {figures.recall:.1%}; false findings: {figures.false_share:.1%}"
          f" ({sum(figures.false.values())} of {figures.findings})")  # fmt: skip
    for slip, missed in figures.missed.most_common():
        print(f"missed: {slip}: {missed} of {figures.planted[slip]}")
    for (slip, check), number in figures.false.most_common():
        print(f"false: {check} in {slip or 'a clean brief'}: {number}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
