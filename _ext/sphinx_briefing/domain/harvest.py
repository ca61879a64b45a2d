"""What is taken from a page when it has been read: front matter, references, bodies, words."""

from __future__ import annotations

from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join, get_filetype

from ..ledger import Entry, PageFacts, Reference, Report
from ..ledger.pages import PAGE
from ..records import House, Term, slug
from ..trees import replace, within
from ..wording import findings
from . import domain_of, front_matter, prose
from .bodies import pack, prose_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the YAML front matter, with the lines that no later stage knows."""
    path = str(app.env.doc2path(docname))
    is_markdown = get_filetype(app.config.source_suffix, path) == "markdown"
    front, content[0] = front_matter.of_text(content[0], blank=not is_markdown)
    app.env.temp_data["briefing_source"] = content[0]
    if front.values or front.problem:
        _take(app, docname, front)


def read_docinfo(app: Sphinx, document: nodes.document) -> None:
    """Read the field list at the head of a page that has no YAML front matter."""
    domain = domain_of(app.env)
    docname = app.env.docname
    facts = domain.pages.get(docname)
    if facts is None or not facts.lines:
        front = front_matter.of_docinfo(document)
        # MyST turns its front matter into a field list too; that one has been read already.
        if front.values and not str(document.attributes.get("source", "")).endswith(".md"):
            _take(app, docname, front)


def _take(app: Sphinx, docname: str, front: front_matter.FrontMatter) -> None:
    domain = domain_of(app.env)
    facts = PageFacts(docname)
    for report in front_matter.read_page(facts, front, domain.house):
        domain.note_report(report)
    if facts.lines or facts.left_out or not facts.autolink:
        page = domain.page(docname)
        page.tlp, page.topics, page.lines = facts.tlp, facts.topics, facts.lines
        page.source, page.brief, page.is_note = facts.source, facts.brief, facts.is_note
        page.left_out += facts.left_out
        page.autolink = facts.autolink
        page.is_broken = facts.is_broken


def read_document(app: Sphinx, document: nodes.document) -> None:
    """Store what a page refers to and the bodies of its records."""
    domain, env = domain_of(app.env), app.env
    docname = env.docname
    source = str(env.temp_data.get("briefing_source") or "").split("\n")
    references = [
        _reference(node, source, str(env.doc2path(docname)))
        for node in document.findall(addnodes.pending_xref)
        if node.get("refdomain") == "brief"
    ]
    references += [
        Reference(PAGE, target, node.line or 1)
        for node in document.findall(addnodes.pending_xref)
        if (target := _page_of(node, docname)) in env.all_docs or target in env.found_docs
    ]
    glossary = _glossary(document, docname)
    written = _prose(document) if env.config.briefing_autolink != "off" else []
    if docname not in domain.pages and not (references or written or glossary):
        return
    page = domain.page(docname)
    page.prose, page.glossary = written, glossary
    page.path = str(env.doc2path(docname, base=False))
    title = env.titles.get(docname)
    page.title = title.astext() if title is not None else docname
    page.references.extend(references)
    page.words = len(document.astext().split()) if page.brief else 0
    page.wording = _wording(document, page, domain.house)
    _keep_bodies(app, document, page)


def _wording(document: nodes.document, page: PageFacts, house: House) -> list[Report]:
    """What is wrong with the words of a brief, and of judgements elsewhere."""
    found = []
    for block in document.findall(nodes.TextElement):
        judged = page.brief or _owner_kind(block) == "judgement"
        if not judged or not isinstance(block, (nodes.paragraph, nodes.title, nodes.term)):
            continue
        if within(block, nodes.block_quote) or _owner_kind(block) == "quote":
            continue  # somebody else's words
        start = _line_of(block)
        text = block.astext()
        for offset, message in findings(text, house.likelihood):
            line = start + text.count("\n", 0, offset)
            found.append(Report(page.docname, line, "vocabulary", message))
    return found


def _owner_kind(node: nodes.Node) -> str:
    parent: nodes.Node | None = node
    while parent is not None:
        if isinstance(parent, nodes.Element) and "brief_kind" in parent:
            return str(parent["brief_kind"])
        parent = parent.parent
    return ""


def _prose(document: nodes.document) -> list[tuple[prose.Owner, str]]:
    found: list[tuple[prose.Owner, str]] = []
    for text, owner in prose.texts(document):
        if found and found[-1][0] == owner:
            # The separator keeps a name from running over the edge of a text.
            found[-1] = (owner, f"{found[-1][1]}\x00{text}")
        else:
            found.append((owner, text))
    return found


def _keep_bodies(app: Sphinx, document: nodes.document, page: PageFacts) -> None:
    domain = domain_of(app.env)
    bodies: dict[tuple[str, str, int], bytes] = {}
    misplaced: set[tuple[str, str, int]] = set()
    for node in list(document.findall(nodes.container)):
        if "brief_kind" not in node:
            continue
        key = (node["brief_kind"], node["brief_id"], node["brief_line"])
        if within(node, nodes.entry):
            misplaced.add(key)
            message = (
                f"{key[0]} {key[1]!r} stands in a table cell; write it outside the table "
                f"and refer to it with {{{key[0]}}}`{key[1]}`"
            )
            domain.note_report(Report(page.docname, key[2], "field", message))
            node["ids"] = []
            replace(node, node.children)
        else:
            bodies[key] = pack(node.children)
    kept = []
    for entry in page.entries:
        key = (*entry.key, entry.record.line)
        if key in misplaced:
            page.left_out.append(entry.key)
        else:
            kept.append(replace_fields(entry, body=bodies.get(key, b"")))
    page.entries[:] = kept
    _define_terms(app, page)


def _define_terms(app: Sphinx, page: PageFacts) -> None:
    """Let ``:term:`` and other projects' inventories find our terms."""
    standard = app.env.domains.standard_domain
    for entry in page.entries:
        name = entry.record.title_text
        if entry.key[0] == "term" and ("term", name) not in standard.objects:
            anchor = f"term-{entry.record.id}"
            standard.note_object("term", name, anchor, (page.docname, entry.record.line))


def _page_of(node: addnodes.pending_xref, docname: str) -> str:
    """The page that a reference leads to as a whole, or an empty string."""
    if node.get("refdomain") == "doc":  # MyST's links to files
        return str(node["reftarget"])
    if node.get("reftype") == "doc":
        return str(docname_join(node.get("refdoc", docname), node["reftarget"]))
    return ""


def _reference(node: addnodes.pending_xref, source: list[str], path: str) -> Reference:
    if node.source and node.source != path:  # an included file, whose text we do not have
        line = node.line or _line_of(node)
        return Reference(node["reftype"], node["reftarget"], line, path=node.source)
    return Reference(node["reftype"], node["reftarget"], _line_of_role(node, source))


def _glossary(document: nodes.document, docname: str) -> list[Entry]:
    """The terms of Sphinx's own glossaries, with their definitions."""
    found = []
    for glossary in document.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            definition = [child for d in item.findall(nodes.definition) for child in d.children]
            for term in item.findall(nodes.term):
                name = term.astext()
                if name and term["ids"]:
                    record = Term(name=name, id=slug(name) or name, text=prose_of(definition),
                                  docname=docname, line=_line_of(term))  # fmt: skip
                    found.append(Entry(record, body=pack(definition), anchor=term["ids"][0]))
    return found


def _line_of_role(node: nodes.Element, source: list[str]) -> int:
    """The line of a role: parsers know the first line of its paragraph alone."""
    start = node.line or _line_of(node)
    # MyST hands roles over in reStructuredText's spelling; what stands in backquotes is the same.
    _, quote, rest = node.rawsource.partition("`")
    for line in range(start, min(start + 200, len(source) + 1)):
        written = source[line - 1]
        if quote and quote + rest in written:
            return line
        if not written.strip():
            break
    return start


def _line_of(node: nodes.Node) -> int:
    while not node.line and node.parent is not None:
        node = node.parent
    return node.line or 1


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to the events of reading."""
    app.connect("source-read", read_source)
    app.connect("doctree-read", read_docinfo, priority=400)  # before Sphinx drops the docinfo
    app.connect("doctree-read", read_document, priority=600)  # after titles and images are known
    return {"parallel_read_safe": True, "parallel_write_safe": True}
