"""References in prose: roles, links, footnotes and substitutions, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..source_text.edits import Edit
from ..source_text.prose import MYST, OWN_WORDS, RST
from ..source_text.reader import path_of
from .meant import is_meant
from .removed import Withheld

_PAGES = frozenset({"doc", "download", "any"})
_LABELS = frozenset({"ref", "numref", "any", "keyword", "eq", "cite"})


@dataclass(frozen=True, slots=True)
class Local:
    """The things that a page defines for itself, as far as they were taken out."""

    footnotes: frozenset[str] = frozenset()
    substitutions: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    """Definitions of links: the folded label, and the target; empty where that is gone."""


class ProseFinder:
    """Finds the references of some prose to what was taken out."""

    def __init__(self, withheld: Withheld, words: str) -> None:
        self._withheld = withheld
        self._words = words

    def edits(self, text: str, docname: str, local: Local, *, is_rst: bool) -> Iterator[Edit]:
        """Yield what is replaced, in order."""
        yield from (self._in_rst if is_rst else self._in_myst)(text, 0, docname, local)

    def _in_myst(self, text: str, shift: int, docname: str, local: Local) -> Iterator[Edit]:
        for match in MYST.finditer(text):
            groups = match.groupdict()
            if groups["code"] or groups["escaped"]:
                continue
            words, own = groups["words"], ""
            if groups["role"] and is_meant(groups["role"]):
                yield self._no_role(shift + match.start(), shift + match.end())
                continue
            if groups["role"]:
                is_gone, own = self._role(groups["role"], groups["body"], docname)
            elif groups["footnote"]:
                is_gone = groups["footnote"].casefold() in local.footnotes
            elif groups["auto"]:
                is_gone = self.is_link(groups["auto"], docname)
            else:
                is_gone = self._is_myst_link(groups, docname, local)
                inner = list(self._in_myst(words, shift + match.start("words"), docname, local))
                if not is_gone:
                    yield from inner
                own = _applied(words, inner, shift + match.start("words"))
            if is_gone:
                before = text[max(match.start() - 1, 0) : match.start()]
                yield self._edit(shift + match.start(), shift + match.end(), own, before)

    def _is_myst_link(self, groups: Mapping[str, str | None], docname: str, local: Local) -> bool:
        if groups["target"] is not None:
            return self.is_link(groups["target"].strip("<>"), docname)
        label = " ".join((groups["label"] or groups["words"] or "").split()).casefold()
        target = local.links.get(label)
        return target is not None and (not target or self.is_link(target, docname))

    def _in_rst(self, text: str, shift: int, docname: str, local: Local) -> Iterator[Edit]:
        for match in RST.finditer(text):
            groups = match.groupdict()
            is_gone, own = False, ""
            if groups["code"]:
                continue
            role = groups["role"] or groups["role2"]
            if role and is_meant(role):
                yield self._no_role(shift + match.start(), shift + match.end())
            elif role:
                is_gone, own = self._role(role, groups["body"] or groups["body2"] or "", docname)
            elif groups["target"]:
                target = groups["target"].rstrip("_").strip("`")
                is_gone, own = self._withheld.is_anchor(_folded(target)), groups["words"] or ""
            elif name := groups["phrase"] or groups["word"]:
                is_gone = self._withheld.is_label(_folded(name))
            elif groups["footnote"]:
                is_gone = groups["footnote"].casefold() in local.footnotes
            elif groups["substitution"]:
                is_gone = _folded(groups["substitution"]) in local.substitutions
            if is_gone:
                before = text[max(match.start() - 1, 0) : match.start()]
                yield self._edit(shift + match.start(), shift + match.end(), own, before)

    def _role(self, role: str, body: str, docname: str) -> tuple[bool, str]:
        own = OWN_WORDS.fullmatch(body)
        target, words = (own["target"], own["words"]) if own else (body, "")
        return self._is_withheld(role, target.strip().lstrip("!~"), docname), words

    def _edit(self, start: int, end: int, words: str, before: str) -> Edit:
        """The words in the place of a reference, apart from a word that it was glued to."""
        words = words.strip() or self._words
        said = (
            "a reference to what is not for this audience; put it into a {restricted} passage, or "
            f"leave it out: {words!r} is printed"
        )
        return Edit(start, end, f" {words}" if before.isalnum() else words, 0, said)

    def _no_role(self, start: int, end: int) -> Edit:
        said = (
            "{restricted} marks blocks, not words: these are taken out for every audience; put "
            "them into a passage of their own"
        )
        return Edit(start, end, self._words, 0, said)

    def _is_withheld(self, role: str, target: str, docname: str) -> bool:
        name = role.removeprefix("brief:").removeprefix("std:")
        withheld = self._withheld
        if name in withheld.kinds and withheld.is_record(name, target):
            return True
        if name in _PAGES and self.is_file(target, docname):
            return True
        if name in _LABELS and withheld.is_anchor(_folded(target)):
            return True
        return name == "any" and withheld.is_anything(target)

    def is_file(self, target: str, docname: str) -> bool:
        """Whether a target is a page, or another file, that was taken out."""
        return self._withheld.is_file(path_of(docname, target))

    def is_link(self, target: str, docname: str) -> bool:
        """Whether the target of a link of MyST leads to what was taken out."""
        plain = target.removeprefix("project:").removeprefix("path:")
        path, _hash, anchor = plain.partition("#")
        if anchor and self._withheld.is_anchor(anchor):
            return True
        if not path or "://" in path:
            return False
        if self.is_file(path, docname) or self._withheld.is_anchor(path):
            return True
        return not anchor and "/" not in path and self._withheld.is_anything(path)


def _folded(name: str) -> str:
    """A label as docutils compares it."""
    return " ".join(name.casefold().split())


def _applied(text: str, edits: list[Edit], shift: int) -> str:
    for edit in reversed(edits):
        text = text[: edit.start - shift] + edit.words + text[edit.end - shift :]
    return text
