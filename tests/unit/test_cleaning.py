"""What is kept of HTML, held against ammonia (nh3), which reads it as browsers do."""

import re
import time
from html import escape

import nh3
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_briefing.html_cleaning import (
    ATTRIBUTES,
    LINKS,
    LOADED,
    PAINT,
    SCHEMES,
    TAGS,
    WITH_CONTENT,
    cleaned,
    is_remote,
    is_safe,
)

MANY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=600)

HANDLERS = {"onclick", "onerror", "onload", "onbegin", "onmouseover", "onfocus", "ontoggle"}
ACTIVE = {
    *HANDLERS, "style", "srcdoc", "formaction", "action", "xlink:href", "srcset", "background",
    "ping", "data", "http-equiv", "content", "target", "autofocus", "to", "from", "values",
}  # fmt: skip
DANGEROUS = {
    *WITH_CONTENT,
    "form",
    "button",
    "meta",
    "base",
    "link",
    "image",
    "animate",
    "set",
    "use",
    "foreignobject",
    "frameset",
    "frame",
    "applet",
    "marquee",
    "portal",
    "embed",
    "keygen",
} - {"image"}
SCHEMES_OF_PROGRAMS = {
    "javascript", "vbscript", "data", "file", "ms-msdt", "smb", "search-ms", "blob", "about",
    "ms-word", "tel", "mailto", "http", "https", "ftp", "view-source", "livescript", "mocha",
}  # fmt: skip

PIECES = [
    *(f"<{tag}>" for tag in sorted(DANGEROUS | {"a", "b", "p", "svg", "table", "td", "select"})),
    *(f"</{tag}>" for tag in ("script", "style", "svg", "a", "p", "table", "title", "xmp", "math")),
    "<a href='", "<a href=", "<img src=", "<img src='", "<svg fill=\"", "<p class=\"", "<b ", "<",
    "'>", '">', ">", "'", '"', "=", "/", "/>", " ", "\n", "\t", "\0", "\x0b", "\xa0", "\u202e",
    "<!--", "-->", "--!>", "<!-->", "<!--->", "<![CDATA[", "]]>", "<![", "<!", "<?", "</", "&",
    "javascript:", "java\tscript:", "JaVaScRiPt:", "java&#115;cript:", "javascript&colon;",
    "&#x6a;avascript:", "data:text/html,", "vbscript:", "ms-msdt:/id", "file:///etc/passwd",
    "\\\\host\\share", "//evil.example/x", "/\\evil.example/x", "https://example.org/", "x.png",
    "url(//evil.example)", "u\\72l(x)", "&lt;script&gt;", "&#60;script>", "alert(1)", "xlink:href=",
    *(f" {name}=x" for name in sorted(ACTIVE)), " href=javascript:x", " src=//e.example/x",
    "brief-badge", "<a href=x href=javascript:x", "<a\x0conclick=x", "<img/onerror=x/src=x>",
]  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(sorted(ACTIVE)), st.sampled_from(sorted({*ATTRIBUTES, *LINKS, *LOADED, *PAINT}))
)
ATTRIBUTE = st.one_of(
    st.tuples(NAMES, st.just('="'), st.sampled_from(PIECES), st.just('"')),
    st.tuples(NAMES, st.sampled_from(["=", "='", " = "]), st.sampled_from(PIECES), st.just(" ")),
).map("".join)
ELEMENT = st.tuples(
    st.one_of(st.sampled_from(sorted(DANGEROUS)), st.sampled_from(["a", "b", "img", "svg", "td"])),
    st.lists(ATTRIBUTE, max_size=3).map(" ".join),
).map(lambda parts: f"<{parts[0]} {parts[1]}>")
HTML = st.lists(
    st.one_of(ELEMENT, ELEMENT, st.sampled_from(PIECES), st.text(max_size=3)), max_size=8
).map("".join)


def kept_by_ammonia(html: str, *, lax: bool) -> str:
    """What ammonia keeps with our lists, or with all that is dangerous besides."""
    attributes = {*ATTRIBUTES, *LINKS, *LOADED, *PAINT} - ACTIVE
    return nh3.clean(
        html,
        tags={*(TAGS - DANGEROUS), *(DANGEROUS if lax else ())},
        clean_content_tags=set(),
        attributes={"*": {*attributes, *(ACTIVE if lax else ())}},
        generic_attribute_prefixes={"aria-", "on"} if lax else {"aria-"},
        url_schemes=SCHEMES_OF_PROGRAMS if lax else set(SCHEMES),
        link_rel=None,
        strip_comments=not lax,
    )


@MANY
@given(HTML)
@example("<svg><style><img src=x onerror=a></style></svg>")
@example(
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=a&gt;'>"
)
@example("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")
@example("<noscript><p title='</noscript><img src=x onerror=a>'>")
@example("<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>")
def test_ammonia_finds_nothing_active_in_what_is_kept(written: str) -> None:
    kept, _ = cleaned(written)
    assert kept_by_ammonia(kept, lax=False) == kept_by_ammonia(kept, lax=True)
    assert not re.search(rf"<({'|'.join(DANGEROUS)})\\b", kept)
    assert not re.search(r"<(?!/?[a-z0-9]+( [a-z0-9-]+=\"[^\"<>]*\")*>)", kept)


@MANY
@given(HTML)
def test_what_is_kept_is_kept_again(written: str) -> None:
    kept, _ = cleaned(written)
    assert cleaned(kept) == (kept, [])


NOISE = st.text("\x00\x01\t\n\r \xa0\u200b\u202e\ufeff", max_size=2)


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """An address that starts a program, as well hidden as browsers bear."""
    scheme = draw(st.sampled_from(sorted(SCHEMES_OF_PROGRAMS - SCHEMES)))
    letters = [draw(NOISE) + draw(st.sampled_from([c, c.upper()])) for c in scheme]
    return "".join(letters) + draw(NOISE) + ":" + draw(st.text(max_size=5))


@MANY
@given(disguised())
def test_addresses_of_programs(address: str) -> None:
    assert not is_safe(address)
    assert "href=" not in cleaned(f'<a href="{escape(address)}">x</a>')[0]


@MANY
@given(st.one_of(st.text("javscriptht:/\\.#?&@ \t\n", max_size=12), st.text(max_size=8)))
def test_what_is_safe_is_safe_for_ammonia(address: str) -> None:
    # Ammonia also drops addresses that hold nothing behind their scheme.
    if is_safe(address) and not re.fullmatch(r"\s*[a-zA-Z]+:[\s/]*", address):
        link = kept_by_ammonia(f'<a href="{escape(address)}">x</a>', lax=False)
        assert "href=" in link


@pytest.mark.parametrize(
    "address",
    ["\\\\host\\share", "\\/host", "/\\host", "//host/x", " \t//host", "file:x", "ms-msdt:/id",
     "smb://h/s", "search-ms:query", "C:\\x", "jar:x"],
)  # fmt: skip
def test_addresses_of_machines_and_programs(address: str) -> None:
    assert not is_safe(address)


@pytest.mark.parametrize(
    "address",
    ["", "a.html", "../a b.html#c:d", "#x", "?a=b:c", "/a", "https://example.org", "HTTP://x",
     "mailto:a@b.example", "tel:+47", "ftp://x", "a/b:c"],
)  # fmt: skip
def test_addresses_that_lead_somewhere(address: str) -> None:
    assert is_safe(address)


def test_pictures_of_other_hosts() -> None:
    written = '<img src="//evil.example/a.png" alt="A"><img src="a.png"><video poster="http://x/y">'
    kept = '<img alt="A"><img src="a.png"><video>'
    assert cleaned(written) == (kept, ["src of another host", "poster of another host"])
    assert cleaned(written, remote=True)[1] == []
    assert is_remote("/\\evil.example")
    assert not is_remote("/a.png")


def test_nobody_dresses_as_the_toolkit() -> None:
    assert cleaned('<b class="x brief-badge brief-tlp">TLP:CLEAR</b>')[0] == (
        '<b class="x">TLP:CLEAR</b>'
    )


@pytest.mark.parametrize(
    "piece",
    ["<![", "<!--", "<a ", '<a b="', "<?", "</", "</a ", "<a b=", "<", "<script>", "<![CDATA[",
     "<b>", "<!", "<script></script ", "<title", "<math>", "</math><math>", "<!-->", "<a b=\"'>"],
)  # fmt: skip
def test_the_time_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    start = time.process_time()
    cleaned(piece * 20_000)  # Python's own parser takes up to minutes
    assert time.process_time() - start < 60  # rather than not to end
