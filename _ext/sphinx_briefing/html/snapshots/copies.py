"""Snapshots as files that a website can hold without harm.

A page that others have made would run its scripts with all rights of the site that holds it. So a
page is written anew: its text with the elements of a text, without scripts, styles, forms and
pictures, and under a policy that lets nothing run or load. Links lead to where it came from. Other
files are copied byte for byte: browsers show texts and PDFs without giving them the rights of the
site, and save web archives.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from pathlib import Path

from ...html_cleaning import cleaned, is_safe, scheme_of
from ...presentation.labels import _
from ...snapshots import LIMIT, UnreadableSnapshot
from ...snapshots.charsets import decoded_page
from ...snapshots.looks import check_looks, check_size
from ...snapshots.model import HTML, KINDS
from ...snapshots.reading import bytes_of

_PAGE = """<!DOCTYPE html>
<html{language}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="{base}">
<title>{title}</title>
</head>
<body>
<p lang="{ours}"><small>{words}</small></p>
<hr>
{content}
</body>
</html>
"""
_NOWHERE = "about:blank"
"""An address from which no other one can be reached."""


@dataclass(frozen=True, slots=True)
class Original:
    """A snapshot in the sources, and what is known of its source."""

    source: str
    path: Path
    title: str
    url: str
    language: str
    digest: str
    """A hash of all that a copy is made of."""


def original_of(source: str, path: Path, title: str, url: str, language: str) -> Original:
    """A snapshot that may be copied.

    :param path: the file; title, address and language are those of its source.
    :raises UnreadableSnapshot: when it is too large, or not what its name says.
    """
    suffix = path.suffix.lower()
    data = bytes_of(path, LIMIT)
    check_looks(data, suffix)
    if KINDS[suffix] == HTML:
        check_size(data)
    found = blake2b("\x1f".join((title, url, language)).encode("utf-8", "replace"), digest_size=16)
    found.update(data)
    return Original(source, path, title, url, language, found.hexdigest())


def suffix_of(path: Path) -> str:
    """The end of the name of a copy."""
    suffix = path.suffix.lower()
    return ".html" if KINDS[suffix] == HTML else suffix


def copy_of(original: Original, language: str) -> bytes | None:
    """The content of a copy; ``None`` where the snapshot has gone since.

    :param language: that of the website.
    """
    try:
        data = bytes_of(original.path, LIMIT)
    except UnreadableSnapshot:
        return None
    if KINDS[original.path.suffix.lower()] != HTML:
        return data
    return _page(data, original, language).encode("utf-8", "replace")


def _page(data: bytes, original: Original, language: str) -> str:
    content, _left_out = cleaned(decoded_page(data), loads=False)
    url = original.url
    leads_back = scheme_of(url) in ("http", "https") and is_safe(url)
    words = escape(str(_("The text of the page, without scripts, styles and pictures.")))
    if leads_back:
        original_words = escape(str(_("The original")))
        words += f' <a href="{escape(url)}">{original_words}</a>'
    return _PAGE.format(
        language=f' lang="{escape(original.language)}"' if original.language else "",
        base=escape(url if leads_back else _NOWHERE),
        title=escape(original.title),
        ours=escape(language.replace("_", "-")),
        words=words,
        content=content,
    )
