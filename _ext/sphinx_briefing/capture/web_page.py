"""An HTML page as facts: what it declares first, then what it shows, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import lxml.html
from lxml.html import HtmlElement
from rapidfuzz import fuzz

from .addresses import address_of, host_of, original_of, saved_from
from .dates import Dating, is_dateline, nearer
from .languages import language_of
from .model import Facts
from .people import is_byline, people
from .sorts import sort_of
from .structured import Thing, declared
from .titles import heading_of, plain_title, site_in, title_of
from .visible import Piece, beside, is_outside, words_of

_ARTICLES = re.compile(
    r"(?:Article|BlogPosting|Report|SocialMediaPosting|DiscussionForumPosting|SpecialAnnouncement|Dataset"
    r"|Legislation|LegislationObject|CreativeWork|WebPage|ItemPage|Thesis|LiveBlogPosting)$"
)
_WEAK = frozenset({"WebPage", "ItemPage", "CreativeWork"})
_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "og:article:author",
    "dc.creator", "dcterms.creator",
)  # fmt: skip
_PARTS = re.compile(r"\s[|\u2022\u00b7\u2013\u2014]\s|\d+,?|,\s(?=by |von |par |por |di )", re.I)
"""The marks between the parts of a line beside a title."""
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|SE|Ltd|LLC|Inc|Corp|S\.?L|S\.?A|SAS|S\.?p\.?A|S\.?r\.?l|B\.?V"
    r"|Sp\. z o\.?\s?o)\.?$"
)
"""The forms of companies at the end of their names."""
_ALIKE = 60


def page_facts(page: str, url: str, today: str) -> Facts:
    """The facts of a page.

    :param url: the address that it was read from, if that is known.
    :param today: the day on which it was read, ISO 8601.
    """
    tree = _parsed(page)
    facts = Facts(url=url)
    if tree is None:
        return facts
    read, facts.archived = original_of(url or saved_from(page))
    _Reading(page, tree, read, today, facts).read()
    return facts


def _parsed(page: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):  # nothing but white space
        return None
    return tree if isinstance(tree, HtmlElement) else None


class _Reading:
    """One page on its way to its facts."""

    def __init__(self, page: str, tree: HtmlElement, url: str, today: str, facts: Facts) -> None:
        self._page, self._tree, self._url, self._facts = page, tree, url, facts
        self._declared = declared(tree, url)
        lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        self._lang = lang
        self._today = today
        self._head_title = " ".join((tree.findtext(".//title") or "").split())

    def read(self) -> None:
        """Fill the facts."""
        from .main_text import likely_author, main_text

        facts, page = self._facts, self._declared
        names = self._head_titles()
        self._article = article = self._find_article(names)
        facts.url = address_of(page, article, self._url)
        host = host_of(facts.url or self._url)
        facts.publisher = self._publisher() or site_in(self._head_title, host)
        sites = [facts.publisher, page.meta("og:site_name"), page.meta("application-name"), host,
                 host.rpartition(".")[0], *self._site_names()]  # fmt: skip
        titles = [plain_title(title, sites) for title in self._titles()]
        is_sure = any(title != self._head_title for title in self._titles() if title)
        heading = heading_of(self._tree, titles, sites, is_sure=is_sure)
        facts.title = plain_title(title_of(heading, titles), sites)
        pieces = [*beside(heading, self._tree)]
        facts.text = main_text(self._tree, self._page, facts.url)
        facts.language = language_of(self._languages(), " ".join(facts.text))
        facts.author = self._authors(pieces)
        if not facts.author and (name := likely_author(self._tree)):
            facts.remarks["author"] = f"the page does not say so clearly; perhaps {name}"
        self._date(pieces)
        if not facts.publisher and host:
            facts.publisher = host
            facts.remarks["publisher"] = "the page names none; this is its host"
        types = article.types if article else ()
        facts.type = sort_of(
            types, self._labels(), facts.title, facts.url, self._publishers_types()
        )
        if facts.type == "news" and not any("News" in one for one in types):
            facts.remarks["type"] = "by what the page, or its address, is filed under"

    # -- article ---------------------------------------------------------------------------------

    def _head_titles(self) -> list[str]:
        page = self._declared
        found = [page.meta("og:title", "twitter:title"), self._head_title]
        headings = [one for one in self._tree.iter("h1") if not is_outside(one)]
        found += [words_of(one) for one in headings[:2]]
        return [unescape(one) for one in found if one]

    def _find_article(self, names: list[str]) -> Thing | None:
        """The thing that the page is about: the one whose title is the page's."""
        best: tuple[float, Thing] | None = None
        for thing in self._declared.things:
            strong = [one for one in thing.types if _ARTICLES.search(one) and one not in _WEAK]
            if not strong and not _WEAK & {*thing.types}:
                continue
            title = thing.text("headline", "name", "alternativeHeadline")
            alike = max((fuzz.partial_ratio(title, name) for name in names), default=0.0)
            if title and names and alike < _ALIKE:
                continue
            if not title and not (strong and thing.is_top):
                continue
            score = alike + 30 * bool(strong) + 20 * bool(thing.text("datePublished"))
            score += 10 * thing.is_top
            if best is None or score > best[0]:
                best = (score, thing)
        return best[1] if best else None

    def _titles(self) -> Iterator[str]:
        page, article = self._declared, self._article
        yield page.meta("citation_title")
        if article is not None:
            yield article.text("headline")
        yield page.meta("og:title")
        yield page.meta(
            "dcterms.title", "dc.title", "parsely-title", "sailthru.title", "twitter:title"
        )
        yield self._head_title
        if article is not None:
            yield article.text("name")

    # -- publisher -------------------------------------------------------------------------------

    def _publisher(self) -> str:
        page, article = self._declared, self._article
        found = [page.meta("citation_journal_title", "citation_technical_report_institution")]
        if article is not None:
            found += article.texts("publisher", "sourceOrganization", "publishingOrganization")[:1]
        found += [
            page.meta("citation_publisher", "og:site_name"),
            page.meta("dc.publisher", "dcterms.publisher", "article:publisher_name", "publisher"),
            page.meta("application-name", "apple-mobile-web-app-title"),
            *self._site_names(),
        ]
        for name in found:
            name = unescape(name).strip().lstrip("@")
            if name and len(name) <= 120 and "://" not in name:
                # Companies publish under names of their own, by which readers know them.
                return (page.meta("og:site_name") if _COMPANY.search(name) else "") or name
        return ""

    def _site_names(self) -> Iterator[str]:
        for thing in self._declared.things:
            if {"WebSite", "Organization", "NewsMediaOrganization", "GovernmentOrganization"} & {
                *thing.types
            } and (name := thing.text("name")):
                yield name

    def _publishers_types(self) -> list[str]:
        things = list(self._article.things("publisher")) if self._article else []
        things += [one for one in self._declared.things if "GovernmentOrganization" in one.types]
        return [one for thing in things for one in thing.types]

    # -- author ----------------------------------------------------------------------------------

    def _authors(self, pieces: list[Piece]) -> list[str]:
        page, article, publisher = self._declared, self._article, self._facts.publisher
        found = people(page.metas.get("citation_author", ()), family_first=True)
        if found:
            return found
        if article is not None:
            persons = article.things("author") or article.things("creator")
            found = people((thing.text("name") for thing in persons), publisher=publisher)
            if found:
                kinds = {kind for thing in persons for kind in thing.types}
                self._facts.is_by_people = "Person" in kinds or not kinds
                return found
        for name in _AUTHORS:
            is_turned = name.startswith("dc")
            found = people(page.metas.get(name, ()), family_first=is_turned, publisher=publisher)
            if found:
                return found
        return self._byline(pieces)

    def _byline(self, pieces: list[Piece]) -> list[str]:
        publisher = self._facts.publisher
        marked = [
            words_of(one)
            for one in self._tree.iterfind(".//*[@rel='author']")
            if not is_outside(one) or one.getparent().tag != "aside"
        ]
        if found := people(dict.fromkeys(marked), publisher=publisher)[:6]:
            return found
        for piece in pieces:
            for part in map(str.strip, _PARTS.split(piece.text)):
                if is_byline(part) and (found := people([part], publisher=publisher)):
                    return found
        for piece in pieces:
            if piece.is_byline and (
                found := people([_PARTS.split(piece.text)[0]], publisher=publisher)
            ):
                return found
        return []

    # -- the others --------------------------------------------------------------------------------

    def _languages(self) -> list[str]:
        page, article = self._declared, self._article
        found = [self._lang]
        if article is not None:
            found += article.texts("inLanguage")
        found += [
            page.meta("citation_language", "dc.language", "dcterms.language", "content-language"),
            page.meta("og:locale", "language"),
        ]
        body = self._tree.find("body")
        return [
            *filter(None, found),
            *([body.get("lang")] if body is not None and body.get("lang") else []),
        ]

    def _date(self, pieces: list[Piece]) -> None:
        facts, page = self._facts, self._declared
        # A theme may declare another language, which tells nothing of how days are written.
        is_own = self._lang.lower().startswith(facts.language or "-")
        dating = Dating(self._today, self._lang if is_own else facts.language)
        facts.date = dating.declared(page, self._article)
        short = [one for one in pieces if one.machine or is_dateline(one.text)]
        shown = (
            dating.shown(short)
            or dating.in_address(facts.url or self._url)
            or next(filter(None, map(dating.dateline, facts.text[:4])), "")
        )
        if not facts.date:
            facts.date = shown
        elif dating.is_utc and shown:
            facts.date = nearer(facts.date, shown)
        if dating.remark:
            facts.remarks["date"] = dating.remark
        if not facts.date:
            changed = dating.changed(page, self._article)
            facts.remarks["date"] = (
                f"the page says only that it was changed on {changed}" if changed
                else "the page says none"
            )  # fmt: skip

    def _labels(self) -> Iterator[str]:
        page, article = self._declared, self._article
        if article is not None:
            yield from article.texts("genre")
            yield from article.texts("additionalType", "learningResourceType")
        yield from page.all_metas(
            "govuk:format", "dc.type", "dcterms.type", "content-type", "og:genre"
        )
        yield from page.all_metas("article:section", "parsely-section")
        if article is not None:
            yield from article.texts("articleSection")
        for element in self._tree.iter("span", "p", "div", "a", "li"):
            names = f"{element.get('class') or ''}"
            if re.search(
                r"kicker|eyebrow|content-?type|article-?type|doc-?type|category|rubri[ck]|label",
                names,
                re.I,
            ):
                text = words_of(element)
                if text and len(text) < 40 and not is_outside(element):
                    yield text
