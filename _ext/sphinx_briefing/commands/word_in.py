"""``sphinx-briefing word-in``: list what was said and changed in a Word file, at its lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .folders import Conf, Source, find_project
from .telling import tell

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..word_files.opening import Parts
    from ..word_files.paragraphs import Paragraph
    from ..word_in.patching import Patch
    from ..word_in.remarks import Remark
    from ..word_in.review import Review

EXAMPLES = ("word-in geneva-talks.docx", "word-in geneva-talks.docx --patch > changes.diff")
CODE = "review"


def word_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The Word file that has come back.")],
    page: Annotated[
        str,
        typer.Option(
            metavar="PAGE",
            help="The page that it was made from: its name, file or reference; "
            "default: what the file says.",
        ),
    ] = "",
    patch: Annotated[
        bool,
        typer.Option(
            "--patch", help="Write changes of plain words as a diff of the sources, for git apply."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    sarif: Annotated[
        Path | None,
        typer.Option(metavar="OUT", show_default=False, help="Write SARIF to a file as well."),
    ] = None,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """List what was said and changed in a Word file.

    Each at its line in the sources: comments, tracked changes, and what was changed without being
    tracked. The status is 3 if there is something, and 0 if there is nothing.
    """
    from ..word_files.opening import Parts
    from .app import FOUND

    with Parts(file) as theirs:
        sources, folder = find_project(page, source, conf)
        listing = _Listing(sources, folder, theirs)
        review = listing.review(page)
        made = listing.patch(review) if patch or json else None
    if sarif is not None:
        _write_sarif(sarif, sources, review)
    if json:
        _print_json(review, sources, made)
    elif patch:
        assert made is not None
        sys.stdout.write(listing.diff(made))
        left = [one for number, one in enumerate(review.remarks) if number not in made.remarks]
        for remark in left:
            print(line_of(remark, sources), file=sys.stderr)
        tell(f"{len(made.remarks)} in the diff, {len(left)} for you to look at")
    else:
        for remark in review.remarks:
            print(line_of(remark, sources))
        if not review.remarks:
            tell(f"nothing was said or changed in {file}")
    if review.is_outdated:
        tell(f"the sources have changed since {file} was written; lines are those of today")
    elif not review.knows_texts:
        tell(
            f"{file} no longer says what it was made from: what differs may have been changed "
            "in the sources"
        )
    if review.remarks:
        raise typer.Exit(FOUND)


class _Listing:
    """One reading of a Word file beside the project that it comes from."""

    def __init__(self, sources: Path, conf: Path, theirs: Parts) -> None:
        self._sources, self._conf, self._theirs = sources, conf, theirs
        self._docname = ""
        self._pages: dict[str, str] = {}

    def review(self, page: str) -> Review:
        from ..word_in.printing import printed_now
        from ..word_in.project import reviewer_of
        from .reading import application_read

        with application_read(self._sources, self._conf, None, builder="briefdocx") as app:
            self._docname = _page(app, self._theirs, page)
            self._pages = {
                Path(os.path.relpath(app.env.doc2path(name), self._sources)).as_posix(): name
                for name in app.env.found_docs
            }
            with printed_now(app, self._docname) as ours:
                return reviewer_of(app, self._docname, self._theirs, ours).review()

    def patch(self, review: Review) -> Patch:
        """The changes that can be made in the sources, printed anew to be sure."""
        from ..word_in.patching import patch_of

        made = patch_of(review.remarks, review.ours, self._sources)
        while made.rewritings:
            texts = made.texts()
            # What is included, and registers, are not read as pages are.
            wrong = [
                one.number
                for name in texts.keys() - self._pages.keys()
                for one in made.rewritings[name]
            ]
            if not wrong:
                by_page = {self._pages[name]: text for name, text in texts.items()}
                wrong = made.unlike(self._printed_with(by_page))
            if not wrong:
                break
            made = made.without(wrong)
        return made

    def _printed_with(self, texts: Mapping[str, str]) -> list[Paragraph]:
        """The paragraphs of our file with other texts of pages."""
        from ..word_files.paragraphs import paragraphs_of
        from ..word_in.printing import printed_now
        from .reading import application_read

        with (
            application_read(
                self._sources, self._conf, None, builder="briefdocx", texts=texts
            ) as app,
            printed_now(app, self._docname) as now,
        ):
            return paragraphs_of(now.xml(now.main))

    def diff(self, made: Patch) -> str:
        from ..diagnostics.sinks import root_of

        root = root_of(self._sources)
        if root == self._sources and self._sources.is_relative_to(Path.cwd()):
            root = Path.cwd()
        return made.diff(
            {
                name: Path(os.path.relpath(self._sources / name, root)).as_posix()
                for name in made.files
            }
        )


def _page(app: Sphinx, theirs: Parts, page: str) -> str:
    """The brief that a file was made from.

    :raises ValueError: if it does not say so, or that brief is gone.
    """
    from ..domain import domain_of
    from ..word_files.places import map_of
    from ..word_in.printed import page_in
    from .reading import page_of

    domain = domain_of(app.env)
    briefs = domain.ledger.briefs
    if page:
        docname = page_of(domain, page)
        if docname not in briefs:
            raise ValueError(f"{docname} is no brief, and no Word file is made of it")
        return docname
    titles = {name: " ".join(brief.title.split()) for name, brief in briefs.items()}
    found = page_in(theirs, [*briefs], titles)
    if found:
        return found
    said = map_of(theirs).page
    if said:
        raise ValueError(
            f"{theirs.path} was made from the page {said}, which is no brief of "
            f"{app.srcdir} any more; say which it is: --page PAGE"
        )
    raise ValueError(
        f"{theirs.path} does not say which brief of {app.srcdir} it was made from; if it is one "
        "of these, say which: --page PAGE"
    )


def line_of(remark: Remark, sources: Path) -> str:
    """A remark in one line: ``file:line: who: what``."""
    who = remark.who or "somebody"
    if remark.place is None:
        return f"{remark.kind} without a place: {who}: {remark.what}"
    return f"{_shown(sources / remark.place.file)}:{remark.place.line}: {who}: {remark.what}"


def _shown(path: Path) -> str:
    """A path from the working folder, where that is above it."""
    whole, here = Path(os.path.normpath(path)), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def _print_json(review: Review, sources: Path, made: Patch | None) -> None:
    import msgspec

    def data(number: int, remark: Remark) -> dict[str, Any]:
        found: dict[str, Any] = {
            "kind": remark.kind,
            "who": remark.who,
            "when": remark.when,
            "what": remark.what,
            "old": remark.old,
            "new": remark.new,
            "tracked": remark.tracked,
            "in-patch": made is not None and number in made.remarks,
        }
        if remark.place is not None:
            found["file"] = _shown(sources / remark.place.file)
            found["line"] = remark.place.line
            if remark.place.record:
                found["record"] = ":".join(remark.place.record)
        return found

    whole = {
        "outdated": review.is_outdated,
        "remarks": [data(*one) for one in enumerate(review.remarks)],
    }
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n")


def _write_sarif(out: Path, sources: Path, review: Review) -> None:
    import msgspec

    from ..diagnostics.codes import Codes
    from ..diagnostics.model import Diagnostic
    from ..diagnostics.sarif import document
    from ..diagnostics.sinks import root_of
    from ..files import write_atomically
    from ..version import __version__

    codes = Codes()
    codes.add(CODE, "Somebody has said or changed something in a Word file.", "note")
    root = root_of(sources)
    found = []
    for remark in review.remarks:
        place = remark.place
        path = Path(os.path.relpath(sources / place.file, root)).as_posix() if place else ""
        text = f"{remark.who}: {remark.what}"
        line = place.line if place else 0
        found.append(Diagnostic("", line, CODE, text, path, "note"))
    data = document(found, codes, __version__)
    write_atomically(out, msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")
