"""Voices as one page sees them, which note what the page asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .evidence import Voices, joined

Note = Callable[..., None]
"""Takes a question: what is asked, and the arguments."""


class TracedVoices:
    """Independent voices, as :class:`~.evidence.Voices` tell them apart."""

    def __init__(self, note: Note, voices: Voices) -> None:
        self._note = note
        self._voices = voices
        self.origins = TracedChains(note, "origin_ends", voices.origins.ends)
        self.speakers = TracedChains(note, "speaker_ends", voices.speakers.ends)

    def ends(self, claim: str) -> frozenset[tuple[str, str]]:
        """The sources and actors, each with its kind, that the chains of a claim end in."""
        self._note("ends", claim)
        return self._voices.ends(claim)

    def of(self, claims: Iterable[str]) -> list[tuple[str, ...]]:
        """The voices of some claims: the ids of those that are one, together."""
        found = list(claims)
        for claim in found:
            self._note("ends", claim)
        return self._voices.of(found)

    def of_sources(self, sources: Iterable[str]) -> list[tuple[str, ...]]:
        """Some sources, those that retell the same one together."""
        return joined({source: self.origins.ends(source) for source in sources})


class TracedChains:
    """The ends of chains of sources, or of actors."""

    def __init__(self, note: Note, method: str, ends: Callable[[str], frozenset[str]]) -> None:
        self._note = note
        self._method = method
        self._ends = ends

    def ends(self, identifier: str) -> frozenset[str]:
        """The ends of the chains that begin with a record; itself if it names nobody."""
        self._note(self._method, identifier)
        return self._ends(identifier)
