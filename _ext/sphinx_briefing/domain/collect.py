"""Collect the front matter, references, bodies and words of a page that has been read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join, get_filetype

from ..conditions import Where
from ..config.values import level_of
from ..diagnostics.log import suggest
from ..diagnostics.model import Diagnostic
from ..doctree import is_own_reference, line_of, replace, within
from ..ledger import Entry, PageFacts, Reference
from ..ledger.pages import PAGE, Block, Prose
from ..records import Conventions, Source, Term, slug
from ..records.likelihood_words import findings
from ..verbatim import watched
from ..vocabularies import old_word
from . import BriefDomain, conditions, domain_of, front_matter, given_titles, prose, titles
from .bodies import PackedBody, pack, prose_of
from .changes import changes
from .conditions import where
from .copying import uncopied, what
from .included_texts import line_of_file, report_strict
from .passages import headings, is_empty, own_words, owner_of, passages, path_of
from .portions import marking_of_file, note_passages, passages_on
from .report_card import report_card
from .selections import selection
from .statements import bare_paragraphs
from .translation import original_of, translate, translate_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the YAML front matter, with the lines that no later stage knows."""
    front, content[0] = front_matter.of_text(content[0], blank=is_rst(app, docname))
    app.env.temp_data["briefing_source"] = content[0]
    if front:
        _take(app, docname, front)
    given_titles.remember(app.env, domain_of(app.env).pages.get(docname), front.title)


def read_docinfo(app: Sphinx, document: nodes.document) -> None:
    """Read the field list at the head of a page that has no YAML front matter."""
    domain = domain_of(app.env)
    docname = app.env.docname
    facts = domain.pages.get(docname)
    # MyST turns its front matter into a field list too; that one has been read already.
    if is_rst(app, docname) and (facts is None or not (facts.lines or facts.tlp)):
        front = front_matter.of_docinfo(document)
        if front:
            _take(app, docname, front)
        facts = domain.pages.get(docname)
        given_titles.remember(app.env, facts, front.title)
        given_titles.add_title(app.env, document)
    if facts is not None:
        given_titles.call_by_name(document, facts)


def is_rst(app: Sphinx, docname: str) -> bool:
    """Whether a page is in the one language that knows no YAML front matter."""
    path = str(app.env.doc2path(docname))
    return bool(get_filetype(app.config.source_suffix, path) == "restructuredtext")


def _take(app: Sphinx, docname: str, front: front_matter.FrontMatter) -> None:
    domain = domain_of(app.env)
    facts = PageFacts(docname)
    if hint := old_word(str(front.values.get("tlp") or "")):
        suggest(domain.env, docname, front.lines["tlp"], hint)
    for report in front_matter.read_page(facts, front, domain.conventions, domain.kinds):
        domain.note_diagnostic(report)
    if facts.lines or facts.left_out or facts.tlp or not facts.autolink:
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
    own = str(env.doc2path(docname))
    source = str(env.temp_data.get("briefing_source") or "").split("\n")
    pending = list(document.findall(addnodes.pending_xref))
    references = [_reference(node, source, own) for node in pending if is_own_reference(node)]
    references += [
        Reference(PAGE, target, node.line or 1, where=where(node))
        for node in pending
        if (target := _page_of(node, docname))
    ]
    glossary = _glossary(document, docname, source)
    includes = _includes(app, document, source)
    report_strict(app, document, source)
    written = _prose(document) if env.config.briefing_autolink != "off" else []
    spelled = level_of(env.config, "variant") != "off"
    read = list(passages(document, own, domain.kinds)) if spelled else []
    restricted = passages_on(document)
    found_any = references or written or glossary or read or includes or restricted
    if docname not in domain.pages and not found_any:
        return
    page = domain.page(docname)
    conditional = conditions.blocks_of(document)
    if conditional:
        found = {conditions.condition_of(block) for block in conditional}
        domain.note_conditions(docname, tuple(sorted(found)))
        _place_questions(document, page)
    page.prose, page.glossary, page.passages = written, glossary, read
    note_passages(restricted, page, env)
    page.path = str(env.doc2path(docname, base=False))
    title = env.titles.get(docname)
    page.title = titles.text_of(title) if title is not None else docname
    page.titles_refer = titles.refer(document.findall(nodes.title))
    page.references.extend(references)
    page.includes = includes
    if page.brief:
        page.words = conditions.words_of(document)
        page.headings, page.is_empty = headings(document), is_empty(document)
        page.bare = list(bare_paragraphs(document, own, domain.kinds))
        page.blocks = [
            Block(conditions.words_of(block), is_empty(block), conditions.where_inside(block))
            for block in conditional
        ]
    _keep_bodies(app, document, page)
    translate_page(page, document)
    page.wording = _wording(document, page, domain.conventions, own)
    _note_snapshots(domain, page)
    domain.pages.seal(docname)


def _note_snapshots(domain: BriefDomain, page: PageFacts) -> None:
    """Note the snapshots of the sources that a page declares: it is read again when they change."""
    sources = (page.source, *(entry.record for entry in page.entries))
    found: set[str] = set()
    for source in sources:
        if isinstance(source, Source):
            found |= watched(source.snapshot, page.docname)
    if found:
        domain.data["snapshots"][page.docname] = sorted(found)


def _place_questions(document: nodes.document, page: PageFacts) -> None:
    """Note the conditions of selections, and of the names in their options."""
    for node in document.findall(selection):
        place = where(node)
        if place:
            number, (first, last) = node["asked"], node["names_asked"]
            page.questions[number] = msgspec.structs.replace(page.questions[number], where=place)
            for at in range(first, last):
                page.references[at] = msgspec.structs.replace(page.references[at], where=place)

    for printed in document.findall(changes):
        if place := where(printed):
            asked = page.changes[printed["asked"]]
            page.changes[printed["asked"]] = msgspec.structs.replace(asked, where=place)
    for card in document.findall(report_card):
        if place := where(card):
            wanted = page.cards[card["asked"]]
            page.cards[card["asked"]] = msgspec.structs.replace(wanted, where=place)


def _wording(
    document: nodes.document, page: PageFacts, conventions: Conventions, own: str
) -> list[Diagnostic]:
    """Problems with the words of a brief, and of judgements elsewhere."""
    found: list[Diagnostic] = []
    if not page.brief and all(entry.key[0] != "judgement" for entry in page.entries):
        return found
    texts = [
        (entry.record.title_text, entry.record.line, entry.path, entry.where)
        for entry in page.entries
        if entry.key[0] == "judgement"
    ]
    if page.brief and page.brief.summary:
        texts.append((page.brief.summary, page.lines.get("summary", page.brief.line), "", ()))
    for text, start, path, place in texts:
        for _, message in findings(text, conventions.likelihood, conventions.likelihoods):
            found.append(Diagnostic(page.docname, start, "vocabulary", message, path, where=place))
    for block in own_words(document):
        judged = page.brief or owner_of(block)[0] == "judgement"
        if not judged or not isinstance(block, (nodes.paragraph, nodes.title, nodes.term)):
            continue
        start, path = line_of(block), path_of(block, own)
        text = block.astext()
        for offset, message in findings(text, conventions.likelihood, conventions.likelihoods):
            line = start + text.count("\n", 0, offset)
            found.append(
                Diagnostic(page.docname, line, "vocabulary", message, path, where=where(block))
            )
    return found


def _prose(document: nodes.document) -> list[Prose]:
    found: list[Prose] = []
    for run in prose.texts(document):
        before = found[-1] if found else None
        if before and (before.owner, before.where) == (run.owner, run.where):
            # The separator keeps a name from running over the edge of a text.
            found[-1] = before._replace(text=f"{before.text}\x00{run.text}")
        else:
            found.append(run)
    return found


def _keep_bodies(app: Sphinx, document: nodes.document, page: PageFacts) -> None:
    domain = domain_of(app.env)
    bodies: dict[tuple[str, str, int], tuple[PackedBody, Where]] = {}
    holding: dict[tuple[str, str, int], nodes.container] = {}
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
            path = path_of(node, str(app.env.doc2path(page.docname)))
            domain.note_diagnostic(Diagnostic(page.docname, key[2], "field", message, path))
            node["ids"] = []
            replace(node, node.children)
        else:
            # Of two equal records the first is kept.
            if key not in bodies:
                bodies[key] = (pack(node.children, (key[0], key[1])), where(node))
                holding[key] = node
                _report_uncopied(app, node, page)
    kept = []
    for entry in page.entries:
        key = (*entry.key, entry.record.line)
        if key in misplaced:
            page.left_out.append(entry.key)
        else:
            body, place = bodies.get(key, ({}, ()))
            record = translate(entry.record, holding[key]) if key in holding else entry.record
            kept.append(msgspec.structs.replace(entry, record=record, **body, where=place))
    page.entries[:] = kept


def _includes(app: Sphinx, document: nodes.document, source: list[str]) -> list[Reference]:
    """The pages whose files a page includes or shows, each with the line that names the file."""
    env = app.env
    docname = env.docname
    found = []
    for name in sorted(map(str, env.dependencies.get(docname, ()))):
        path = Path(env.srcdir, name)
        page = env.path2doc(path)
        if page and page != docname and page in env.found_docs:
            open_to = marking_of_file(document, str(path))
            line = line_of_file(source, path.name)
            found.append(Reference(PAGE, page, line, open_to=open_to))
    return found


def _report_uncopied(app: Sphinx, record: nodes.Element, page: PageFacts) -> None:
    """Say what of a body is not printed where the record is printed elsewhere."""
    own = str(app.env.doc2path(page.docname))
    for node in (found for child in record.children for found in uncopied(child)):
        if not node.get("hidden") and owner_of(node)[1] == record["brief_id"]:
            message = (
                f"{record['brief_kind']} {record['brief_id']!r} holds {what(node)}, which cannot "
                "be printed on other pages; a link to it stands there"
            )
            report = Diagnostic(
                page.docname,
                line_of(node),
                "field",
                message,
                path_of(node, own),
                level="note",
                where=where(node),
            )
            domain_of(app.env).note_diagnostic(report)


def _page_of(node: addnodes.pending_xref, docname: str) -> str:
    """The page that a reference leads to as a whole, or an empty string."""
    if node.get("refdomain") == "doc":  # MyST's links to files
        return str(node["reftarget"])
    if node.get("reftype") == "doc":
        return str(docname_join(node.get("refdoc", docname), node["reftarget"]))
    return ""


def _reference(node: addnodes.pending_xref, source: list[str], path: str) -> Reference:
    if node.source and node.source != path:  # an included file, whose text we do not have
        line = node.line or line_of(node)
        return Reference(
            node["reftype"], node["reftarget"], line, path=node.source, where=where(node)
        )
    line = _line_of_role(node, source)
    return Reference(node["reftype"], node["reftarget"], line, where=where(node))


def _glossary(document: nodes.document, docname: str, source: list[str]) -> list[Entry]:
    """The terms of Sphinx's own glossaries, with their definitions."""
    found = []
    lines: dict[str, int] = {}
    for glossary in document.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            definition = [child for d in item.findall(nodes.definition) for child in d.children]
            for term in item.findall(nodes.term):
                name = term.astext()
                if name and term["ids"]:
                    lines = lines or _first_lines(source)
                    line = _line_of_term(term, source, lines)
                    written = original_of(term)
                    record = Term(
                        name=name,
                        id=slug(written) or written,
                        docname=docname,
                        text=prose_of(definition),
                        line=line,
                        original=written if written != name else "",
                    )
                    body = pack(definition, ("term", record.id))
                    found.append(Entry(record, anchor=term["ids"][0], **body, where=where(term)))
    return found


def _first_lines(source: list[str]) -> dict[str, int]:
    """The first line on which each text stands."""
    return {text.strip(): number for number, text in reversed(list(enumerate(source, 1)))}


def _line_of_term(term: nodes.term, source: list[str], lines: dict[str, int]) -> int:
    """The line of a term, of which Sphinx's own directive knows only one nearby."""
    noted, wanted = line_of(term), term.rawsource.strip()
    for line in (noted, noted + 1):
        if line <= len(source) and source[line - 1].strip() == wanted:
            return line
    return lines.get(wanted, noted)


def _line_of_role(node: nodes.Element, source: list[str]) -> int:
    """The line of a role: parsers know the first line of its paragraph alone."""
    start = node.line or line_of(node)
    while 1 < start <= len(source) and not source[start - 1].strip():
        start -= 1  # of what a substitution writes, MyST counts a line too many
    # MyST hands roles over in reStructuredText's spelling; what stands in backquotes is the same.
    _, quote, rest = node.rawsource.partition("`")
    for line in range(start, min(start + 200, len(source) + 1)):
        written = source[line - 1]
        if quote and quote + rest in written:
            return line
        if not written.strip():
            break
    return start


def setup(app: Sphinx) -> None:
    """Connect to the events of reading."""
    app.connect("source-read", read_source, priority=900)  # after those of conf.py have rendered
    app.connect("doctree-read", read_docinfo, priority=400)  # before Sphinx drops the docinfo
    app.connect("doctree-read", read_document, priority=600)  # after titles and images are known
