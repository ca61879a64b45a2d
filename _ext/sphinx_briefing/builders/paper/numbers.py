"""The numbers of sections, figures and formulas, as HTML shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class FigureNumber:
    """The number of a figure, a table or a listing, with the words around it."""

    kind: str
    """As Sphinx calls it: ``figure``, ``table`` or ``code-block``."""
    before: str
    number: tuple[int, ...]
    after: str

    def __str__(self) -> str:
        return f"{self.before}{_joined(self.number)}{self.after} "


def section_number(env: BuildEnvironment, docname: str, section: nodes.Element) -> str:
    """Return the number of a section with a space behind it, or nothing if it has none."""
    numbers = env.toc_secnumbers.get(docname, {})
    found = next((numbers[f"#{name}"] for name in section["ids"] if f"#{name}" in numbers), ())
    return f"{_joined(found)} " if found else ""


def figure_number(
    env: BuildEnvironment, config: Config, docname: str, node: nodes.Element
) -> FigureNumber | None:
    """Return the number of a figure, table or listing, where the project numbers them."""
    if not config.numfig:
        return None
    kind = env.domains.standard_domain.get_enumerable_node_type(node) or ""
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {})
    found = next((numbers[name] for name in node["ids"] if name in numbers), None)
    if found is None:
        return None
    before, _sign, after = config.numfig_format.get(kind, "%s").partition("%s")
    return FigureNumber(kind, before, tuple(found), after)


def equation_number(
    env: BuildEnvironment, config: Config, docname: str, node: nodes.math_block
) -> str:
    """Return the number of a displayed formula as HTML shows it, or nothing if it has none."""
    if node.get("number") is None:
        return ""
    if not (config.math_numfig and config.numfig):
        return str(node["number"])
    numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {})
    found = next((numbers[name] for name in node["ids"] if name in numbers), None)
    if found is None:
        return str(node["number"])
    return str(config.math_numsep.join(_joined(found).rsplit(".", 1)))


def _joined(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))
