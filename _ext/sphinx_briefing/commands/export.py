"""``sphinx-briefing export``: records in a format of others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from .folders import Conf, Source, find_project
from .telling import PROGRAM, tell

if TYPE_CHECKING:
    from ..exchange.model import Document, Format

T = TypeVar("T")

EXAMPLES = (
    "export ris --audience CLEAR -o sources.ris",
    "export stix --ledger build/ledger/ledger.json -o bundle.json --report lost.json",
)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="The format; '?' lists all.")],
    project: Annotated[
        Path | None,
        typer.Argument(
            metavar="PROJECT",
            show_default=False,
            help="Folder of the pages; default: found, from the working folder upwards.",
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="A ledger.json to read, instead of the pages."
        ),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            metavar="TLP",
            show_default=False,
            help="For readers up to this marking: what a build for them holds, and nothing else.",
        ),
    ] = "",
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; - for stdout."),
    ] = "-",
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="Where to write, as JSON, what was lost."
        ),
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            "--address",
            metavar="URL",
            show_default=False,
            help="Where the pages are published; default: html_baseurl.",
        ),
    ] = "",
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Write records in a format of others.

    What it cannot hold is said, a sentence a reason; --report has every value that is lost.
    """
    from ..exchange.formats import FORMATS, format_of, formats
    from ..exchange.report import counted_kinds, first_of, lost_in_words
    from ..exchange.report import report as report_of

    if format == "?":
        for one in formats():
            how = " and ".join(
                word for word, is_so in (("out", one.write), ("in", one.read)) if is_so
            )
            print(f"{one.name}\t{one.title} ({how})")
        return
    if format not in FORMATS:
        known = ", ".join(one.name for one in formats() if one.write is not None)
        raise typer.BadParameter(f"there is no format {format!r}; formats are: {known}")
    chosen = format_of(format)
    write = chosen.write
    if write is None:
        raise typer.BadParameter(f"{chosen.title} is read, and not written")
    document = document_read(ledger, project or source, conf, audience, address)
    written = with_extra(chosen, lambda: write(document))
    data = report_of(chosen.name, "export", written.kept, written.lost)
    _put(output, written.content, report, data)
    where = "" if output == "-" else f" to {output}"
    tell(f"{chosen.title}: {counted_kinds(written.kept)} written{where}")
    for sentence in first_of(lost_in_words(written.lost)):
        tell(f"not held: {sentence}")
    if not audience:
        _tell_markings(document, is_file=ledger is not None)


def with_extra(one: Format, work: Callable[[], T]) -> T:
    """Do something that may need libraries of an extra.

    :raises ValueError: if they are not there.
    """
    try:
        return work()
    except ModuleNotFoundError as error:
        if not one.extra:
            raise
        raise ValueError(
            f"{one.title} needs {error.name}, which is not installed: "
            f'pip install "{PROGRAM}[{one.extra}]"'
        ) from None


def document_read(
    ledger: Path | None, project: Path | None, conf: Path | None, audience: str, address: str
) -> Document:
    """The records that are asked for, each with the marking that counts for it.

    :param address: where the pages are published; empty for what the configuration says.
    """
    from ..exchange.documents import ledger_document, with_markings
    from ..exchange.model import BASE
    from ..markings import read_marking

    if audience:
        try:
            audience = read_marking(audience)
        except ValueError as error:
            raise typer.BadParameter(f"--audience: {error}") from None
    if ledger is not None:
        if project is not None:
            raise typer.BadParameter("name a project, or a ledger, and not both")
        if audience:
            raise typer.BadParameter(
                "a ledger.json is for the audience that it was built for, and passages inside of "
                "its texts cannot be told apart: name the project, or build a ledger with "
                f"-D briefing_audience={audience}"
            )
        document = with_markings(ledger_document(ledger.read_bytes(), str(ledger)), {})
        return {**document, **({BASE: address} if address else {})}
    from msgspec import json

    from ..builders.ledger import document as document_of
    from ..domain import domain_of
    from .reading import application_read

    folders = find_project("", project, conf)
    with application_read(*folders, warnings=None, audience=audience) as app:
        domain = domain_of(app.env)
        pages = {
            name: domain.ledger.markings.printed_on(name)
            for name in app.env.found_docs
            if domain.ledger.markings.printed_on(name)
        }
        base = address or str(app.config.html_baseurl or "")
        plain = json.decode(json.encode(document_of(domain.ledger)))
        document = with_markings(plain, pages)
    return {**document, **({BASE: base} if base else {})}


def _put(output: str, content: bytes, report: Path | None, data: object) -> None:
    """Write the files, all or none."""
    import msgspec

    from .writing import replace_all

    files: dict[Path, bytes] = {}
    if report is not None:
        files[report] = msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"
    if output != "-":
        path = Path(output)
        if path in files:
            raise typer.BadParameter("--output and --report name the same file")
        files[path] = content
    for path in files:
        if path.is_dir():
            raise ValueError(f"{path} is a folder; name a file")
    replace_all(files)
    if output == "-":
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(content.decode("utf-8"))
        else:
            sys.stdout.flush()
            stream.write(content)
            stream.flush()


def _tell_markings(document: Document, *, is_file: bool) -> None:
    from ..exchange.report import markings_in_words

    if said := markings_in_words(document):
        how = (
            "build its ledger for an audience: -D briefing_audience=CLEAR"
            if is_file
            else "--audience CLEAR leaves it out"
        )
        tell(f"what is marked {said} was read; {how}")
