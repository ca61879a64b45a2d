"""HTML and addresses in what authors write, without anything that could run or pretend.

Pages hold HTML in fragments: an opening tag in one paragraph, its end three paragraphs on.
Libraries that clean HTML (nh3, bleach) make each fragment whole, which tears the page apart. So
fragments are read by Python's own parser and written anew, tag by tag: names and attributes from
closed lists, every value and every text escaped. Nothing of the author's spelling is left for a
browser to read in another way. The lists are those of ammonia 4, with simple SVG and the boxes of
task lists.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

TAGS = frozenset(
    "a abbr acronym area article aside audio b bdi bdo blockquote br caption center cite code col "
    "colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hgroup hr i img input ins kbd label li map mark nav ol p picture pre q rp rt ruby s "
    "samp section small source span strike strong sub summary sup table tbody td tfoot th thead "
    "time track tr tt u ul var video wbr "
    "svg g path circle ellipse rect line polyline polygon".split()
)
"""Elements that are kept."""
WITH_CONTENT = frozenset(
    "script style iframe object embed template noscript noembed noframes textarea title xmp math "
    "plaintext select".split()
)
"""Elements that go with all that is in them."""
ATTRIBUTES = frozenset(
    "abbr align alt char charoff checked class cols colspan controls coords datetime dir disabled "
    "for headers height hreflang id kind label lang loop muted open rel reversed role rows rowspan "
    "scope shape span srclang start summary title type valign value width "
    "viewbox xmlns version d cx cy r rx ry x y x1 x2 y1 y2 points transform fill fill-rule "
    "clip-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray opacity "
    "focusable preserveaspectratio".split()
)
"""Attributes that are kept, besides those of addresses and ``aria-``."""
ADDRESSES = frozenset({"href", "src", "cite", "poster"})
RUNS = frozenset({"javascript", "vbscript", "data"})
"""Schemes of addresses that hold what is to be run or shown, and lead nowhere."""

_INVISIBLE = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]"
)
"""What browsers, or some of them, leave out of an address before they look for its scheme."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)


def is_safe(address: str) -> bool:
    """Whether an address leads somewhere, and runs nothing.

    >>> is_safe("a/b.html#c"), is_safe("https://example.org"), is_safe(" JavaScript:alert(1)")
    (True, True, False)
    """
    found = _SCHEME.match(_INVISIBLE.sub("", address))
    return found is None or found[1].lower() not in RUNS


def cleaned(fragment: str) -> tuple[str, list[str]]:
    """A fragment of HTML that does no harm, and what has been left out, for its author.

    >>> cleaned("<b onclick=x>A</b> <script>alert(1)</script> &amp; <br/>")
    ('<b>A</b>  &amp; <br>', ['onclick', '<script>'])
    """
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    return "".join(reader.kept), list(dict.fromkeys(reader.left_out))


class _Reader(HTMLParser):
    """Reads a fragment and writes what is kept of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.left_out: list[str] = []
        self._inside = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag in WITH_CONTENT:
            self.left_out.append(f"<{tag}>")
            self._inside, self._depth = tag, 1
        elif tag not in TAGS or (tag == "input" and not _is_box(dict(attrs))):
            self.left_out.append(f"<{tag}>")
        else:
            self.kept.append(f"<{tag}{''.join(map(self._attribute, attrs))}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in WITH_CONTENT:  # HTML knows no such ends, but what follows may mean well
            self.left_out.append(f"<{tag}>")
        else:
            self.handle_starttag(tag, attrs)
            if tag in ("path", "circle", "ellipse", "rect", "line", "polyline", "polygon"):
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._depth -= tag == self._inside
            if not self._depth:
                self._inside = ""
        elif tag in TAGS:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.kept.append(escape(data, quote=False))

    def _attribute(self, attribute: tuple[str, str | None]) -> str:
        name, value = attribute[0], attribute[1] or ""
        known = name in ATTRIBUTES or re.fullmatch(r"aria-[a-z]+", name)
        if not known and not (name in ADDRESSES and is_safe(value)):
            self.left_out.append(name)
            return ""
        return f' {name}="{escape(value)}"'


def _is_box(attributes: dict[str, str | None]) -> bool:
    """Whether an input is the box of a task list."""
    return attributes.get("type") == "checkbox" and "disabled" in attributes
