"""The singular directives: each writes one record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..diagnostics.log import suggest
from ..diagnostics.model import Diagnostic
from ..ledger import Entry
from ..markings import STRICTEST, is_stricter, read_marking
from ..records import Kinds, Problem, Record, declared, slug
from ..records.readers import read_line, read_list
from ..records.validation import read_fields
from ..sphinx_patches.myst_options import Options
from ..vocabularies import TLP, old_word
from .bodies import heading_line, headings_noted, may_hold_records, prose_of, records_in
from .options import (
    STRAY_OPTION,
    AnyOption,
    continued,
    line_holding,
    option_lines,
    twice_written,
)
from .translatable import leave_verbatim, translated_fields, words_of

if TYPE_CHECKING:
    from sphinx.config import Config

    from . import BriefDomain


_HEADING = "its body holds a heading; write bold text, or move the section out"
_ROLE = re.compile(
    r"(?:\{[\w:-]+\}|:[\w:-]+:)(?P<marks>`+)(?P<words>[^`<>]+?)(?:\s*<[^`<>]*>)?(?P=marks)(?!`)"
)


def is_withheld(written: str, config: Config) -> bool:
    """Whether a record or passage with a marking is not for the readers of this build."""
    audience = config.briefing_audience
    if not audience or not written.strip():
        return False
    try:
        return is_stricter(read_marking(written), audience)
    except ValueError:
        return is_stricter(STRICTEST, audience)


class BriefDirective(SphinxDirective):
    """The base of singular and plural directives, which reports at the line of an option."""

    has_content = True
    final_argument_whitespace = True
    reports_options = True
    """Whether it says itself which of its options cannot be read."""

    @property
    def domain(self) -> BriefDomain:
        """The domain that keeps what pages say."""
        return cast("BriefDomain", self.env.domains["brief"])

    def lines(self) -> dict[str, int]:
        """The line of each option that was written."""
        return option_lines(self.block_text, self.first_line(), self.options)

    def malformed(self) -> list[tuple[int, str]]:
        """The lines of options that cannot be read, each with what is wrong."""
        found = self.options.malformed if isinstance(self.options, Options) else ()
        return [(self.first_line() + offset, message) for offset, message in found]

    def report(self, code: str, line: int, message: str) -> None:
        """Keep what is wrong, at a line of this page or of the file it includes."""
        report = Diagnostic(self.env.docname, line, code, message, self.foreign_path())
        self.domain.note_diagnostic(report)

    def first_line(self) -> int:
        """The line that the directive starts at, in the file that it stands in."""
        return int(self.get_source_info()[1])

    def foreign_path(self) -> str:
        """The file that the directive stands in, where it is not the page's own."""
        source = str(self.get_source_info()[0])
        return "" if source == str(self.env.doc2path(self.env.docname)) else source

    def nothing(self) -> list[nodes.Node]:
        """Put an empty comment in the place of something that is left out.

        Figures and quotations that hold it would otherwise be empty, which docutils and Sphinx
        cannot bear; an empty comment is what they know for it.
        """
        node = nodes.comment()
        self.set_source_info(node)
        return [node]

    def _is_markdown(self) -> bool:
        return not self.block_text.lstrip().startswith("..")

    def _node(
        self, record: Record, body: list[nodes.Node], lines: Mapping[str, int], path: str
    ) -> nodes.container:
        name = record.kind_name
        anchor = f"{name}-{record.id}"
        node = nodes.container(
            "",
            *words_of(translated_fields(record), lines, record.line, path),
            *body,
            classes=["brief-record", f"brief-{name}"],
            brief_kind=name,
            brief_id=record.id,
            brief_line=record.line,
        )
        self.set_source_info(node)
        if record.verbatim:
            for element in node.findall(nodes.Element):
                element["support_smartquotes"] = False  # somebody's own words stay as they are
        leave_verbatim(node, record)
        document = self.state.document
        holder = document.ids.get(anchor)
        if isinstance(holder, nodes.section):
            _move_away(holder, anchor, document)
        if anchor not in document.ids:
            node["ids"].append(anchor)
            document.note_explicit_target(node)
        return node


class RecordDirective(BriefDirective):
    """Write a record of :attr:`kind`. A record with a mistake is reported and left out."""

    kind: ClassVar[type[Record]]

    def run(self) -> list[nodes.Node]:
        """Validate the record, note it, and leave its body on the page."""
        kind, name = self.kind, self.kind.kind_name
        start, lines = self.first_line(), self.lines()
        written = dict(self.options)
        if self._is_markdown() and (
            used := continued(self.block_text, list(self.content), written)
        ):
            self.content.trim_start(used)
            self.content_offset += used
        argument = self._plain_argument(" ".join(self.arguments).strip())
        problems = self._argument_problems(argument, written)
        for option, line in twice_written(self.block_text, start).items():
            problems.append(Problem(option, f"{option!r} is written twice"))
            lines[option] = line
        for number, (line, message) in enumerate(self.malformed()):
            problems.append(Problem(f"\0{number}", message))
            lines[f"\0{number}"] = line
        stray = next((line for line in self.content if line.strip()), "")
        if (match := STRAY_OPTION.match(stray)) and match[1] in declared(kind):
            message = f"{match[1]!r} stands in the body; options come first, one on a line"
            problems.append(Problem("", message))
        takes_text = kind.argument in ("", "text")
        if argument and not takes_text:
            written[kind.argument] = argument
        # What stands in a line that cannot be read is not missing.
        given = declared(kind) if self.malformed() else (kind.argument,)
        values, more = read_fields(kind, written, self.domain.conventions, given=given)
        problems += more
        text = "\n".join(self.content)
        heading = heading_line(text, self.state)
        if heading is not None:
            lines[""] = start + self.content_offset + heading + 1
            problems.append(Problem("", _HEADING))
        if "tlp" in written and not (written["tlp"] or "").strip():
            message = f"'tlp' is empty; write one of: {', '.join(TLP.values)}, or remove the option"
            problems.append(Problem("tlp", message))
        if is_withheld(written.get("tlp") or "", self.config):
            return self.nothing()  # what brought it here was hidden from those who prune
        if hint := old_word(written.get("tlp") or ""):
            suggest(self.env, self.env.docname, lines.get("tlp", start), hint)
        is_bad = any(problem.leaves_out for problem in problems)
        if is_bad and not may_hold_records(text, self.domain.kinds):
            self._report_problems(problems, lines)
            return self._leave_out(values, argument)
        with headings_noted(self.state) as headings:
            body = self.parse_content_to_nodes(allow_section_headings=False)
        if headings:
            lines[""], is_bad = headings[0] or start, True
            problems.append(Problem("", _HEADING))
        self._report_problems(problems, lines)
        if is_bad:
            # The records in its body are not to blame.
            return self._leave_out(values, argument) + records_in(body)
        if kind.argument == "text" and argument:
            words = read_line(argument, self.domain.conventions)
            head = nodes.paragraph(words, words)
            self.set_source_info(head)
            body.insert(0, head)
        prose = prose_of(body)
        identifier = values.pop("id", "") or self._default_id(argument, prose)
        if not identifier:
            message = f"{name}: no id can be made of {argument!r}; give it an ':id:'"
            self.report("field", start, message)
            return self.nothing() + records_in(body)
        record = kind(**values, id=identifier, text=prose, docname=self.env.docname, line=start)
        self.domain.note_entry(Entry(record, lines, path=self.foreign_path()))
        return [self._node(record, body, lines, str(self.get_source_info()[0]))]

    def _plain_argument(self, argument: str) -> str:
        """The argument of a directive as plain text, of which roles leave the words."""
        plain = _ROLE.sub(lambda match: match["words"].strip(), argument)
        if plain != argument:
            name, what = self.kind.kind_name, self.kind.argument or "text"
            message = f"{name}: the {what} after {{{name}}} is plain text; write {plain!r}"
            self.report("field", self.first_line(), message)
        return plain

    def _argument_problems(self, argument: str, written: dict[str, str]) -> list[Problem]:
        name, field = self.kind.kind_name, self.kind.argument
        problems = []
        if field and field in written:
            written.pop(field)
            message = f"write the {field} after {{{name}}}, not as an option"
            problems.append(Problem(field, message))
        elif field and field != "text" and not argument:
            help_text = declared(self.kind)[field].help
            message = f"the {field} is missing; write {help_text} after {{{name}}}"
            problems.append(Problem("", message))
        if not field and argument:
            problems.append(Problem("", f"it takes no argument; write {argument!r} in the body"))
        elif field in ("", "text") and not argument and not any(map(str.strip, self.content)):
            problems.append(Problem("", "it has no text; write it in the body"))
        return problems

    def _default_id(self, argument: str, prose: str) -> str:
        if self.kind.argument:
            return slug(argument or " ".join(prose.split()[:8]))
        return slug(" ".join(prose.split()[:6]))

    def _report_problems(self, problems: list[Problem], lines: dict[str, int]) -> None:
        for problem in problems:
            line = lines.get(problem.field, self.first_line())
            if problem.words:
                line = line_holding(problem.words, self.block_text, self.first_line(), line)
            self.report("field", line, f"{self.kind.kind_name}: {problem.message}")

    def _leave_out(
        self,
        values: dict[str, object],
        argument: str,
    ) -> list[nodes.Node]:
        name = self.kind.kind_name
        known = {str(values.get("id") or self.options.get("id") or ""), argument, slug(argument)}
        self.domain.note_left_out(name, known - {""})
        return self.nothing()


def _move_away(section: nodes.section, anchor: str, document: nodes.document) -> None:
    """Give a heading another id: the anchors of records are promised, those of headings not."""
    section["ids"].remove(anchor)
    number = 1
    while (other := f"section-{anchor}-{number}") in document.ids:
        number += 1
    section["ids"].append(other)
    del document.ids[anchor]
    document.ids[other] = section
    for name in section["names"]:
        document.nameids[name] = other


def _lists(record: type[Record]) -> list[str]:
    return [name for name, field in declared(record).items() if field.shape.read is read_list]


def record_directives(kinds: Kinds) -> dict[str, type[RecordDirective]]:
    """One directive class for each kind of record."""
    return {
        kind: type(
            f"{record.__name__}Directive",
            (RecordDirective,),
            {
                "__doc__": record.__doc__,
                "kind": record,
                "option_spec": AnyOption(declared(record), _lists(record)),
                "optional_arguments": 1,
            },
        )
        for kind, record in kinds.items()
    }
