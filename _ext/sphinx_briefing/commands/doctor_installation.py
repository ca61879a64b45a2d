"""The part of ``doctor`` that looks at what is installed."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from ..version import __version__
from .finding import Finding

PACKAGE = "sphinx-briefing"
EVERYTHING = "all"
"""The extra that is made of all others."""

GIVES = {
    "pdf": "PDFs of briefs",
    "bib": "registers of sources in BibTeX",
    "docx": "Word files of briefs",
    "html": "the theme of the pages, and formulas",
    "feeds": "feeds and calendars",
    "live": "pages that are built again while you write",
    "snapshots": "quotations looked up in what was read",
    "proof": "the search of PDFs for what an audience must not see",
    "desk": "notes made of pages, PDFs and messages, and the language server",
    "cluster": "a project built in shards by several machines",
    "parquet": "the ledger as tables",
    "exchange": "files of other systems: STIX, FollowTheMoney, RIS, SKOS",
    "mcp": "the ledger for programs that write",
}
"""What each extra is for, in words; which libraries it has is said by the package alone."""


def versions() -> dict[str, str]:
    """The toolkit, and all that it always stands on, as they are installed."""
    found = {PACKAGE: __version__, "python": platform.python_version()}
    for requirement in _requirements():
        if not requirement.marker and (installed := _installed(requirement.name)):
            found[requirement.name] = installed
    return found


def found_in_installation() -> Iterator[Finding]:
    """Libraries that are missing, or too old."""
    requirements = [*_requirements()]
    if not requirements:
        yield Finding(
            "installation",
            f"{PACKAGE} is not installed as a package, so that nobody knows what belongs to it",
            "",
            f'install it: pip install "{PACKAGE}[{EVERYTHING}]"',
        )
    missing: dict[str, list[str]] = {}
    old: dict[str, str] = {}
    for requirement in requirements:
        if requirement.marker and not requirement.marker.evaluate({"extra": _extra(requirement)}):
            continue  # of another system
        extra = _extra(requirement)
        if extra == EVERYTHING or requirement.name.replace("_", "-").lower() == PACKAGE:
            continue
        installed = _installed(requirement.name)
        if not installed:
            missing.setdefault(extra, []).append(requirement.name)
        elif not requirement.specifier.contains(installed, prereleases=True):
            old[requirement.name] = (
                f"{requirement.name} {installed} is not {requirement.specifier}, "
                "which the toolkit needs"
            )
    for extra, names in missing.items():
        given = f" ({GIVES.get(extra, extra)})" if extra else ""
        target = f"{PACKAGE}[{extra}]" if extra else PACKAGE
        yield Finding(
            "extra" if extra else "missing",
            f"{', '.join(dict.fromkeys(names))} {'is' if len(names) == 1 else 'are'} not installed"
            f"{f', for the extra {extra!r}{given}' if extra else ''}",
            "",
            f'if you want that: pip install "{target}"' if extra else f'pip install "{target}"',
        )
    for name, said in sorted(old.items()):
        yield Finding("version", said, name, f'pip install --upgrade "{PACKAGE}" "{name}"')


def _requirements() -> Iterator[Requirement]:
    """The needs that the package states; none if it is not installed."""
    try:
        yield from map(Requirement, requires(PACKAGE) or ())
    except PackageNotFoundError:
        return


def _extra(requirement: Requirement) -> str:
    """The extra that a requirement belongs to; empty for what is always needed."""
    said = str(requirement.marker or "")
    _before, found, after = said.partition("extra == ")
    return after.split()[0].strip("\"')") if found else ""


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
