"""The check of what briefs rest on and has been withdrawn, on their day and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Ledger
from ..ledger.citing import (
    Citation,
    basis_of,
    citations,
    cited_by,
    is_anything_withdrawn,
    resting,
    rests_on_others,
    roots,
)
from ..ledger.evidence import Key
from ..ledger.impact import Loss
from ..ledger.known import day_of, known_to
from ..ledger.standing import FALLS, STANDS
from ..records import Record
from .locations import at_record

MOST = 10
"""The briefs that a line of the log names."""

OVER = ("superseded", "withdrawn")
"""The states of briefs that nobody keeps up."""


def retracted(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report what briefs cite and has been withdrawn by their day, and what rests on that."""
    ledger = domain.ledger
    if not is_anything_withdrawn(ledger):
        return
    said: dict[Key, dict[str, str]] = {}
    for docname in ledger.briefs:
        known, page = known_to(ledger, docname), domain.pages[docname]
        for citation in citations(page, known, domain.conventions):
            yield from _cited(docname, citation, known)
            for key in citation.keys:
                record = None if ledger.house_of(*key) else known.get(*key)
                if record is not None and (message := _shaken(record, known)):
                    said.setdefault(key, {})[docname] = message
    for key, by_brief in said.items():
        record = ledger.get(*key)
        if record is not None:
            yield _at_its_line(domain, record, by_brief)


def _cited(docname: str, citation: Citation, known: Ledger) -> Iterator[Diagnostic]:
    """Report each thing that has been withdrawn once for a place."""
    cited: dict[Key, list[Key]] = {}
    losses: dict[Key, Loss] = {}
    for key in citation.keys:
        if not rests_on_others(key[0], known.kinds):
            for root, loss in roots(key, known):
                losses[root] = loss
                cited.setdefault(root, []).append(key)
    prefix = f"{citation.within}: " if citation.within else ""
    for root, keys in cited.items():
        message = prefix + _withdrawn(root, losses[root], keys, known)
        yield Diagnostic(docname, citation.line, "retracted", message, citation.path)


def _withdrawn(root: Key, loss: Loss, cited: list[Key], known: Ledger) -> str:
    others = [key for key in cited if key != root]
    if not others:
        return f"{_reason(root, loss, known)}; {_instead(root, loss)}"
    fall = [key for key in others if known.evidence.standing(*key) != STANDS]
    verb = "rests" if len(others) == 1 else "rest"
    also = "" if fall else " among others"
    whence = f"{_listed(others, known)} {verb} on {_reason(root, loss, known, 'which')}{also}"
    replaced = [one for key in fall if (lost := known.loss(*key)) for one in lost.replaced_by]
    instead = Loss(loss.standing, replaced_by=tuple(dict.fromkeys(replaced)))
    return f"{whence}; {_instead(('claim', ''), instead, len(others))}"


def _reason(key: Key, loss: Loss, known: Ledger, which: str = "") -> str:
    """What has happened to a record: ``source 's' was retracted on 2026-03-04 (it was wrong)``."""
    name = f"{key[0]} {key[1]!r}{', which' if which else ''}"
    if key[0] == "source":
        why = f" ({loss.why})" if loss.why else ""
        return f"{name} was retracted on {loss.since}{why}"
    if loss.source:
        source = _reason(("source", loss.source), loss, known, "which")
        return f"{name} is lost with {source}"
    if not loss.since:
        return f"{name} {_state(loss)}"
    record = known.get(*key)
    replaced = ""
    if loss.replaced_by:
        replaced = f" and replaced by {_ids(loss.replaced_by)}"
    elif getattr(record, "replaced_by", ()):
        replaced = ", and so was what replaced it"
    return f"{name} was withdrawn on {loss.since}{replaced}"


def _instead(key: Key, loss: Loss, count: int = 1) -> str:
    if loss.replaced_by:
        return f"refer to {_ids(loss.replaced_by)} instead"
    return f"leave {'it' if count == 1 else 'them'} out, or cite what still stands"


def _ids(names: tuple[str, ...]) -> str:
    return ", ".join(map(repr, names))


def _listed(keys: list[Key], known: Ledger) -> str:
    """Records by kind: ``claims 'a', 'b', quote 'c'``."""
    by_kind: dict[str, list[str]] = {}
    for kind, identifier in keys:
        by_kind.setdefault(kind, []).append(repr(identifier))
    called = {
        kind: known.kinds[kind].plural if len(ids) > 1 else kind for kind, ids in by_kind.items()
    }
    return ", ".join(f"{called[kind]} {', '.join(ids)}" for kind, ids in by_kind.items())


def _state(loss: Loss) -> str:
    return "falls" if loss.standing == FALLS else "is weakened"


# -- judgements ------------------------------------------------------------------------------


def _shaken(record: Record, known: Ledger) -> str:
    """What there is to say of what rests on others; nothing where that is said of those.

    Of each judgement it is said; of all else where something besides judgements is gone.
    """
    loss = known.loss(record.kind_name, record.id)
    if loss is None or not rests_on_others(record.kind_name, known.kinds):
        return ""
    basis = basis_of(record, known.kinds)
    under = {key: lost for key in basis if (lost := known.loss(*key)) is not None}
    is_said = under and all(rests_on_others(kind, known.kinds) for kind, _ in under)
    if is_said and record.kind_name != "judgement":
        return ""
    gone = [lost for lost in under.values() if lost.standing in (FALLS, "withdrawn")]
    what = "; ".join(_reason(key, lost, known) for key, lost in under.items())
    name = f"{record.kind_name} {record.id!r}"
    if not basis:
        return f"{name} falls with {_reason(('source', loss.source), loss, known)}; drop it"
    if loss.standing == FALLS:
        return f"{name} falls: all of its basis is gone: {what}; drop it, or give it another basis"
    if gone:
        verb = "is" if len(gone) == 1 else "are"
        what = f"{len(gone)} of the {len(basis)} records it rests on {verb} gone: {what}"
    return f"{name} is weakened: {what}; judge it anew, and take out of its basis what is gone"


def _at_its_line(domain: BriefDomain, record: Record, by_brief: Mapping[str, str]) -> Diagnostic:
    """A report at a record, for the brief it is written on, or else the first that cites it."""
    home = record.docname
    docname = home if home in by_brief else min(by_brief)
    message = by_brief[docname]
    if docname != home:
        message = f"for the brief {docname}, which cites it, {message}"
    return at_record(domain, record, "retracted", message)


# -- after the day of a brief ----------------------------------------------------------------


def withdrawn_later(domain: BriefDomain) -> str:
    """A line on the briefs that rest on what was withdrawn after their day; empty for none."""
    ledger = domain.ledger
    if not is_anything_withdrawn(ledger):
        return ""
    found = []
    for docname, brief in ledger.briefs.items():
        known = known_to(ledger, docname)
        if known is ledger or brief.superseded_by or brief.status in OVER:
            continue
        cited = list(cited_by(domain.pages[docname], known, domain.conventions))
        before, now = resting(cited, known).withdrawn, resting(cited, ledger).withdrawn
        if new := {key: loss for key, loss in now.items() if key not in before}:
            what = ", ".join(_reason(key, loss, ledger) for key, loss in new.items())
            found.append(f"{docname} of {day_of(ledger, docname)} ({what})")
    if not found:
        return ""
    names = "; ".join(found[:MOST]) + ("; …" if len(found) > MOST else "")
    count = f"{len(found)} briefs rest" if len(found) > 1 else "1 brief rests"
    return f"{count} on what was withdrawn after their day: {names}; bring out a new edition"
