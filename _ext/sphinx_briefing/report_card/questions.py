"""The questions that a person has to answer, by standard."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "1": (
        "Does the text say why these sources can be trusted, and what they cannot know?",
        "Which source would a critical reader miss?",
    ),
    "2": ("Does the text say why a judgement is no more certain, and what would change it?",),
    "3": ("Can a reader tell at each sentence whether it is reported, assumed or judged?",),
    "4": (
        "Which other explanation would somebody give who knows the matter as well?",
        "Is what is unlikely but grave spoken of?",
    ),
    "5": ("What will the reader decide, and does the brief help with that, in time?",),
    "6": ("Does each conclusion follow from what stands before it, without a gap?",),
    "7": ("Does it say what is new since the last brief on this, and why the view has changed?",),
    "8": ("Can it be checked later, by somebody else, whether each judgement came true?",),
    "9": ("Would a picture, a map or a table say it faster, and do those there are say it right?",),
}
