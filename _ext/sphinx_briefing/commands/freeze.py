"""``sphinx-briefing freeze``: write down what an edition of a brief says, and what it rests on."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..editions import Edition

EXAMPLES = ("freeze briefs/2026-08-geneva-talks", "freeze --final")
FINAL = "final"


def freeze(
    pages: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PAGE",
            show_default=False,
            help="Briefs: their pages, their files, or their references.",
        ),
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help="All final briefs that are not frozen yet.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over an edition that says something else.")
    ] = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Keep what an edition of a brief says.

    Write what it says and rests on to editions/<reference>/<edition>.json below the pages. Commit
    the file: later editions say what has changed since.
    """
    if not pages and not final:
        raise ValueError("name a brief to freeze, or write --final")
    from .reading import page_of, project_read

    pages = pages or []
    problems: list[str] = []
    folders = find_project(pages[0] if pages else "", source, conf)
    with project_read(*folders, sys.stderr) as domain:
        for name in pages:
            try:
                print(_frozen(domain, page_of(domain, name), force=force))
            except ValueError as error:
                problems.append(str(error))
        unfrozen = _final(domain) if final else []
        if final and not unfrozen:
            tell("no final brief is left to freeze")
        for docname in unfrozen:
            try:
                print(_frozen(domain, docname, force=False))
            except ValueError as error:
                problems.append(str(error))
    if problems:
        raise ValueError("\n".join(problems))


def _final(domain: BriefDomain) -> list[str]:
    """The final briefs that are not frozen yet; those without a reference are said."""
    from ..editions import number_of

    found = []
    for docname, brief in domain.ledger.briefs.items():
        if brief.status != FINAL:
            continue
        if not brief.reference:
            tell(f"{docname} has no 'reference' and stays as it is")
        elif not domain.editions.find(brief.reference, number_of(brief)).is_there:
            found.append(docname)
    return found


def _frozen(domain: BriefDomain, docname: str, *, force: bool) -> str:
    """Freeze the brief on a page, and say what has been done.

    :raises ValueError: if it is no brief, is not whole, or has been frozen with other content.
    """
    from ..editions import changes, place_of, told

    edition = _edition(domain, docname, force=force)
    name = _from_here(domain, place_of(edition.reference, edition.number))
    called = f"edition {edition.number} of {edition.reference!r}"
    found = domain.editions.find(edition.reference, edition.number)
    if found.is_foreign:
        raise ValueError(f"{name} {found.problem}; move that file away")
    if found.is_there and not force:
        if found.edition is None or found.problem:
            raise ValueError(f"{name} {found.problem}, with --force")
        if found.edition == edition:
            return f"{name}: {called} is frozen already, and says the same"
        changed = changes(found.edition, edition, domain.kinds)
        if changed:
            raise ValueError(
                f"{name}: {called} is frozen already, and says something else: {told(changed)}; "
                f"write 'edition: {edition.number + 1}', or freeze it anew with --force"
            )
        return f"{name}: {called} is frozen already, and means the same"
    domain.editions.freeze(edition)
    return f"{name}: {called}, with {_count(edition, domain)}{_unfinished(domain, docname)}"


def _from_here(domain: BriefDomain, place: PurePath) -> str:
    """A file below the pages as one would name it to other commands, which commit it."""
    path = Path(domain.env.srcdir).resolve() / place
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else place).as_posix()


def _unfinished(domain: BriefDomain, docname: str) -> str:
    """A word on a brief that is not final: it may be changed, and nothing says so."""
    status = domain.ledger.briefs[docname].status
    if status == FINAL:
        return ""
    return f"; its status is {status!r}: builds say that it differs only once it is 'final'"


def _edition(domain: BriefDomain, docname: str, *, force: bool) -> Edition:
    from ..editions import edition_of
    from ..ledger.known import known_to

    ledger, page = domain.ledger, domain.pages.get(docname)
    brief = ledger.briefs.get(docname)
    if brief is None or page is None:
        raise ValueError(f"{docname} is no brief: its front matter has no 'brief:'")
    if not brief.reference:
        raise ValueError(
            f"{docname} has no 'reference', by which its editions are known; write one in its "
            "front matter"
        )
    shared = [name for name, other in ledger.briefs.items() if other.reference == brief.reference]
    if len(shared) > 1:
        raise ValueError(
            f"the reference {brief.reference!r} is shared by {', '.join(shared)}; "
            "give each of them one of its own"
        )
    if page.left_out and not force:
        named = ", ".join(dict.fromkeys(kind for kind, _name in page.left_out))
        raise ValueError(
            f"{docname} is not whole: a mistake leaves out what it says in a {named}; mend that, "
            "or freeze it as it is with --force"
        )
    return edition_of(known_to(ledger, docname), page, domain.conventions)


def _count(edition: Edition, domain: BriefDomain) -> str:
    """How many records of which kind it holds."""
    counted = Counter(kind for kind, _ in edition.records)
    found = [
        f"{count} {domain.kinds[kind].plural if count > 1 else kind}"
        for kind, count in counted.items()
        if domain.kinds[kind].edition_fields
    ]
    return ", ".join(found) or "no records"
