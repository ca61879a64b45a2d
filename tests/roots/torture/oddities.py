"""Nodes of somebody else: one that builders are not told of, one that the PDF builder is."""

from docutils import nodes
from docutils.parsers.rst import Directive


class oddbox(nodes.General, nodes.Element):
    """A box that only HTML knows."""


class drawn(nodes.General, nodes.Element):
    """A drawing that is kept as code."""


class taught(nodes.General, nodes.Element):
    """A box that the PDF builder is taught."""


class Odd(Directive):
    has_content = True
    kind = oddbox

    def run(self):
        node = self.kind()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Taught(Odd):
    kind = taught


class Drawn(Directive):
    has_content = True

    def run(self):
        return [drawn(code="\n".join(self.content))]


def _nothing(self, node):
    pass


def _code(self, node):
    self.body.append(self.starttag(node, "pre") + self.encode(node["code"]) + "</pre>")
    raise nodes.SkipNode


def setup(app):
    app.add_node(oddbox, html=(_nothing, _nothing))
    app.add_node(drawn, html=(_code, None))
    app.add_node(
        taught,
        html=(_nothing, _nothing),
        typst=(
            lambda self, node: self.put('strong("Taughtstart")'),
            lambda self, node: self.put('strong("Taughtend")'),
        ),
    )
    app.add_directive("odd", Odd)
    app.add_directive("taught", Taught)
    app.add_directive("drawn", Drawn)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
