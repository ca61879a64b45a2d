"""The singular directives: each writes one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..ledger import Entry, Report
from ..records import KINDS, Problem, Record, declared, slug
from ..records.fields import read_line
from ..records.validation import read_fields
from .bodies import heading_line, prose_of
from .options import AnyOption, option_lines

if TYPE_CHECKING:
    from . import BriefDomain


class BriefDirective(SphinxDirective):
    """What singular and plural directives share: reports at the line of an option."""

    has_content = True
    final_argument_whitespace = True

    @property
    def domain(self) -> BriefDomain:
        """The domain that keeps what pages say."""
        return cast("BriefDomain", self.env.domains["brief"])

    def lines(self) -> dict[str, int]:
        """The line of each option that was written."""
        return option_lines(self.block_text, self.lineno, self.options)

    def report(self, subtype: str, line: int, message: str) -> None:
        """Say what is wrong, at a line of this page."""
        source, start = self.get_source_info()
        shift = start - self.lineno  # an included file counts its own lines
        self.domain.warn(Report(self.env.docname, line + shift, subtype, message), path=source)


class RecordDirective(BriefDirective):
    """Write a record of :attr:`kind`. A record with a mistake is reported and left out."""

    kind: ClassVar[type[Record]]

    def run(self) -> list[nodes.Node]:
        """Validate the record, note it, and leave its body on the page."""
        kind, name = self.kind, self.kind.kind_name
        lines = self.lines()
        written = dict(self.options)
        argument = " ".join(self.arguments).strip()
        problems = self._argument_problems(argument, written)
        takes_text = kind.argument in ("", "text")
        if argument and not takes_text:
            written[kind.argument] = argument
        values, more = read_fields(kind, written, self.domain.house, given=(kind.argument,))
        problems += more
        heading = heading_line("\n".join(self.content), markdown=self._is_markdown())
        if heading is not None:
            problems.append(
                Problem("", "its body holds a heading; write bold text, or move the section out")
            )
            # Docutils counts the offset from the top of the file, MyST from the directive.
            start = self.lineno if self._is_markdown() else 0
            lines[""] = start + self.content_offset + heading + 1
        if problems:
            return self._leave_out(values, argument, problems, lines)
        body = self.parse_content_to_nodes(allow_section_headings=False)
        prose = prose_of(body)
        if kind.argument == "text":
            prose = "\n\n".join(filter(None, (read_line(argument, self.domain.house), prose)))
        identifier = values.pop("id", "") or self._default_id(argument, prose)
        if not identifier:
            message = f"{name}: no id can be made of {argument!r}; give it an ':id:'"
            self.report("field", self.lineno, message)
            return []
        source_path, start = self.get_source_info()
        record = kind(
            **values, id=identifier, text=prose, docname=self.env.docname, line=self.lineno
        )
        self.domain.note_entry(Entry(record, lines))
        return [self._node(record, body, source_path, start)]

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
        if field in ("", "text") and not argument and not any(map(str.strip, self.content)):
            problems.append(Problem("", "it has no text; write it in the body"))
        return problems

    def _default_id(self, argument: str, prose: str) -> str:
        if self.kind.argument:
            return slug(argument or " ".join(prose.split()[:8]))
        return slug(" ".join(prose.split()[:6]))

    def _leave_out(
        self,
        values: dict[str, object],
        argument: str,
        problems: list[Problem],
        lines: dict[str, int],
    ) -> list[nodes.Node]:
        name = self.kind.kind_name
        for problem in problems:
            line = lines.get(problem.field, self.lineno)
            self.report("field", line, f"{name}: {problem.message}")
        known = {str(values.get("id") or self.options.get("id") or ""), argument, slug(argument)}
        self.domain.note_left_out(name, known - {""})
        return []

    def _is_markdown(self) -> bool:
        return not self.block_text.lstrip().startswith("..")

    def _node(
        self, record: Record, body: list[nodes.Node], source: str, line: int
    ) -> nodes.container:
        name = record.kind_name
        anchor = f"{name}-{record.id}"
        node = nodes.container(
            "", *body, classes=["brief-record", f"brief-{name}"], brief_kind=name,
            brief_id=record.id, brief_line=record.line,
        )  # fmt: skip
        node.source, node.line = source, line
        document = self.state.document
        if anchor not in document.ids:
            node["ids"].append(anchor)
            document.note_explicit_target(node)
        return node


def record_directives() -> dict[str, type[RecordDirective]]:
    """One directive class for each kind of record."""
    return {
        kind: type(
            f"{record.__name__}Directive",
            (RecordDirective,),
            {
                "__doc__": record.__doc__,
                "kind": record,
                "option_spec": AnyOption(declared(record)),
                "optional_arguments": 1 if record.argument else 0,
            },
        )
        for kind, record in KINDS.items()
    }
