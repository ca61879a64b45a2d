"""Fields of pages: on made-up sites of many layouts, and on pages that mislead."""

from collections import Counter

import pytest

from bench.articles.corpus import TODAY, articles
from sphinx_briefing.capture.dates import day_of
from sphinx_briefing.capture.model import Facts
from sphinx_briefing.capture.people import people
from sphinx_briefing.capture.sorts import sort_of
from sphinx_briefing.capture.titles import plain_title
from sphinx_briefing.capture.web_page import page_facts

FIELDS = "title author publisher date language type url".split()

TEXT = "".join(
    f"<p>The ministers of the five states met in Karsk on a cold morning, for the {number} time, and "
    "agreed to spend some more money on the defence of the coast and of its ports.</p>"
    for number in ("first", "second", "third")
)


def facts(
    body: str, head: str = "", url: str = "https://www.example.org/a/b", lang: str = "en"
) -> Facts:
    page = f'<html lang="{lang}"><head><title>x</title>{head}</head><body>{body}</body></html>'
    return page_facts(page, url, TODAY)


def test_nine_fields_of_ten_are_right_on_all_kinds_of_sites() -> None:
    right, wrong = Counter[str](), []
    made = [*articles(1, 5)]
    for article in made:
        found = page_facts(article.page, article.read_from, TODAY)
        for name in FIELDS:
            if getattr(found, name) == getattr(article, name):
                right[name] += 1
            else:
                wrong.append((article.layout, name, getattr(found, name)))
    assert min(right[name] for name in FIELDS) >= 0.9 * len(made), wrong


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-20T23:30:00+02:00", "2026-02-20"),
        ("2026/02/20", "2026-02-20"),
        ("20.02.2026", "2026-02-20"),
        ("Freitag, 20. Februar 2026, 14:05 Uhr", "2026-02-20"),
        ("20 лютого 2026 року", "2026-02-20"),
        ("le 1er mars 2026", "2026-03-01"),
        ("20 de febrero de 2026", "2026-02-20"),
        ("February 20th, 2026", "2026-02-20"),
        ("2026年2月20日", "2026-02-20"),
        ("13/02/2026", "2026-02-13"),
        ("02/03/2026", ""),  # February, or March?
        ("31.02.2026", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_days_are_read_as_they_are_written(text: str, day: str) -> None:
    assert day_of(text) == day


def test_the_language_tells_which_month_and_which_order_is_meant() -> None:
    assert day_of("5 listopada 2025", language="pl") == "2025-11-05"
    assert day_of("5. listopada 2025", language="hr") == "2025-10-05"
    assert day_of("5 listopada 2025") == ""
    assert day_of("02/03/2026", language="en-US") == "2026-02-03"
    assert day_of("02/03/2026", language="fr") == "2026-03-02"


def test_the_first_words_of_a_report_may_say_its_day() -> None:
    body = f"<h1>Ministers agree on the coast</h1><p>KARSK, Feb. 20, 2026 /Wire/ -- The ministers agreed on it.</p>{TEXT}"
    assert facts(body).date == "2026-02-20"


def test_a_day_of_others_is_not_the_day_of_the_page() -> None:
    body = (
        f"<h1>Ministers agree on the coast</h1>{TEXT}<aside><time datetime='2026-11-02'>2 Nov</time></aside>"
        "<div class='related-posts'><span class='date'>3 November 2026</span></div>"
        "<footer>© 2026, updated 4 November 2026</footer>"
    )
    found = facts(body, "<meta property='article:modified_time' content='2026-11-05'>")
    assert found.date == ""
    assert found.remarks["date"] == "the page says only that it was changed on 2026-11-05"


def test_nothing_was_published_after_it_was_read() -> None:
    found = facts(f"<h1>Ministers agree</h1>{TEXT}", "<meta name='date' content='2031-01-01'>")
    assert found.date == ""


def test_a_day_in_greenwich_gives_way_to_the_one_that_readers_see() -> None:
    head = "<meta property='article:published_time' content='2026-02-20T01:10:00Z'>"
    body = f"<h1>Ministers agree on the coast</h1><p class='date'>February 19, 2026</p>{TEXT}"
    assert facts(body, head).date == "2026-02-19"


def test_a_page_that_gives_nothing_says_so() -> None:
    found = page_facts(
        "<html><body><div id=app></div></body></html>", "https://www.example.org/x", TODAY
    )
    assert (found.title, found.author, found.date, found.type) == ("", [], "", "")
    assert found.url == "https://www.example.org/x"
    assert found.publisher == "example.org"
    assert found.remarks["publisher"].endswith("this is its host")


@pytest.mark.parametrize(
    "page", ["", "   ", "<", "<html", "no markup at all", "<!-- only -->", "\0\0"]
)
def test_no_page_is_too_broken(page: str) -> None:
    assert page_facts(page, "", TODAY).author == []


@pytest.mark.parametrize(
    "script",
    ['{"@type": "NewsArticle", "headline": ', '{"@type": ["NewsArticle", 5, null], "author": [[1]]}',
     '[[[[{"@graph": 7}]]]]', '{"@type": {"a": 1}, "datePublished": {"x": []}}', "[" * 5000, "null"],
)  # fmt: skip
def test_linked_data_may_be_anything(script: str) -> None:
    head = f"<script type='application/ld+json'>{script}</script>"
    found = facts(f"<h1>Ministers agree on the coast</h1>{TEXT}", head)
    assert found.title == "Ministers agree on the coast"


def test_an_address_is_that_of_the_page_without_what_follows_readers() -> None:
    start = "<link rel='canonical' href='https://www.example.org/'>"
    url = "https://www.example.org/a/b?utm_source=x&id=7#top"
    assert facts(TEXT, start, url).url == "https://www.example.org/a/b?id=7"
    own = "<link rel='canonical' href='/a/c'>"
    assert facts(TEXT, own, url).url == "https://www.example.org/a/c"


def test_a_saved_page_knows_where_it_came_from() -> None:
    page = (
        f"<!-- saved from url=(0025)https://www.example.org/s --><html><body>{TEXT}</body></html>"
    )
    assert page_facts(page, "", TODAY).url == "https://www.example.org/s"


def test_an_archive_is_not_the_place_of_a_page() -> None:
    url = "https://web.archive.org/web/20260220101112/https://www.example.org/a/b"
    found = facts(TEXT, url=url)
    assert (found.url, found.archived) == ("https://www.example.org/a/b", url)


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["By Anna Writer and Bob Typer"], ["Anna Writer", "Bob Typer"]),
        (["Von Jana Richter, Berlin"], ["Jana Richter"]),
        (["Anna Writer, Defence Editor"], ["Anna Writer"]),
        (["admin"], []),
        (["https://example.org/author/anna"], []),
        (["Example News"], []),
        (["Автор: Оксана Мельник"], ["Оксана Мельник"]),
        (["María José Pérez y Juan Gil"], ["María José Pérez", "Juan Gil"]),
        (["Anna Writer", "Anna Writer"], ["Anna Writer"]),
    ],
)
def test_bylines_become_names(bylines: list[str], names: list[str]) -> None:
    assert people(bylines, publisher="Example News") == names


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Ministers agree on the coast - Example News", "Ministers agree on the coast"),
        ("Example News: | Ministers agree on the coast", "Ministers agree on the coast"),
        ("Talks - and what they cost", "Talks - and what they cost"),
        ("Example News", "Example News"),
    ],
)
def test_titles_lose_the_name_of_their_site(title: str, plain: str) -> None:
    assert plain_title(title, ["Example News", "example.org"]) == plain


@pytest.mark.parametrize(
    ("types", "labels", "title", "url", "sort"),
    [
        (["NewsArticle"], [], "Ministers agree", "", "news"),
        (["NewsArticle"], [], "Interview with the minister", "", "interview"),
        (["Article"], ["Pressemitteilung"], "Minister einigen sich", "", "statement"),
        ([], [], "Ministers agree", "https://e.org/press-releases/a", "statement"),
        ([], [], "Remarks by the minister at Karsk", "", "speech"),
        (["Dataset"], [], "Ships", "", "dataset"),
        (["Article"], ["Sport"], "Reporters at work", "https://e.org/sport/a", ""),
    ],
)
def test_a_type_is_what_a_page_says_that_it_is(
    types: list[str], labels: list[str], title: str, url: str, sort: str
) -> None:
    assert sort_of(types, labels, title, url, []) == sort


def test_a_page_that_is_filed_under_news_says_no_more() -> None:
    found = facts(f"<h1>Ministers agree</h1>{TEXT}", url="https://www.example.org/news/ministers")
    assert found.type == "news"
    assert found.remarks["type"] == "by what the page, or its address, is filed under"


def test_a_company_is_known_by_the_name_of_its_paper() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Ministers agree", "publisher": {"name": "Post AG"}}'
    )
    head = f"<script type='application/ld+json'>{data}</script>"
    body = f"<h1>Ministers <style>.a {{}}</style>agree</h1>{TEXT}"
    assert facts(body, head).publisher == "Post AG"
    found = facts(body, head + "<meta property='og:site_name' content='The Post'>")
    assert (found.publisher, found.title) == ("The Post", "Ministers agree")


def test_a_language_is_that_of_the_text_whatever_the_theme_says() -> None:
    body = "<h1>Міністри домовилися</h1>" + "".join(
        "<p>Міністри обох країн зустрілися в середу в Карську, щоб обговорити протиповітряну оборону "
        "та виділити кілька сотень мільйонів євро на нові проєкти.</p>" for _ in range(3)
    )  # fmt: skip
    assert facts(body, lang="en-US").language == "uk"
    assert facts(f"<h1>Ministers agree</h1>{TEXT}", lang="en-GB").language == "en"
