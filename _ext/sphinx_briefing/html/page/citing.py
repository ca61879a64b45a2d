"""Citations of a brief, made from its front matter alone: a line of text, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from ...config.values import project_of
from ...domain import domain_of
from ...presentation.dates import printed
from ...presentation.labels import _
from ...records import Brief
from ...records.dates import span
from ...websites import is_website
from .places import html
from .tools import place_in_tools

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class OfferCitation(SphinxPostTransform):
    """End the title block of a brief with how to cite it."""

    default_priority = 710
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Add a box that opens."""
        docname, domain = self.env.docname, domain_of(self.env)
        builder = domain.builder
        if not (self.config.briefing_cite and is_website(builder)):
            return
        brief = domain.ledger_for(docname).briefs.get(docname)
        if brief is not None:
            base = self.config.html_baseurl
            address = f"{base.rstrip('/')}/{builder.get_target_uri(docname)}" if base else ""
            kind = domain.conventions.kind_label(brief.kind) if brief.kind else ""
            cite = box(brief, str(_(kind)) if kind else "", address, self.config)
            place_in_tools(self.document, html(cite))


def box(brief: Brief, kind: str, address: str, config: Config) -> str:
    """The box as HTML, closed until a reader opens it."""
    item = csl_item(brief, kind, address, config)
    forms = [(str(_("Text")), plain(brief, kind, address, config), "brief-cite-text")]
    if find_spec("bibtexparser"):
        forms.append(("BibTeX", bibtex(item), "brief-cite-code"))
    forms.append(("CSL-JSON", json.dumps([item], ensure_ascii=False, indent=1), "brief-cite-code"))
    rows = "".join(
        f'<dt>{escape(name)}</dt><dd><pre class="{look}" translate="no">{escape(text)}</pre></dd>'
        for name, text, look in forms
    )
    title, words = (escape(str(word)) for word in (_("Cite this brief"), _("Cite")))
    head = f'<summary class="brief-tool" aria-label="{title}">{words}</summary>'
    return f'<details class="brief-cite">{head}<dl>{rows}</dl></details>\n'


def plain(brief: Brief, kind: str, address: str, config: Config) -> str:
    """Authors, title, what it is, where it appeared, when.

    The order of ISO 690:2021 for reports: creator, title, number, publisher, date, address.
    """
    what = [kind, brief.reference or ""]
    what += [str(_("edition %d")) % brief.edition] if brief.edition else []
    date = printed(brief.date, config.language or "en", short=False) if brief.date else ""
    parts = [
        ", ".join(brief.authors),
        brief.title_text,
        ", ".join(filter(None, what)),
        ", ".join(filter(None, (project_of(config), date))),
        address,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + ("" if address else ".")


def csl_item(brief: Brief, kind: str, address: str, config: Config) -> dict[str, Any]:
    """A brief as an item of CSL-JSON.

    The schema is that of the Citation Style Language 1.0.2; authors are desks as often as
    people, so that their names are kept as they are written.
    """
    item: dict[str, Any] = {
        "id": brief.reference or brief.docname,
        "type": "report",
        "title": brief.title_text,
        "author": [{"literal": author} for author in brief.authors],
        "genre": kind,
        "number": brief.reference,
        "edition": brief.edition,
        "status": brief.status,
        "publisher": project_of(config),
        "issued": _issued(brief.date),
        "abstract": brief.summary,
        "language": (config.language or "").replace("_", "-"),
        "URL": address,
    }
    return {name: value for name, value in item.items() if value}


def _issued(date: str | None) -> dict[str, Any]:
    if not date:
        return {}
    day = span(date).first
    # As precise as it is written: a year, a month, a day.
    return {"date-parts": [[day.year, day.month, day.day][: len(date.split("-"))]]}


def bibtex(item: dict[str, Any]) -> str:
    """An item of CSL-JSON as an entry of BibTeX, in the letters of every TeX."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexEncodingMiddleware
    from bibtexparser.model import Entry, Field
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    authors = [author["literal"] for author in item.get("author", ())]
    issued = item.get("issued", {}).get("date-parts", [[]])[0]
    values: dict[str, Any] = {
        "title": item["title"],
        "author": authors,
        "institution": item.get("publisher"),
        "type": item.get("genre"),
        "number": item.get("number"),
        "edition": item.get("edition"),
        "date": "-".join(f"{part:02d}" for part in issued),
        "year": issued[0] if issued else None,
    }

    # Scripts that have no commands in LaTeX are kept, for the engines that read them.
    encoder = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)

    def encoded(text: str) -> str:
        library = Library([Entry("report", "key", [Field("text", text)])])
        entry = LatexEncodingMiddleware(encoder=encoder).transform(library).entries[0]
        return str(entry.fields_dict["text"].value)

    fields = []
    for name, value in values.items():
        if not value:
            continue
        if name == "author":  # braces keep the name of a desk in one piece
            text = " and ".join(f"{{{encoded(str(author))}}}" for author in value)
        else:
            text = f"{{{encoded(str(value))}}}" if name == "title" else encoded(str(value))
        fields.append(Field(name, text))
    if item.get("URL"):
        fields.append(Field("url", str(item["URL"]).replace("{", "%7B").replace("}", "%7D")))
    key = "".join(c if c.isascii() and (c.isalnum() or c in "-:._/") else "-" for c in item["id"])
    return write_string(Library([Entry("techreport", key, fields)])).strip()


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(OfferCitation)
