"""HTML and addresses in what authors write, without anything that could run or pretend.

Pages hold HTML in fragments: an opening tag in one paragraph, its end three paragraphs on.
Libraries that clean HTML (nh3, bleach) make each fragment whole, which tears the page apart. So
fragments are read here and written anew, tag by tag: names and attributes from closed lists, every
value and every text escaped. Python's own parser is not used, since it stops at ``<![`` and takes
minutes for some pages of the size of this one. Nothing of the author's spelling is left for a
browser to read in another way. The lists are those of ammonia 4, with simple SVG and the boxes of
task lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from itertools import starmap

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
    "script style iframe object template noscript noembed noframes textarea title xmp math "
    "plaintext select".split()
)
"""Elements that go with all that is in them."""
RAW = WITH_CONTENT - {"object", "template", "math", "select"}
"""Those of them that hold no elements, whatever stands in them."""
SHAPES = frozenset({"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"})
"""Elements of drawings that hold nothing."""
ATTRIBUTES = frozenset(
    "abbr align alt char charoff checked class cols colspan controls coords datetime dir disabled "
    "for headers height hreflang id kind label lang loop muted open rel reversed role rows rowspan "
    "scope shape span srclang start summary title type valign value width "
    "viewbox xmlns version d cx cy r rx ry x y x1 x2 y1 y2 points transform fill fill-rule "
    "clip-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray opacity "
    "focusable preserveaspectratio".split()
)
"""Attributes that are kept, besides those of addresses and ``aria-``."""
LINKS = frozenset({"href", "cite"})
"""Attributes that hold an address which readers follow."""
LOADED = frozenset({"src", "poster"})
"""Attributes that hold an address which a browser loads by itself."""
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""Schemes of addresses that lead somewhere. What is not known may start any program."""
RUNS = frozenset({"javascript", "vbscript", "data"})
"""Schemes of addresses that hold what is to be run or shown, and lead nowhere."""

_INVISIBLE = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]"
)
"""What browsers, or some of them, leave out of an address before they look for its scheme."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_HOST = re.compile(r"[/\\]{2}")
"""How an address of another host begins without a scheme; for Windows, a shared folder."""
_START = re.compile(r"<(/?)([a-z][^\s/>]*+)", re.I)
_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s/>=][^\s/>=]*+)"
    r"(\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+|)))?+"
    r"|[\s/=]++"
)
"""An attribute with its value, or what stands between two."""
_COMMENT_END = re.compile(r"--!?>|(?<=<!)--?-?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PAINT = frozenset({"fill", "stroke"})
"""Attributes of drawings that hold styles, in which an address could be hidden."""
_PAINT = re.compile(r"(?!.*url\s*\()[#\w\s.,%()-]*|url\(#[\w-]+\)", re.I)


def scheme_of(address: str) -> str:
    """The scheme of an address, as browsers find it; empty for one on the same site.

    >>> scheme_of(" JavaScript:alert(1)"), scheme_of("a/b.html#c"), scheme_of("x?y:z")
    ('javascript', '', '')
    """
    found = _SCHEME.match(_INVISIBLE.sub("", address))
    return found[1].lower() if found else ""


def is_safe(address: str) -> bool:
    r"""Whether an address leads somewhere, and to nothing but pages, mail and telephones.

    >>> is_safe("a/b.html#c"), is_safe("https://example.org"), is_safe("ms-msdt:/id x")
    (True, True, False)
    >>> is_safe("\\\\host\\share"), is_safe("file:///etc/passwd")
    (False, False)
    """
    scheme = scheme_of(address)
    return scheme in SCHEMES if scheme else not _HOST.match(_INVISIBLE.sub("", address))


def runs(address: str) -> bool:
    """Whether an address holds what is to be run or shown."""
    return scheme_of(address) in RUNS


def is_remote(address: str) -> bool:
    """Whether an address is of another host, or of none that we know.

    >>> is_remote("//evil.example/x.png"), is_remote("a.png"), is_remote("data:image/png;base64,")
    (True, False, False)
    """
    return scheme_of(address) not in ("", "data") or bool(_HOST.match(_INVISIBLE.sub("", address)))


def cleaned(fragment: str, *, remote: bool = False, loads: bool = True) -> tuple[str, list[str]]:
    """A fragment of HTML that does no harm, and what has been left out, for its author.

    :param remote: whether what stands on other hosts may be loaded.
    :param loads: whether anything may be loaded at all.

    >>> cleaned("<b onclick=x>A</b> <script>alert(1)</script> &amp; <br/>")
    ('<b>A</b>  &amp; <br>', ['onclick', '<script>'])
    >>> cleaned("<img src=//evil.example/a.png>")
    ('<img>', ['src of another host'])
    """
    writer = _Writer(remote=remote, loads=loads)
    _read(_CONTROL.sub("", fragment), writer)
    return "".join(writer.kept), list(dict.fromkeys(writer.left_out))


class _Writer:
    """Writes what is kept of a fragment, piece by piece."""

    def __init__(self, *, remote: bool, loads: bool) -> None:
        self._remote = remote
        self._loads = loads
        self.kept: list[str] = []
        self.left_out: list[str] = []
        self._inside = ""
        self._depth = 0

    def text(self, text: str) -> None:
        if not self._inside:
            self.kept.append(escape(unescape(text), quote=False))

    def unknown(self, what: str) -> None:
        if not self._inside:
            self.left_out.append(what)

    def start(self, tag: str, attributes: Iterable[tuple[str, str]], *, closed: bool) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag not in TAGS or (tag == "input" and not _is_box(dict(attributes))):
            self.left_out.append(f"<{tag}>")
            if tag in WITH_CONTENT and not closed:  # HTML knows no such ends, but means well
                self._inside, self._depth = tag, 1
        else:
            self.kept.append(f"<{tag}{''.join(starmap(self._attribute, attributes))}>")
            if closed and tag in SHAPES:
                self.kept.append(f"</{tag}>")

    def end(self, tag: str) -> None:
        if self._inside:
            self._depth -= tag == self._inside
            if not self._depth:
                self._inside = ""
        elif tag in TAGS:
            self.kept.append(f"</{tag}>")

    def _attribute(self, name: str, value: str) -> str:
        if name == "class":  # the words of an author do not look like a badge of ours
            value = " ".join(word for word in value.split() if not word.startswith("brief-"))
        if why := self._fault(name, value):
            self.left_out.append(why)
            return ""
        return f' {name}="{escape(value)}"'

    def _fault(self, name: str, value: str) -> str:
        """The part of an attribute that is left out, if any is."""
        if name in LINKS:
            return "" if is_safe(value) else name
        if name in LOADED and self._loads and scheme_of(value) in ("", "http", "https"):
            return f"{name} of another host" if is_remote(value) and not self._remote else ""
        if name in PAINT:
            return "" if _PAINT.fullmatch(value) else name
        known = name in ATTRIBUTES or re.fullmatch(r"aria-[a-z]+", name)
        return "" if known else name


def _read(fragment: str, writer: _Writer) -> None:
    """Read a fragment from its beginning to its end, once.

    Where a tag, a comment or a raw element has no end, the rest of the fragment is text, or part
    of the raw element: nothing is looked at again, however it is written.
    """
    at = 0
    while (sign := fragment.find("<", at)) >= 0:
        writer.text(fragment[at:sign])
        if opening := _START.match(fragment, sign):
            at = _read_tag(fragment, opening, writer)
        elif fragment.startswith(("<!", "<?", "</"), sign):
            at = _end_of_other(fragment, sign)
            if at > 0 and fragment.startswith("<![", sign):
                writer.unknown("<![")
        else:
            writer.text("<")
            at = sign + 1
        if at < 0:
            at = sign
            break
    writer.text(fragment[at:])


def _read_tag(fragment: str, opening: re.Match[str], writer: _Writer) -> int:
    """Read a tag; returns where it ends, with what it holds if that is raw, or -1."""
    tag = opening[2].lower()
    attributes: dict[str, str] = {}
    at = opening.end()
    closed = False
    while found := _ATTRIBUTE.match(fragment, at):
        at = found.end()
        if found[1]:
            if found[2] is not None and fragment[at : at + 1] in ('"', "'"):
                return -1  # a quotation mark that nobody closes
            value = next(filter(None, found.group(3, 4, 5)), "")
            attributes.setdefault(found[1].lower(), _CONTROL.sub("", unescape(value)))
        closed = not found[1] and found[0].endswith("/")
    if not fragment.startswith(">", at):
        return -1
    at += 1
    if opening[1]:
        writer.end(tag)
        return at
    writer.start(tag, attributes.items(), closed=closed)
    if tag not in RAW or closed:
        return at
    end = re.compile(rf"</{re.escape(tag)}(?=[\s/>])", re.I).search(fragment, at)
    return end.start() if end else len(fragment)


def _end_of_other(fragment: str, at: int) -> int:
    """Where a comment, or what HTML takes for one, ends; -1 if it does not."""
    if fragment.startswith("<!--", at):
        ended = _COMMENT_END.search(fragment, at + 2)
        return ended.end() if ended else -1
    sign = "]]>" if fragment.startswith("<![CDATA[", at) else ">"
    found = fragment.find(sign, at)
    return -1 if found < 0 else found + len(sign)


def _is_box(attributes: Mapping[str, str]) -> bool:
    """Whether an input is the box of a task list."""
    return attributes.get("type") == "checkbox" and "disabled" in attributes
