"""Tables of the manual that are read off the toolkit's declarations.

``{record-fields} claim`` lists the fields of a kind of record or page, ``{scale} tlp`` the
entries of a closed vocabulary. A field that is declared is documented.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from sphinx_briefing import vocabularies
from sphinx_briefing.records import KINDS, Brief, Note
from sphinx_briefing.records.fields import declared


def table(head: Iterable[nodes.Node], rows: Iterable[Iterable[nodes.Node]]) -> nodes.table:
    """Build a table; every cell is one inline node."""

    def row(cells: Iterable[nodes.Node]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))

    first, *others = [row(head), *map(row, rows)]
    columns = [nodes.colspec(colwidth=1) for _ in first]
    group = nodes.tgroup("", *columns, cols=len(columns))
    group += nodes.thead("", first)
    group += nodes.tbody("", *others)
    return nodes.table("", group)


class RecordFields(SphinxDirective):
    """``{record-fields} kind``: the fields that an author may write for it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        kind = self.arguments[0]
        record = {**KINDS, "note": Note, "brief": Brief}[kind]
        argument = getattr(record, "argument", "")
        head = map(nodes.Text, ("Field", "What it holds", "Written as"))
        rows = []
        for field in declared(record).values():
            note = " (the argument)" if field.name == argument else ""
            note = note or (" (required)" if field.required else "")
            name = nodes.inline("", "", nodes.literal("", field.name), nodes.Text(note))
            rows.append((name, nodes.Text(field.help), nodes.Text(field.shape.name)))
        return [table(head, rows)]


class ScaleEntries(SphinxDirective):
    """``{scale} name``: the entries of a closed vocabulary, with their source."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        scales = {
            scale.name: scale
            for scale in vars(vocabularies).values()
            if isinstance(scale, vocabularies.Scale)
        }
        scale = scales[self.arguments[0]]
        bands = any(grade.band for grade in scale.grades)
        head = map(nodes.Text, ("Value", "Printed", *(["Probability"] if bands else [])))
        rows = (
            (
                nodes.literal("", grade.value),
                nodes.Text(grade.label),
                *([nodes.Text(grade.band)] if bands else []),
            )
            for grade in scale.grades
        )
        return [table(head, rows), nodes.paragraph("", f"Source: {scale.source}.")]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("record-fields", RecordFields)
    app.add_directive("scale", ScaleEntries)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
