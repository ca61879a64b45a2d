"""``sphinx-briefing import``: a file of others as registers and notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from ..exchange.arriving import Arriving
    from ..exchange.model import Format, Lost, Read
    from ..ledger import Ledger

EXAMPLES = (
    "import ris library.ris --notes notes/inbox",
    "import auto vessels.json --kind actor --into registers/vessels.md --dry-run",
)
LIMIT = 64
"""Megabytes of a file that are read if nobody says more."""
PAGES, DATA = (".md",), (".yaml", ".yml")


def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="The format, or 'auto'.")],
    file: Annotated[Path, typer.Argument(show_default=False, help="The file to read.")],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="A register: a page (.md) or, for one kind, a data file (.yaml); new records are "
            "written behind what is there.",
        ),
    ] = None,
    notes: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", show_default=False, help="A folder of notes, one for each source."
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", metavar="KIND", help="Of this kind alone: actor, source."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="Where to write, as JSON, what was left aside."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="MB", min=1, help="Megabytes that are read at most.")
    ] = LIMIT,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Read a file of others into registers and notes.

    What is there already stays as it is, and what has no field, or names nobody, is left aside: a
    sentence a reason, and all of it in --report.
    """
    from ..exchange.report import counted_kinds, first_of, left_in_words
    from ..exchange.report import report as report_of
    from .writing import difference

    if into is None and notes is None:
        raise typer.BadParameter("say where to: --into FILE, or --notes FOLDER")
    if into is not None and into.suffix not in (*PAGES, *DATA):
        raise typer.BadParameter(f"--into {into}: write {', '.join((*PAGES, *DATA))}")
    chosen, read = read_file(format, file, limit)
    folders = find_project(str(into or notes), source, conf)
    files, records, left = _planned(read, into, notes, kind or [], *folders)
    numbers: dict[str, int] = {}
    for one in records:
        numbers[one.kind] = numbers.get(one.kind, 0) + 1
    data = report_of(chosen.name, "import", numbers, left, files=[_shown(path) for path in files])
    if dry_run:
        for path, text in files.items():
            print("".join(difference(path, text, _shown(path))), end="")
        _write({}, report, data)
    else:
        _write(files, report, data)
        for path in files:
            print(_shown(path))
    what = "to be written" if dry_run else "written"
    tell(f"{chosen.title}: {counted_kinds(numbers)} {what}")
    for sentence in first_of(left_in_words(left)):
        tell(f"left aside: {sentence}")


def read_file(name: str, file: Path, limit: int = LIMIT) -> tuple[Format, Read]:
    """The records of a file, and its format.

    :param name: the name of the format, or ``auto``.
    :param limit: megabytes that are read at most.
    :raises ValueError: if it cannot be read.
    """
    from ..exchange.formats import FORMATS, format_of, formats, recognised
    from .export import with_extra

    if name not in (*FORMATS, "auto"):
        known = ", ".join(one.name for one in formats() if one.read is not None)
        raise typer.BadParameter(f"there is no format {name!r}; formats are: auto, {known}")
    size = file.stat().st_size / 1_000_000
    if size > limit:
        raise ValueError(
            f"{file} has {size:.0f} MB, and {limit} are read: split it, or let more be read, which "
            f"takes several times as much memory: --limit {int(size) + 1}"
        )
    data = file.read_bytes()
    found = recognised(data, str(file)) if name == "auto" else format_of(name)
    if found.read is None:
        raise typer.BadParameter(f"{found.title} is written, and not read")
    reading = found.read
    return found, with_extra(found, lambda: reading(data, str(file)))


def _planned(
    read: Read, into: Path | None, notes: Path | None, kinds: list[str], sources: Path, conf: Path
) -> tuple[dict[Path, str], list[Arriving], list[Lost]]:
    """The files to write, the records in them, and what is left aside."""
    from ..exchange.arriving import arrival
    from ..exchange.model import Lost
    from ..exchange.register_pages import marking_of
    from ..markings import OPEN, badge_of, is_stricter
    from .reading import project_read

    with project_read(sources, conf, warnings=None) as domain:
        ledger = domain.ledger
        for kind in kinds:
            if kind not in ledger.kinds:
                known = ", ".join(ledger.kinds)
                raise typer.BadParameter(f"there is no kind {kind!r}; kinds are: {known}")
        wanted = kinds or ([] if into is not None else ["source"])
        records, left = arrival(read, ledger, domain.conventions, sources, wanted, domain.pages)
        suffixes = tuple(domain.env.config.source_suffix)
        page = domain.env.path2doc(into.resolve()) if into is not None else None
        open_to = ledger.markings.of_page(page or "")
    lost = [*left]
    files: dict[Path, str] = {}
    written: list[Arriving] = []

    def is_note(one: Arriving) -> bool:
        return notes is not None and one.kind == "source"

    for_notes = [one for one in records if is_note(one)]
    rest = [one for one in records if not is_note(one)]
    if notes is not None and for_notes:
        _check_place(notes, sources)
        for one in for_notes:
            path, text = _note(one, notes)
            if path.exists() or path in files:
                lost.append(Lost(one.kind, one.id, "", f"{_shown(path)} is there already"))
            else:
                files[path] = text
                written.append(one)
                if one.fields.get("source"):
                    why = "a note has no source besides its own"
                    lost.append(Lost(one.kind, one.id, "source", why))
    if into is not None and rest:
        _check_place(into, sources)
        if into.suffix in PAGES and into.suffix not in suffixes:
            raise ValueError(f"{into}: pages of this project end with {', '.join(suffixes)}")
        if into.exists() and into.suffix in PAGES:
            why = f"its marking is stricter than {badge_of(open_to)}, that of {_shown(into)}"
            kept = []
            for one in rest:
                if is_stricter(marking_of(one) or OPEN, open_to):
                    lost.append(Lost(one.kind, one.id, "", why))
                else:
                    kept.append(one)
            rest = kept
        files |= {into: _register(into, rest, ledger)} if rest else {}
        written += rest
    return files, written, lost


def _check_place(path: Path, sources: Path) -> None:
    whole = path.resolve()
    if not whole.is_relative_to(sources.resolve()):
        raise ValueError(f"{path} is outside the pages of the project, {sources}")


def _note(one: Arriving, folder: Path) -> tuple[Path, str]:
    from ..exchange.register_pages import note_page
    from ..records import slug

    name = slug(one.id) or "note"
    return folder / f"{name}.md", note_page(one, name)


def _register(path: Path, records: list[Arriving], ledger: Ledger) -> str:
    """A register, or what is there with the records behind it.

    :raises ValueError: if what is there is none.
    """
    from ..exchange.register_pages import data_file, directives, marking_of, register_page
    from ..markings import strictest
    from .writing import text_of

    before = text_of(path) if path.exists() else ""
    if path.suffix in PAGES:
        if not before.strip():
            return register_page(_title(path), records, ledger.kinds)
        return f"{before.rstrip()}\n\n{directives(records, ledger.kinds)}"
    found = sorted({one.kind for one in records})
    if len(found) > 1:
        raise ValueError(
            f"{path} would hold {', '.join(found)}, and a data file holds one kind: write a page "
            f"(.md), or ask for one kind: --kind {found[0]}"
        )
    kind = ledger.kinds[found[0]]
    if not kind.in_files:
        raise ValueError(f"data files hold no {kind.plural}; write a page (.md)")
    if not before.strip():
        marking = strictest(map(marking_of, records))
        how = f", and bears 'tlp: {marking}'" if marking else ""
        tell(f"a page takes it in: ```{{{kind.plural}}} with ':file: {path.name}'{how}")
        return data_file(records)
    return _extended(path, before, records)


def _extended(path: Path, before: str, records: list[Arriving]) -> str:
    from ..exchange.register_pages import data_file
    from ..records.tables import Unreadable, tree_rows, yaml_tree

    try:
        tree = yaml_tree(before)
        there = tree_rows(tree)
        text = f"{before.rstrip()}\n{data_file(records, as_list=isinstance(tree.value, list))}"
        after = tree_rows(yaml_tree(text))
    except Unreadable as error:
        raise ValueError(f"{path}:{error.line}: {error}; nothing was written") from None
    ids = [row.values.get("id") for row in after]
    if after[: len(there)] != there or ids[len(there) :] != [one.id for one in records]:
        raise ValueError(
            f"{path} is not written a record after the other, in blocks: name another file"
        )
    return text


def _title(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Register"


def _write(files: dict[Path, str], report: Path | None, data: dict[str, Any]) -> None:
    import msgspec

    from .writing import replace_all

    made: dict[Path, str | bytes] = {**files}
    if report is not None:
        made[report] = msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"
    for path in made:
        if path.is_dir():
            raise ValueError(f"{path} is a folder; name a file")
    replace_all(made)


def _shown(path: Path) -> str:
    """A path as it is said: from the working folder where it is inside."""
    here, whole = Path.cwd(), path.resolve()
    return str(whole.relative_to(here) if whole.is_relative_to(here) else path)
