"""``sphinx-briefing word-out``: a Word file whose tracked changes are those since an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..editions import Edition, Kept
    from ..word_files.opening import Parts
    from ..word_files.paragraphs import Paragraph
    from ..word_out.marking import Earlier

EXAMPLES = (
    "word-out briefs/2026-08-geneva-talks --against 1",
    "word-out briefs/2026-08-geneva-talks --against sent/geneva.docx",
)


def word_out(
    page: Annotated[
        str, typer.Argument(metavar="PAGE", help="A brief: its page, its file, or its reference.")
    ],
    against: Annotated[
        str,
        typer.Option(
            metavar="EDITION",
            help="The number of an edition, its file, or a Word file that was sent.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default=False,
            help="The file to write; default: named after the brief.",
        ),
    ] = None,
    author: Annotated[
        str, typer.Option(metavar="NAME", help="Who has made the changes.")
    ] = "sphinx-briefing",
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Write a Word file with tracked changes.

    The changes are those of the brief since an edition, in what its records say; or since an
    earlier Word file, in all of its words.
    """
    from ..domain import domain_of
    from ..word_files.paragraphs import paragraphs_of
    from ..word_in.printing import printed_now
    from ..word_out.marking import marked
    from .reading import application_read, page_of
    from .writing import write_new

    folders = find_project(page, source, conf)
    with application_read(*folders, None, builder="briefdocx") as app:
        domain = domain_of(app.env)
        docname = page_of(domain, page)
        brief = domain.ledger.briefs.get(docname)
        if brief is None:
            raise ValueError(f"{docname} is no brief, so that no Word file is made of it")
        with printed_now(app, docname) as parts:
            now = paragraphs_of(parts.xml(parts.main))
            if against.lower().endswith(".docx"):
                earlier, called = _since_file(Path(against), now), Path(against).stem
            else:
                edition = _edition(domain, docname, against)
                earlier = _since_edition(domain, docname, edition, now, parts)
                called = str(edition.number)
            when = _when(brief.date or brief.as_of or "")
            content, changed = marked(parts, earlier, author, when)
    output = output or Path(f"{docname.rpartition('/')[2]}-since-{called}.docx")
    write_new(output, content)
    print(output)
    tell("nothing has changed" if not changed else f"{changed} paragraphs have changes"
         if changed > 1 else "1 paragraph has changes")  # fmt: skip


def _since_file(path: Path, now: list[Paragraph]) -> Earlier:
    from ..word_files.opening import Parts
    from ..word_files.paragraphs import paragraphs_of
    from ..word_out.since import since_file

    with Parts(path) as parts:
        return since_file(paragraphs_of(parts.xml(parts.main)), now)


def _since_edition(
    domain: BriefDomain, docname: str, before: Edition, now: list[Paragraph], parts: Parts
) -> Earlier:
    from ..editions import edition_of
    from ..ledger.known import known_to
    from ..markings import OPEN, is_stricter, read_marking
    from ..word_files.places import map_of
    from ..word_out.since import owners, since_edition

    ledger = known_to(domain.ledger, docname)
    after = edition_of(ledger, domain.pages[docname], domain.conventions)
    borne = domain.ledger.markings.borne_by(docname) or OPEN

    def may_say(kept: Kept) -> bool:
        try:
            return not kept.marking or not is_stricter(read_marking(kept.marking), borne)
        except ValueError:
            return False

    printed_by = owners(now, map_of(parts).places)
    return since_edition(before, after, domain.kinds, now, printed_by, may_say)


def _edition(domain: BriefDomain, docname: str, against: str) -> Edition:
    """The edition that is meant.

    :raises ValueError: if there is none, or it cannot be used.
    """
    from ..editions import place_of
    from ..editions.written import Unusable, decoded

    reference = domain.ledger.briefs[docname].reference or ""
    if not reference:
        raise ValueError(f"{docname} has no 'reference', by which its editions are known")
    if against.isdecimal():
        number = int(against)
        path = Path(domain.env.srcdir) / place_of(reference, number)
    else:
        path = Path(against)
        if not path.stem.isdecimal():
            raise ValueError(
                f"{against} is no number, no file of an edition (2.json) and no Word file (.docx)"
            )
        number = int(path.stem)
    try:
        edition, _ = decoded(path.read_bytes(), reference, number, domain.kinds)
    except OSError:
        known = ", ".join(map(str, domain.editions.numbers(reference))) or "none"
        raise ValueError(
            f"there is no edition {against} of {reference!r}; frozen are: {known}"
        ) from None
    except Unusable as error:
        raise ValueError(f"{path} {error}") from None
    return edition


def _when(day: str) -> str:
    """The day of the brief as a time; what it leaves open is the beginning."""
    import re

    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", day)
    year, month, number = found.groups() if found else ("1980", None, None)
    return f"{year}-{month or '01'}-{number or '01'}T00:00:00Z"
