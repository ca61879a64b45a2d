"""Web addresses in bibliographies: fields, commands, DOIs and the numbers of archives."""

from __future__ import annotations

import re
from urllib.parse import quote

_COMMAND = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_TILDE = re.compile(r"\{?\\(?:textasciitilde|sim|string)\b\s*(?:\{\})?~?\}?|\$\\sim\$|\\~(?:\{\})?")
_ESCAPED = re.compile(r"\\([_%&#~{}$\-])")
_START = re.compile(r"https?://|www\.", re.I)
_DOI = re.compile(r"(?:doi:?\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{3,9}/\S+)", re.I)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I)
_ARXIV = re.compile(r"(?:arxiv:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.I)
_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "hdl": "https://hdl.handle.net/",
    "handle": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
    "urn": "https://nbn-resolving.org/",
}


def address(text: str) -> str:
    """The first web address of a field; the text without LaTeX when it holds none."""
    command = _COMMAND.search(text)
    text = command[1] if command else text
    text = _ESCAPED.sub(r"\1", _TILDE.sub("~", text)).replace("{", "").replace("}", "")
    text = " ".join(text.split()).strip("<>\"'“”,; ")
    parts = text.split(" ")
    if len(parts) > 1 and _START.match(parts[0]):
        another = any(_START.match(part) for part in parts[1:])
        text = parts[0].rstrip(",;") if another else "%20".join(parts)
    if doi := _DOI.fullmatch(text):
        return doi_address(doi[1])
    if text.lower().startswith("www.") or (_HOST.fullmatch(text) and "." in text):
        return f"https://{text}"
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]|") if text.isprintable() and "<" in text else text


def address_within(text: str) -> str:
    """The web address in a note such as ``Available at \\url{…}``; empty when there is none."""
    if command := _COMMAND.search(text):
        return address(command[0])
    start = _START.search(text)
    return (
        address(re.split(r"[\s<>{}\"]", text[start.start() :])[0].rstrip(".,;)]")) if start else ""
    )


def doi_address(text: str) -> str:
    """The address of a DOI, with or without what stands before it."""
    match = _DOI.fullmatch(text.strip())
    if match is None:
        return text if _START.match(text) else f"https://doi.org/{text}"
    return f"https://doi.org/{quote(match[1], safe='/:;()._-+,=~*!%')}"


def eprint_address(number: str, archive: str) -> str:
    """The address of a text in an archive; empty when nobody knows the archive."""
    if _START.match(number):
        return address(number)
    match = _ARXIV.fullmatch(number)
    if match and archive.lower() in ("", "arxiv"):
        return _ARCHIVES["arxiv"] + match[1]
    prefix = _ARCHIVES.get(archive.lower(), "")
    return f"{prefix}{quote(number, safe='/:.()')}" if prefix else ""
