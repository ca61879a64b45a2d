"""Pages as publishing systems make them, each with the noise that such pages have.

Each layout is a function of an article. What a layout does not print cannot be known: ``omits`` names
these fields. Layouts with ``is_held_out`` were written when the reading of pages was done. For the
first five of them, up to ``american_local``, nothing was changed. The six after them showed faults at
first (5 of 6 fields were right), which are mended.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from random import Random
from typing import Any

from bench.articles.foreign import american, in_words
from bench.articles.model import Article


@dataclass(frozen=True, slots=True)
class Layout:
    """A way in which pages are made."""

    make: Callable[[Random, Article], str]
    languages: tuple[str, ...] = ("en",)
    type: str = ""
    omits: frozenset[str] = frozenset()
    many_authors: bool = False
    is_held_out: bool = False

    @property
    def name(self) -> str:
        """Its name, as tables print it."""
        return self.make.__name__.replace("_", " ")


LAYOUTS: list[Layout] = []


def layout(
    *languages: str, type: str = "", omits: str = "", many_authors: bool = False,
    is_held_out: bool = False,
) -> Callable[[Callable[[Random, Article], str]], Callable[[Random, Article], str]]:  # fmt: skip
    """Enter a function in the list of layouts."""

    def entered(make: Callable[[Random, Article], str]) -> Callable[[Random, Article], str]:
        LAYOUTS.append(
            Layout(
                make,
                languages or ("en",),
                type,
                frozenset(omits.split()),
                many_authors,
                is_held_out,
            )
        )
        return make

    return entered


# -- what pages have besides articles --------------------------------------------------------------


def meta(name: str, value: str, kind: str = "name") -> str:
    """A ``meta`` element; none for nothing."""
    return f'<meta {kind}="{name}" content="{escape(value)}">\n' if value else ""


def og(name: str, value: str) -> str:
    """A ``meta`` element of Open Graph."""
    return meta(name, value, "property")


def json_ld(data: dict[str, Any]) -> str:
    """A script with linked data."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>\n'


def body_text(article: Article) -> str:
    """The paragraphs of an article."""
    return "\n".join(f"<p>{escape(one)}</p>" for one in article.paragraphs)


COOKIES = (
    '<div id="cookie-consent" class="cookie-banner"><p>We and our 843 partners store and access '
    "information on your device. You can change your choice at any time.</p><button>Accept</button></div>"
)


def related(random: Random, article: Article, tag: str = "aside") -> str:
    """Links to other articles, with days of their own."""
    items = "".join(
        f'<li><a href="/other-{number}"><h3>{escape(random.choice(OTHERS))}</h3></a> '
        f'<time datetime="{day.isoformat()}">{in_words(article.language, day)}</time></li>'
        for number in range(3)
        for day in [article.day + timedelta(days=random.randint(-9, 12))]
    )
    return f'<{tag} class="related-articles"><h2>More</h2><ul>{items}</ul></{tag}>'


OTHERS = (
    "Storm warning for the coast", "Central bank leaves rate unchanged", "Museum reopens after fire",
    "Ferry strike enters third week", "New mayor takes office", "Harvest better than feared",
)  # fmt: skip


def footer(article: Article) -> str:
    """The end of a page, with the year of everything."""
    return f"<footer><p>© 1998–2026 {escape(article.publisher or article.host)}. Updated 30 November 2026.</p></footer>"


def nav() -> str:
    """The beginning of a page."""
    return '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/about">About us</a></li></ul></nav>'


def page(language: str, head: str, body: str, attributes: str = "") -> str:
    """A page."""
    lang = f' lang="{language}"' if language else ""
    return f'<!DOCTYPE html>\n<html{lang}{attributes}>\n<head><meta charset="utf-8">\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


REGIONS = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "uk": "uk-UA", "pl": "pl-PL"}
LOCALES = {key: value.replace("-", "_") for key, value in REGIONS.items()}


# -- layouts ---------------------------------------------------------------------------------------


@layout("en", "de", "fr", "uk", type="news", many_authors=True)
def newspaper_json_ld(random: Random, article: Article) -> str:
    """A large newspaper: NewsArticle in a graph of its own, related articles with days."""
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
        "url": article.url, "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "datePublished": f"{article.date}T{random.randint(6, 20):02}:15:00{article.zone}",
        "dateModified": f"{(article.day + timedelta(days=2)).isoformat()}T08:00:00{article.zone}",
        "author": [{"@type": "Person", "name": name, "url": "/author"} for name in article.author],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher,
                      "logo": {"@type": "ImageObject", "url": "/logo.png"}},
        "isAccessibleForFree": "False", "inLanguage": article.language,
    }  # fmt: skip
    others = {
        "@context": "https://schema.org", "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "item": {
            "@type": "NewsArticle", "headline": OTHERS[0], "datePublished": "2026-11-29"}}],
    }  # fmt: skip
    head = f"<title>{escape(article.title)} | {escape(article.publisher)}</title>\n"
    head += (
        og("og:title", article.title)
        + og("og:site_name", article.publisher)
        + og("og:type", "article")
    )
    head += f'<link rel="canonical" href="{article.url}">\n' + json_ld(others) + json_ld(data)
    body = f"{COOKIES}<header>{nav()}</header><main><article><header><p class='kicker'>Politics</p><h1>{escape(article.title)}</h1>"
    body += f"<p class='byline'>{escape(', '.join(article.author))}</p></header>{body_text(article)}</article>{related(random, article)}</main>{footer(article)}"
    return page(REGIONS[article.language], head, body)


@layout("en", "de", "pl")
def wordpress_yoast(random: Random, article: Article) -> str:
    """WordPress with Yoast: a graph whose nodes refer to each other."""
    site = f"https://{article.host}"
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "Article", "@id": f"{article.url}#article", "isPartOf": {"@id": article.url},
         "author": {"name": article.author[0], "@id": f"{site}/#/schema/person/1"}, "headline": article.title,
         "datePublished": f"{article.date}T09:12:33+00:00", "dateModified": "2026-11-20T11:00:00+00:00",
         "mainEntityOfPage": {"@id": article.url}, "wordCount": 431, "publisher": {"@id": f"{site}/#organization"},
         "articleSection": ["Analysis"], "inLanguage": REGIONS[article.language]},
        {"@type": "WebPage", "@id": article.url, "url": article.url, "name": f"{article.title} - {article.publisher}",
         "isPartOf": {"@id": f"{site}/#website"}, "datePublished": f"{article.date}T09:12:33+00:00"},
        {"@type": "BreadcrumbList", "@id": f"{article.url}#breadcrumb", "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{site}/"}]},
        {"@type": "WebSite", "@id": f"{site}/#website", "url": f"{site}/", "name": article.publisher,
         "publisher": {"@id": f"{site}/#organization"}, "inLanguage": REGIONS[article.language]},
        {"@type": "Organization", "@id": f"{site}/#organization", "name": article.publisher, "url": f"{site}/"},
        {"@type": "Person", "@id": f"{site}/#/schema/person/1", "name": article.author[0],
         "image": {"@type": "ImageObject", "caption": article.author[0]}},
    ]}  # fmt: skip
    head = f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n"
    head += f'<link rel="canonical" href="{article.url}" />\n' + og(
        "og:locale", LOCALES[article.language]
    )
    head += (
        og("og:type", "article")
        + og("og:title", f"{article.title} - {article.publisher}")
        + og("og:url", article.url)
    )
    head += og("og:site_name", article.publisher) + og(
        "article:published_time", f"{article.date}T09:12:33+00:00"
    )
    head += og("article:modified_time", "2026-11-20T11:00:00+00:00") + meta(
        "author", article.author[0]
    )
    head += f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(data)}</script>\n'
    body = f"<div id='page' class='site'><header class='site-header'><p class='site-title'><a href='/'>{escape(article.publisher)}</a></p>{nav()}</header>"
    body += f"<main><article class='post hentry'><header class='entry-header'><h1 class='entry-title'>{escape(article.title)}</h1>"
    body += f"<div class='entry-meta'><span class='posted-on'><time class='entry-date published' datetime='{article.date}T09:12:33+00:00'>{in_words(article.language, article.day)}</time>"
    body += f"<time class='updated' datetime='2026-11-20T11:00:00+00:00'>20.11.2026</time></span> <span class='byline'>by <a href='/author/x' rel='author'>{escape(article.author[0])}</a></span></div></header>"
    body += f"<div class='entry-content'>{body_text(article)}</div></article></main><aside class='widget-area'><section class='widget widget_recent_entries'><h2>Recent posts</h2>{related(random, article, 'div')}</section></aside>{footer(article)}</div>"
    return page(REGIONS[article.language], head, body)


@layout("en", "de", "fr", "uk", omits="type")
def wordpress_old(random: Random, article: Article) -> str:
    """An old theme without metadata: hentry, a day in words, archives in the sidebar."""
    head = f"<title>{escape(article.publisher)} » {escape(article.title)}</title>\n<link rel='canonical' href='{article.url}' />\n"
    archives = "".join(
        f"<li><a href='/2026/{month:02}'>{in_words(article.language, article.day.replace(month=month, day=1))}</a></li>"
        for month in range(1, 11)
    )
    body = f"<div id='header'><h2 class='blog-title'><a href='/'>{escape(article.publisher)}</a></h2></div><div id='content'><div class='post hentry'><h1 class='entry-title'>{escape(article.title)}</h1>"
    by = {"en": "By", "de": "Von", "fr": "Par", "uk": "Автор:"}[article.language]
    body += f"<p class='postmetadata'><span class='date published'>{in_words(article.language, article.day)}</span> | <span class='author vcard'>{by} <span class='fn'>{escape(article.author[0])}</span></span></p>"
    body += f"<div class='entry'>{body_text(article)}</div></div><div id='comments'><h3>2 comments</h3><p>1 December 2026: I do not agree.</p></div></div><div id='sidebar'><ul>{archives}</ul></div>{footer(article)}"
    return page(
        article.language,
        head + meta("generator", "WordPress 4.9") + og("og:site_name", article.publisher),
        body,
    )


@layout("en", type="news")
def tabloid_microdata(random: Random, article: Article) -> str:
    """Microdata inside of the page; its teasers are articles in microdata as well."""
    head = (
        f"<title>{escape(article.title)}</title>\n"
        + og("og:url", article.url)
        + og("og:site_name", article.publisher)
    )
    teaser = "<div itemscope itemtype='http://schema.org/NewsArticle'><a itemprop='url' href='/x'><span itemprop='headline'>{}</span></a><meta itemprop='datePublished' content='2026-11-28'></div>"
    body = (
        nav()
        + teaser.format(OTHERS[1])
        + "<article itemscope itemtype='http://schema.org/NewsArticle'>"
    )
    body += f"<link itemprop='mainEntityOfPage' href='{article.url}'><h1 itemprop='headline'>{escape(article.title)}</h1>"
    body += f"<span itemprop='author' itemscope itemtype='http://schema.org/Person'>By <span itemprop='name'>{escape(article.author[0])}</span></span>"
    body += f"<time itemprop='datePublished' datetime='{article.date}T07:00:00{article.zone}'>{american(article.day)}</time>"
    body += f"<div itemprop='publisher' itemscope itemtype='http://schema.org/Organization'><meta itemprop='name' content='{escape(article.publisher)}'></div>"
    body += (
        f"<div itemprop='articleBody'>{body_text(article)}</div></article>"
        + teaser.format(OTHERS[3])
        + footer(article)
    )
    return page("en-US", head, body)


@layout("en", "de", "fr", "uk", omits="author", type="statement")
def ministry_press_release(random: Random, article: Article) -> str:
    """A ministry: no metadata but Dublin Core, the day in words above the title."""
    kind = {"en": "Press release", "de": "Pressemitteilung", "fr": "Communiqué", "uk": "Заява"}[
        article.language
    ]
    head = f"<title>{escape(article.publisher)} - {escape(article.title)}</title>\n" + meta(
        "DC.title", article.title
    )
    head += meta("DC.publisher", article.publisher) + meta("DC.type", kind)
    head += f'<link rel="canonical" href="{article.url}">\n'
    body = f"<header><a href='/'>{escape(article.publisher)}</a>{nav()}</header><ol class='breadcrumb'><li>Start</li><li>{kind}</li></ol>"
    body += f"<main><div class='meta'><span class='doc-type'>{kind}</span> <span class='date'>{in_words(article.language, article.day)}</span></div><h1>{escape(article.title)}</h1>{body_text(article)}"
    body += f"<div class='contact'><p>Press office, telephone +00 123 456</p></div></main>{related(random, article)}{footer(article)}"
    return page(article.language, head, body)


@layout("en", type="report", many_authors=True)
def journal_citation(random: Random, article: Article) -> str:
    """A journal: Highwire tags, names with the family first, a day of going online."""
    head = f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n" + meta(
        "citation_title", article.title
    )
    for name in article.author:
        given, _, family = name.rpartition(" ")
        head += meta("citation_author", f"{family}, {given}") + meta(
            "citation_author_institution", "University of Karsk"
        )
    head += meta("citation_journal_title", article.publisher) + meta(
        "citation_publication_date", article.date.replace("-", "/")
    )
    head += meta("citation_online_date", article.date.replace("-", "/")) + meta(
        "citation_doi", "10.1234/abc.5"
    )
    head += (
        meta("citation_language", "en")
        + meta("dc.type", "Research Paper")
        + f'<link rel="canonical" href="{article.url}">\n'
    )
    body = f"{nav()}<main><h1 class='article-title'>{escape(article.title)}</h1><ul class='authors'><li>{'</li><li>'.join(article.author)}</li></ul><h2>Abstract</h2>{body_text(article)}<h2>References</h2><ol><li>Doe, J. (2019). On ports. 3 May 2019.</li></ol></main>{footer(article)}"
    return page("en", head, body)


@layout("en", omits="type", many_authors=True)
def preprint_arxiv(random: Random, article: Article) -> str:
    """A server of preprints: citation tags, ``Title:`` before the title, a history of versions."""
    head = (
        f"<title>[2602.01234] {escape(article.title)}</title>\n"
        + og("og:type", "website")
        + og("og:site_name", article.publisher)
    )
    head += (
        og("og:title", article.title)
        + og("og:url", article.url)
        + meta("citation_title", article.title)
    )
    for name in article.author:
        given, _, family = name.rpartition(" ")
        head += meta("citation_author", f"{family}, {given}")
    head += meta("citation_date", article.date.replace("-", "/")) + meta(
        "citation_online_date", (article.day + timedelta(days=40)).isoformat().replace("-", "/")
    )
    head += (
        meta("citation_arxiv_id", "2602.01234") + f'<link rel="canonical" href="{article.url}"/>\n'
    )
    body = f"<div id='abs'><div class='dateline'>[Submitted on {article.day.day} {article.day:%b} {article.day.year} (v1), last revised 2 Nov 2026 (v3)]</div><h1 class='title mathjax'><span class='descriptor'>Title:</span>{escape(article.title)}</h1>"
    body += f"<div class='authors'><span class='descriptor'>Authors:</span>{', '.join(f'<a href=x>{escape(one)}</a>' for one in article.author)}</div><blockquote class='abstract'>{' '.join(map(escape, article.paragraphs[:3]))}</blockquote></div>"
    return page("en", head, body)


@layout("en", "fr", type="news")
def amp(random: Random, article: Article) -> str:
    """An AMP page, whose address is that of the page that it stands for."""
    data = {"@context": "http://schema.org", "@type": "NewsArticle", "mainEntityOfPage": article.url, "headline": article.title,
            "datePublished": f"{article.date}T05:30:00.000Z", "author": {"@type": "Person", "name": article.author[0]},
            "publisher": {"@type": "Organization", "name": article.publisher}}  # fmt: skip
    head = (
        f'<title>{escape(article.title)}</title>\n<link rel="canonical" href="{article.url}">\n'
        + json_ld(data)
        + "<style amp-boilerplate>body{{}}</style>"
    )
    body = f"<h1>{escape(article.title)}</h1><div class='amp-meta'>{escape(article.author[0])}</div>{body_text(article)}<amp-ad width=300></amp-ad>"
    return page(article.language, head, body, " ⚡")


@layout("en", "de", omits="author type")
def plain_tables(random: Random, article: Article) -> str:
    """A page in tables from the nineties, with the day as figures."""
    day = f"{article.day.day:02}.{article.day.month:02}.{article.day.year}"
    body = f"<table width=100%><tr><td bgcolor=navy><font color=white>{escape(article.publisher)}</font></td></tr><tr><td><table><tr><td width=150>{nav()}</td><td>"
    body += f"<h1>{escape(article.title)}</h1><p><i>{day}</i></p>{body_text(article)}</td></tr></table></td></tr><tr><td>© 2003-2026</td></tr></table>"
    return page(
        article.language,
        f"<title>{escape(article.publisher)} | {escape(article.title)}</title>"
        + meta("publisher", article.publisher),
        body,
    )


@layout("en", "fr", type="statement", omits="author")
def eu_style_drupal(random: Random, article: Article) -> str:
    """An institution on Drupal: dcterms, a list with the kind of text and the day."""
    kind = {"en": "Statement", "fr": "Déclaration"}[article.language]
    kind = {"en": "Statement", "fr": "Communiqué"}[article.language] if kind else kind
    head = f"<title>{escape(article.title)} | {escape(article.publisher)}</title>\n" + meta(
        "dcterms.title", article.title
    )
    head += (
        meta("dcterms.language", article.language)
        + meta("dcterms.type", kind)
        + og("og:site_name", article.publisher)
        + og("og:url", article.url)
    )
    body = f"{COOKIES}{nav()}<div class='page-header'><div class='page-header__meta'><span class='meta-item'>{kind}</span><span class='meta-item'>{in_words(article.language, article.day)}</span><span class='meta-item'>Karsk</span></div><h1 class='page-header__title'>{escape(article.title)}</h1></div>"
    body += f"<main>{body_text(article)}<dl class='contacts'><dt>Contact</dt><dd>spokesperson@{article.host}</dd></dl></main><div class='related-links'>{related(random, article, 'div')}</div>{footer(article)}"
    return page(article.language, head, body)


@layout("en", type="speech")
def government_speech(random: Random, article: Article) -> str:
    """A government's pages: the format in metadata, the speaker as a link, two days."""
    person = article.author[0]
    data = {"@context": "http://schema.org", "@type": "Article", "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
            "name": article.title, "headline": article.title, "datePublished": f"{article.date}T10:00:00+00:00",
            "author": {"@type": "Person", "name": person},
            "publisher": {"@type": "Organization", "name": article.publisher}}  # fmt: skip
    head = (
        f"<title>{escape(article.title)} - {article.publisher}</title>\n"
        + meta("govuk:format", "speech")
        + meta("govuk:first-published-at", f"{article.date}T10:00:00+00:00")
    )
    head += f"<link rel='canonical' href='{article.url}'>\n" + json_ld(data)
    body = f"<main><span class='govuk-caption-xl'>Speech</span><h1>{escape(article.title)}</h1><dl class='metadata'><dt>From:</dt><dd><a rel='author' href='/p'>{escape(person)}</a></dd><dt>Published</dt><dd>{in_words('en', article.day)}</dd><dt>Last updated</dt><dd>1 November 2026</dd></dl>{body_text(article)}</main>{footer(article)}"
    return page("en", head, body)


@layout("en", omits="type")
def newsletter_platform(random: Random, article: Article) -> str:
    """A platform of newsletters: the site's title after the author's, a day in a short form."""
    data = {"@context": "https://schema.org", "@type": "BlogPosting", "url": article.url, "headline": article.title,
            "datePublished": f"{article.date}T16:02:11+00:00", "author": [{"@type": "Person", "name": article.author[0], "url": "https://x.example"}],
            "publisher": {"@type": "Organization", "name": article.publisher}}  # fmt: skip
    head = (
        f"<title>{escape(article.title)} - by {escape(article.author[0])}</title>\n"
        + og("og:title", article.title)
        + og("og:type", "article")
        + meta("author", article.author[0])
    )
    head += f'<link rel="canonical" href="{article.url}">\n' + json_ld(data)
    body = f"<div class='topbar'>{escape(article.publisher)}</div><article><h1 class='post-title'>{escape(article.title)}</h1><h3 class='subtitle'>And what it does not say</h3><div class='post-meta'><a href='/@a'>{escape(article.author[0])}</a><div>{article.day:%b} {article.day.day:02}, {article.day.year}</div></div>{body_text(article)}</article><div class='comments'>Ready for more?</div>"
    return page("en", head, body)


@layout("en", "uk", type="news")
def agency_wrong_language(random: Random, article: Article) -> str:
    """An agency whose system declares English for every page, and writes Unix times."""
    data = {"@context": "https://schema.org", "@type": ["NewsArticle"], "headline": article.title, "url": article.url,
            "datePublished": f"{article.date}T12:00:00{article.zone}", "author": {"@type": "Organization", "name": article.publisher},
            "publisher": {"@type": "Organization", "name": article.publisher}}  # fmt: skip
    article.author = []
    head = (
        f"<title>{escape(article.title)} — {escape(article.publisher)}</title>\n"
        + og("og:locale", "en_US")
        + json_ld(data)
        + f'<link rel="canonical" href="{article.url}">'
    )
    body = f"{nav()}<article><h1>{escape(article.title)}</h1><div class='article__date'>{in_words(article.language, article.day)}, 14:05</div>{body_text(article)}</article><div class='newsfeed sidebar'>{related(random, article, 'div')}</div>"
    return page("en", head, body)


@layout("en", type="interview", is_held_out=False)
def magazine_rdfa(random: Random, article: Article) -> str:
    """A magazine: Open Graph, Parse.ly, a kicker inside of the heading."""
    head = (
        f"<title>Interview: {escape(article.title)} | {escape(article.publisher)}</title>\n"
        + og("og:title", article.title)
        + og("og:site_name", article.publisher)
        + og("og:url", article.url + "?utm_source=og")
    )
    head += (
        meta("parsely-pub-date", f"{article.date}T08:00:00{article.zone}")
        + meta("parsely-author", article.author[0])
        + meta("parsely-section", "Interview")
    )
    body = f"{nav()}<article><header><h1><span class='kicker'>Interview</span> {escape(article.title)}</h1><p class='dek'>She led the talks for a year.</p><p>Interview by {escape(article.author[0])}</p></header>{body_text(article)}</article>{footer(article)}"
    return page("en-GB", head, body)


# -- held out --------------------------------------------------------------------------------------


@layout("en", "de", type="news", many_authors=True, is_held_out=True)
def public_broadcaster(random: Random, article: Article) -> str:
    """A broadcaster: several scripts, one of them broken, an agency in the byline."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title[:110], "datePublished": f"{article.date}T18:40:00{article.zone}",
            "author": [{"@type": "Person", "name": one} for one in article.author], "publisher": {"@type": "Organization", "name": article.publisher}, "url": article.url}  # fmt: skip
    head = (
        f"<title>{escape(article.title)} | {article.host} - {escape(article.publisher)}</title>\n"
        + '<script type=\'application/ld+json\'>{"@type": "VideoObject", "name": "Live",}</script>'
        + json_ld(data)
    )
    head += og("og:url", article.url) + og("og:title", article.title)
    body = f"{nav()}<article class='container'><div class='seitenkopf'><h1><span class='topline'>Gespräche</span><span class='hidden'>:</span> <span class='headline'>{escape(article.title)}</span></h1><div class='metatextline'>Stand: {article.day.day:02}.{article.day.month:02}.{article.day.year} 20:11 Uhr</div></div>{body_text(article)}</article>"
    return page(article.language, head, body)


@layout("en", "fr", omits="type", is_held_out=True)
def static_site(random: Random, article: Article) -> str:
    """A site made by a generator: a header with a time element, no metadata but a description."""
    head = (
        f"<title>{escape(article.title)} · {escape(article.publisher)}</title>\n"
        + meta("description", article.paragraphs[0][:150])
        + meta("author", article.author[0])
        + f"<link rel=canonical href='{article.url}'>"
        + og("og:site_name", article.publisher)
    )
    body = f"<header><a href=/>{escape(article.publisher)}</a></header><article><header><h1>{escape(article.title)}</h1><p><time datetime={article.date}>{in_words(article.language, article.day)}</time> · 4 min read</p></header>{body_text(article)}</article><footer>Built on 2026-11-30</footer>"
    return page(article.language, head, body)


@layout("uk", "pl", type="news", is_held_out=True)
def portal_without_schema(random: Random, article: Article) -> str:
    """A portal: Open Graph alone, the day with a weekday and an hour, the author below the text."""
    weekday = {"uk": "середа", "pl": "środa"}[article.language]
    kind = {"uk": "Новини", "pl": "Wiadomości"}[article.language]
    head = (
        f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n"
        + og("og:title", article.title)
        + og("og:site_name", article.publisher)
        + og("og:url", article.url)
        + og("article:section", "Новини" if article.language == "uk" else "news")
    )
    by = {"uk": "Автор", "pl": "Autor"}[article.language]
    body = f"{nav()}<div class='post'><h1 class='post__title'>{escape(article.title)}</h1><div class='post__time'>{weekday}, {in_words(article.language, article.day)}, 9:41</div><div class='post__text'>{body_text(article)}</div><div class='post__author'>{by}: {escape(article.author[0])}</div></div><div class='block_news_all'><h3>{kind}</h3>{related(random, article, 'div')}</div>{footer(article)}"
    return page(article.language, head, body)


@layout("de", "fr", type="report", many_authors=True, is_held_out=True)
def think_tank(random: Random, article: Article) -> str:
    """A think tank: Report in linked data, the publisher in another script, a PDF of it."""
    data = {"@context": "https://schema.org", "@type": "Report", "name": article.title, "author": [{"@type": "Person", "givenName": one.split()[0], "familyName": one.split()[-1], "name": one} for one in article.author], "datePublished": article.date, "inLanguage": article.language, "publisher": {"@type": "Organization", "name": article.publisher}}  # fmt: skip
    head = (
        f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n"
        + json_ld(data)
        + f"<link rel='canonical' href='{article.url}'>"
    )
    body = f"{nav()}<main><p class='format'>Policy Brief</p><h1>{escape(article.title)}</h1><p class='authors'>{' / '.join(map(escape, article.author))}</p><p>{article.publisher} {article.day.year}/{article.day.month}, {in_words(article.language, article.day)}, 8 p.</p><a href='/x.pdf'>PDF</a>{body_text(article)}</main>{related(random, article)}"
    return page(article.language, head, body)


@layout("en", type="news", is_held_out=True)
def american_local(random: Random, article: Article) -> str:
    """A local station in the United States: days with the month first, an update, a slashed day."""
    slashed = f"{article.day.month}/{article.day.day}/{article.day.year}"
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "author": {"@type": "Person", "name": article.author[0]}, "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher}, "mainEntityOfPage": article.url}  # fmt: skip
    head = (
        f"<title>{escape(article.title)} | {escape(article.publisher)}</title>\n"
        + json_ld(data)
        + f"<link rel=canonical href='{article.url}'>"
    )
    body = f"{nav()}<article><h1>{escape(article.title)}</h1><div class='byline'>By {escape(article.author[0])}</div><div class='dates'><span>Published: {american(article.day)} at 5:14 PM EST</span> <span>Updated: {american(article.day + timedelta(days=1))} at 9:00 AM EST</span></div><!-- {slashed} -->{body_text(article)}</article>{related(random, article)}"
    return page("en-US", head, body)


@layout("en", "de", is_held_out=True, omits="type")
def logo_as_heading(random: Random, article: Article) -> str:
    """A small site whose first heading is its name, and whose titles are second headings."""
    by = {"en": "by", "de": "von"}[article.language]
    head = f"<title>{escape(article.publisher)}: {escape(article.title)}</title>\n"
    body = (
        f"<div id='top'><h1><a href='/'>{escape(article.publisher)}</a></h1></div><div id='main'>"
        f"<h2>{escape(article.title)}</h2><p class='info'>{in_words(article.language, article.day)}, {by} "
        f"{escape(article.author[0])}</p>{body_text(article)}</div><div id='side'><h3>News</h3>"
        f"{related(random, article, 'div')}</div>{footer(article)}"
    )
    return page(article.language, head, body)


@layout("en", is_held_out=True, type="news")
def british_regional(random: Random, article: Article) -> str:
    """A regional paper: an old system, the day in figures with slashes, a section in the address."""
    article.url = article.url.replace(".org/", ".org/news/local/", 1)
    article.read_from = article.url
    slashed = f"{article.day.day:02}/{article.day.month:02}/{article.day.year}"
    head = f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n" + og(
        "og:site_name", article.publisher
    )
    head += og("og:title", article.title) + og("og:type", "article")
    body = (
        f"{nav()}<div class='story'><h1>{escape(article.title)}</h1><div class='story-info'><b>{escape(article.author[0])}</b> "
        f"<i>Published {slashed}</i></div>{body_text(article)}</div>{related(random, article)}{footer(article)}"
    )
    return page("en-GB", head, body)


@layout("en", is_held_out=True, type="statement", omits="author")
def wire_service(random: Random, article: Article) -> str:
    """A wire of press releases: town, day and wire before the first words, and nowhere else."""
    dateline = f"KARSK, {article.day:%b}. {article.day.day}, {article.day.year} /NordWire/ -- "
    head = (
        f"<title>{escape(article.title)}</title>\n"
        + og("og:title", article.title)
        + og("og:site_name", article.publisher)
    )
    head += f"<link rel='canonical' href='{article.url}'>"
    first, *others = article.paragraphs
    text = "".join(f"<p>{escape(one)}</p>" for one in [dateline + first, *others])
    body = (
        f"{nav()}<main><p class='category'>Press Release</p><h1>{escape(article.title)}</h1><p>News provided by</p>"
        f"<p><a href='/o'>Harbour Institute</a></p><section class='release-body'>{text}</section></main>"
        f"{related(random, article)}{footer(article)}"
    )
    return page("en", head, body)


@layout("en", "fr", is_held_out=True, omits="type")
def weblog_platform(random: Random, article: Article) -> str:
    """A platform of weblogs: the day above the title, the title a third heading, author at the foot."""
    head = f"<title>{escape(article.publisher)}: {escape(article.title)}</title>\n" + og(
        "og:title", article.title
    )
    head += og("og:url", article.url) + f"<link href='{article.url}' rel='canonical'/>"
    day = american(article.day) if article.language == "en" else in_words("fr", article.day)
    posted = {"en": "Posted by", "fr": "Publié par"}[article.language]
    archive = "".join(
        f"<li><a href='/2026/{month:02}/'>2026/{month:02}</a> (3)</li>" for month in range(1, 11)
    )
    body = (
        f"<div class='header'><h1 class='title'>{escape(article.publisher)}</h1></div><div class='date-outer'>"
        f"<h2 class='date-header'><span>{day}</span></h2><div class='post hentry'><h3 class='post-title entry-title'>"
        f"{escape(article.title)}</h3><div class='post-body entry-content'>{body_text(article)}</div><div class='post-footer'>"
        f"<span class='post-author vcard'>{posted} <span class='fn'><a href='/p' rel='author'>{escape(article.author[0])}"
        f"</a></span></span> <a class='timestamp-link' href='{article.url}'><abbr class='published' "
        f"title='{article.date}T10:12:00-08:00'>10:12</abbr></a></div></div></div><div class='sidebar'><ul>{archive}</ul></div>"
    )
    return page("", head, body)


@layout("pl", "uk", is_held_out=True, type="statement", omits="author")
def government_portal(random: Random, article: Article) -> str:
    """A portal of a government: linked data of an organisation alone, the day in figures."""
    kind = {"pl": "Komunikat", "uk": "Заява"}[article.language]
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": article.publisher,
        "url": f"https://{article.host}",
    }
    head = (
        f"<title>{escape(article.title)} - {escape(article.publisher)}</title>\n"
        + json_ld(data)
        + og("og:title", article.title)
    )
    head += og("og:url", article.url)
    day = f"{article.day.day:02}.{article.day.month:02}.{article.day.year}"
    body = (
        f"{COOKIES}{nav()}<article id='main-content'><h2>{escape(article.title)}</h2><p class='event-date'>{day}</p>"
        f"<div class='editor-content'>{body_text(article)}</div><div class='metrics'><span class='label'>{kind}</span>"
        f"<p>Data publikacji: {day}</p></div></article>{footer(article)}"
    )
    return page(article.language, head, body)


@layout("en", "de", is_held_out=True, type="news", many_authors=True)
def script_application(random: Random, article: Article) -> str:
    """A site made by scripts, with the state of its application in the page, and authors in a list."""
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": article.publisher, "@id": "#site"},
        {"@type": "ReportageNewsArticle", "headline": article.title, "datePublished": f"{article.date}T23:05:00{article.zone}",
         "author": article.author, "isPartOf": {"@id": "#site"}, "publisher": {"@id": "#org"}},
        {"@type": "Organization", "@id": "#org", "name": article.publisher}]}  # fmt: skip
    head = (
        f"<title>{escape(article.title)}</title>\n"
        + json_ld(data)
        + og("og:title", article.title)
        + f"<link rel='canonical' href='{article.url}'>"
    )
    state = json.dumps({"props": {"articles": [{"title": OTHERS[0], "date": "2026-11-29"}]}})
    body = (
        f"<div id='__next'><div class='css-1x'>{nav()}</div><div class='css-2y'><h1 class='css-3z'>{escape(article.title)}</h1>"
        f"<div class='css-4'>{' &amp; '.join(map(escape, article.author))}</div>{body_text(article)}</div></div>"
        f"<script id='__NEXT_DATA__' type='application/json'>{state}</script>"
    )
    return page(article.language, head, body)
