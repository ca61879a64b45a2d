"""Checks of names and words: unknown, unused, spelt otherwise than the house does."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Passage, Reference
from ..ledger.folding import fold
from ..ledger.known import known_to
from ..ledger.pages import PAGE
from ..records import Record, declared
from ..records.readers import read_list
from ..resolve import elsewhere
from .locations import at_record, place_of


def references(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Names in roles and options that no record has, or several have."""
    for docname, page in domain.pages.items():
        view = known_to(domain.ledger, docname)
        for reference in page.references:
            kind, target = reference.kind, reference.target
            if kind == PAGE:
                continue  # Sphinx says itself when a page is missing
            # Of which record is the newest, several may be on the day of a brief.
            ledger = view if view.find(kind, target).candidates else domain.ledger
            if not reference.option and ledger.find(kind, target).id:
                continue
            names = read_list(target, domain.conventions) if reference.option else (target,)
            for name, lookup in ledger.find_all(kind, names):
                if not lookup.id and not ledger.is_left_out(kind, name):
                    if not reference.option and _is_somebody_elses(domain, docname, reference):
                        continue
                    code = "ambiguous" if lookup.candidates else "unknown"
                    prefix = f"option {reference.option!r}: " if reference.option else ""
                    message = prefix + lookup.message(kind, name)
                    yield Diagnostic(docname, reference.line, code, message, reference.path)


def _is_somebody_elses(domain: BriefDomain, docname: str, reference: Reference) -> bool:
    """Whether a role is not ours to report: another project answers it, or nobody wants to know."""
    kind, target = reference.kind, reference.target
    return elsewhere.is_ignored(domain.env.config, kind, target) or elsewhere.is_answered(
        domain.env, docname, kind, target
    )


def vocabulary(domain: BriefDomain) -> Iterator[Diagnostic]:
    """The reports on words of likelihood that were made when the pages were read."""
    for page in domain.pages.values():
        yield from page.wording


def unused(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Actors, terms and topics that no page mentions."""
    for kind in (name for name, of_kind in domain.kinds.items() if of_kind.is_facet):
        for identifier, record in domain.ledger.records(kind).items():
            if not record.mentions:
                message = f"{kind} {identifier!r} is mentioned nowhere; remove it, or refer to it"
                yield at_record(domain, record, "unused", message)


def variant(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Prose that spells a name in a way that its record lists among ``variants``."""
    ledger = domain.ledger
    if not any(
        _variants(record)
        for kind in domain.kinds.linked
        for record in ledger.records(kind).values()
    ):
        return
    for docname, passage in _passages(domain):
        for mention in ledger.mentions_in(passage.text):
            record = ledger.get(mention.kind, mention.id)
            written = passage.text[mention.start : mention.end]
            own = (mention.kind, mention.id) == passage.owner or written == mention.id
            if record is not None and not own and _is_variant(written, record):
                line = passage.line + passage.text.count("\n", 0, mention.start)
                spelling = " ".join(written.split())
                message = f"{spelling!r} is a variant; write {record.title_text!r}"
                yield Diagnostic(docname, line, "variant", message, passage.path)


def _variants(record: Record) -> tuple[str, ...]:
    """Spellings of a name that are not to be written."""
    found: tuple[str, ...] = getattr(record, "variants", ())
    return found


def _is_in_own_words(kind: type[Record]) -> bool:
    """Whether the names or statements of a kind are prose, and no names or titles of others."""
    argument = declared(kind).get(kind.argument)
    return argument is not None and argument.shape.words and not kind.defines()


def _is_variant(written: str, record: Record) -> bool:
    folded, variants = fold(written), _variants(record)
    matching = [variant for variant in variants if fold(variant) == folded]
    # A word in small letters is not the name that it is with a capital: turkey and Turkey.
    if all(" " not in name and name[0].isupper() and written[0].islower() for name in matching):
        return False
    preferred = [name for name in (record.title_text, *record.short_names) if name not in variants]
    # A variant may differ from a good spelling in case alone.
    return written in variants or folded not in map(fold, preferred)


def _passages(domain: BriefDomain) -> Iterator[tuple[str, Passage]]:
    """All that authors wrote in their own words, each with its page."""
    for docname, page in domain.pages.items():
        for passage in page.passages:
            yield docname, passage
        if page.brief and page.brief.summary:
            yield docname, Passage(page.brief.summary, page.lines.get("summary", page.brief.line))
    for kind in filter(_is_in_own_words, domain.kinds.values()):
        for record in domain.ledger.records(kind.kind_name).values():
            yield record.docname, Passage(record.title_text, *place_of(domain, record))
