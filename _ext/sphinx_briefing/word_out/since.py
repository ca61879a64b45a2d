"""The earlier words of the paragraphs of a Word file: in an edition, or in an earlier file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..editions import Edition, Kept, Key
from ..editions.matching import matched
from ..records import Kinds
from ..word_files.paragraphs import Paragraph, Piece, plain
from ..word_in.matching import pairs_of
from ..word_in.untracked import texts_of
from .marking import Earlier


def since_file(before: Sequence[Paragraph], now: Sequence[Paragraph]) -> Earlier:
    """The difference from an earlier file, in which all revisions count as accepted."""
    pairs = pairs_of(texts_of(now), texts_of([accepted(one) for one in before]))
    found = Earlier()
    mates = {ours: theirs for theirs, ours in pairs.ours.items() if theirs not in pairs.moved}
    for number, paragraph in enumerate(now):
        words = plain(paragraph.old)
        if not words or paragraph.is_made:
            continue
        if number not in mates:
            found.new.add(number)
        elif (was := plain(before[mates[number]].new)) != words:
            found.words[number] = was
    place = len(now)
    for mate in range(len(before) - 1, -1, -1):
        words = plain(before[mate].new)
        if mate in pairs.ours and mate not in pairs.moved:
            place = pairs.ours[mate]
        elif words and not before[mate].is_made:
            found.gone.setdefault(place, []).insert(0, words)
    return found


def accepted(paragraph: Paragraph) -> Paragraph:
    """A paragraph with all tracked changes taken in."""
    pieces = [Piece(paragraph.new)] if paragraph.new else []
    return Paragraph(pieces=pieces, bookmarks=paragraph.bookmarks, is_made=paragraph.is_made)


def since_edition(
    before: Edition,
    after: Edition,
    kinds: Kinds,
    now: Sequence[Paragraph],
    owner: Sequence[frozenset[Key]],
    may_say: Callable[[Kept], bool],
) -> Earlier:
    """The difference from an edition: it keeps what records said, and no prose.

    :param owner: the records that each paragraph prints.
    :param may_say: whether the words of an earlier record may stand in the file.
    """
    found = Earlier()
    same = matched(before, after, kinds)
    earlier_of = {key: before.records[old] for old, key in same.items()}
    for number, paragraph in enumerate(now):
        text = plain(paragraph.old)
        if not text or paragraph.is_made:
            continue
        old = text
        for line, was in ((after.title, before.title), (after.summary, before.summary)):
            if line and was and plain(line) == text and line != was:
                old = plain(was)
        for key in sorted(owner[number]):
            kept = after.records.get(key)
            earlier = earlier_of.get(key)
            if kept is None:
                continue
            if earlier is None:
                if kept.kind in before.knows:
                    found.new.add(number)
            elif may_say(earlier):
                old = _as_before(old, kept, earlier)
        if old != text and number not in found.new:
            found.words[number] = old
    for key, kept in before.records.items():
        if key not in same and kept.kind in after.knows and kept.title and may_say(kept):
            found.gone.setdefault(_behind(kept.kind, owner), []).append(plain(kept.title))
    return found


def _as_before(text: str, kept: Kept, earlier: Kept) -> str:
    """The words of a paragraph, with name, statement and values of a record as they were."""
    pairs = [(kept.title, earlier.title)]
    pairs += [
        (value, was)
        for name, value in kept.values.items()
        if isinstance(value, str) and isinstance(was := earlier.values.get(name), str)
    ]
    for new, old in pairs:
        new, old = plain(new), plain(old)
        if new and old and new != old:
            pattern = rf"(?<!\w){re.escape(new)}(?!\w)"
            if match := re.search(pattern, text, re.IGNORECASE):
                text = text[: match.start()] + _cased(match[0], old) + text[match.end() :]
    return text


def _cased(printed: str, old: str) -> str:
    """Earlier words in the case of those that are printed."""
    return old[:1].upper() + old[1:] if printed[:1].isupper() else old


def _behind(kind: str, owner: Sequence[frozenset[Key]]) -> int:
    """The paragraph behind the last one that prints a record of a kind, or the end."""
    last = [n for n, keys in enumerate(owner) if any(key[0] == kind for key in keys)]
    return last[-1] + 1 if last else len(owner)


def owners(
    paragraphs: Sequence[Paragraph], places: Mapping[str, Mapping[str, Any]]
) -> list[frozenset[Key]]:
    """The records that each paragraph prints: from its bookmark to the next passage."""
    found: list[frozenset[Key]] = []
    last: frozenset[Key] = frozenset()
    for paragraph in paragraphs:
        facts = [places[name] for name in paragraph.bookmarks if name in places]
        if facts:
            last = frozenset(
                (one["kind"], one["id"]) for one in facts if "kind" in one and "id" in one
            )
        found.append(last)
    return found
