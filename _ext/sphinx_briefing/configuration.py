"""The configuration values, their defaults, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.util import logging

from .markings import OPEN, STRICTEST, read_marking
from .messages import SUBTYPES
from .records import Actor, House, Source, Term, kinds_of
from .records.brief_kinds import is_name
from .records.dates import span
from .vocabularies import LIKELIHOOD_SCALES, PHIA_2025

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .ledger import Report

logger = logging.getLogger(__name__)

ANNEXES = {record.plural: record.labels for record in (Source, Term, Actor)}
"""The annexes of a brief by the directive that prints each, with their titles."""

AUTOLINK = ("first", "section", "all", "off")
"""How often a name in plain prose is linked."""

CHECKS = {name: subtype.level for name, subtype in SUBTYPES.items() if subtype.switched}
"""The checks that can be switched, with their default levels."""

LEVELS = ("off", "note", "warning")


def house_of(config: Config) -> House:
    """The scales that a configuration puts in force."""
    likelihood = LIKELIHOOD_SCALES.get(config.briefing_likelihood, PHIA_2025)
    return House(likelihood, kinds_of(config.briefing_kinds))


def level_of(config: Config, check: str) -> str:
    """How loud a subtype is: ``off``, ``note`` or ``warning``; what cannot be switched is one."""
    level = config.briefing_checks.get(check, CHECKS.get(check, "warning"))
    if level is True:
        return "warning"
    return level if level in LEVELS else "off"


def loudness(config: Config, report: Report) -> str:
    """How loud one report is."""
    return "note" if report.is_note else level_of(config, report.subtype)


def validate(app: Sphinx, config: Config) -> None:
    """Report mistakes in the configuration and fall back to the defaults."""

    def wrong(name: str, message: str, default: object) -> None:
        logger.warning("%s: %s", name, message, type="briefing", subtype="field")
        config[name] = default

    for name, expected, default in _of_wrong_type(config):
        wrong(name, f"{config[name]!r} is not {expected}", default)
    if config.briefing_likelihood not in LIKELIHOOD_SCALES:
        choices = ", ".join(LIKELIHOOD_SCALES)
        wrong("briefing_likelihood", f"not one of: {choices}", PHIA_2025.name)
    if config.briefing_autolink not in AUTOLINK:
        wrong("briefing_autolink", f"not one of: {', '.join(AUTOLINK)}", "first")
    try:
        config["briefing_unmarked"] = read_marking(str(config.briefing_unmarked))
    except ValueError as error:  # what cannot be read is for the fewest readers
        message = f"{error}; until then, what bears no marking counts as TLP:{STRICTEST}"
        wrong("briefing_unmarked", message, STRICTEST)
    if config.briefing_as_of:
        try:
            span(str(config.briefing_as_of))
        except ValueError as error:
            wrong("briefing_as_of", str(error), "")
    unknown = [name for name in config.briefing_annexes if name not in ANNEXES]
    if unknown:
        known = [name for name in config.briefing_annexes if name in ANNEXES]
        choices = ", ".join(ANNEXES)
        wrong("briefing_annexes", f"{unknown[0]!r} is not one of: {choices}", known)
    for name, data in dict(config.briefing_kinds).items():
        try:
            kinds_of({name: data})
        except ValueError as error:
            # The name stays, so that the pages of that kind are not reported as well.
            rest = {key: value for key, value in config.briefing_kinds.items() if key != name}
            wrong("briefing_kinds", str(error), {**rest, name: {}} if is_name(name) else rest)
    for check, level in dict(config.briefing_checks).items():
        if check not in CHECKS or (level not in LEVELS and not isinstance(level, bool)):
            rest = {key: value for key, value in config.briefing_checks.items() if key != check}
            message = f"{check!r}: {level!r} is not a check with a level ({', '.join(LEVELS)})"
            wrong("briefing_checks", message, rest)


def _of_wrong_type(config: Config) -> Iterator[tuple[str, str, object]]:
    """The settings of another type than ours: name, what is expected, and the default.

    Two shorter spellings are understood: ``briefing_autolink = False``, and a list of the checks
    that are to warn.
    """
    if config.briefing_autolink is False:
        config["briefing_autolink"] = "off"
    if isinstance(config.briefing_checks, (list, tuple)):
        config["briefing_checks"] = {str(name): "warning" for name in config.briefing_checks}
    for name, expected, types, default in (
        ("briefing_autolink", "a text", str, "first"),
        ("briefing_likelihood", "a text", str, PHIA_2025.name),
        ("briefing_annexes", "a list", (list, tuple), list(ANNEXES)),
        ("briefing_kinds", "a dictionary", dict, {}),
        ("briefing_checks", "a dictionary", dict, {}),
        ("briefing_stale_days", "a number of days", int, 365),
    ):
        if not isinstance(config[name], types):
            yield name, expected, default


def setup(app: Sphinx) -> None:
    """Add the configuration values."""
    add = app.add_config_value
    add("briefing_autolink", "first", "env", (str, bool), "how plain prose is linked")
    add("briefing_first_use", True, "env", bool, "spell a name out at its first use on a page")
    add("briefing_annexes", list(ANNEXES), "env", (list, tuple), "annexes of a brief, in order")
    add("briefing_likelihood", PHIA_2025.name, "env", str, "likelihood scale in force")
    add("briefing_as_of", "", "env", str, "day on which facts are judged outside briefs")
    add("briefing_unmarked", OPEN, "env", str, "marking of pages and records that bear none")
    add("briefing_kinds", {}, "env", dict, "kinds of brief of your own")
    add("briefing_pdf_link", True, "env", bool, "whether HTML pages of briefs link to their PDF")
    add("briefing_docx_link", False, "env", bool, "whether they link to their Word file too")
    add("briefing_stale_days", 365, "env", int, "age from which a source is stale")
    add("briefing_checks", {}, "env", (dict, list, tuple), "levels of the checks")
    add("briefing_sarif", "", "", str, "SARIF file of what is wrong, beside the output")
    add("briefing_summary", False, "", bool, "whether a build ends with a table of what is wrong")
    app.connect("config-inited", validate)
