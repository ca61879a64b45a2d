"""Headers, footers and the files of pictures, of which only that they differ is known."""

from __future__ import annotations

from collections.abc import Iterator

from ..word_files.opening import Parts
from ..word_files.paragraphs import paragraphs_of, plain
from .remarks import DELETION, INSERTION, OTHER, Place, Remark, quoted
from .untracked import folded

MARGINS = ("header", "footer")


def around(ours: Parts, theirs: Parts, place: Place, who: str) -> Iterator[Remark]:
    """Untracked differences around the text; programs keep more or fewer copies of the same."""
    for kind in MARGINS:
        before, after = _texts(ours, kind), _texts(theirs, kind)
        for text in sorted(before - after):
            what = f"removes {quoted(text)} from the {kind}"
            yield Remark(DELETION, who, "", what, text, "", False, place=place)
        for text in sorted(after - before):
            what = f"puts {quoted(text)} into the {kind}"
            yield Remark(INSERTION, who, "", what, "", text, False, place=place)
    mine, own = ours.pictures(), theirs.pictures()
    if mine != own and len(mine) == len(own):  # one more or less is missed in the text
        yield Remark(OTHER, who, "", "puts another picture in the place of one", place=place,
                     tracked=False)  # fmt: skip


def _texts(parts: Parts, kind: str) -> set[str]:
    roots = [root for _, root in parts.related(kind)]
    found = (folded(plain(one.old)) for root in roots for one in paragraphs_of(root))
    return {text for text in found if text}
