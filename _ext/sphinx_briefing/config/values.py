"""The configuration values as the toolkit uses them; :mod:`.settings` declares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..records import Conventions, kinds_of
from ..vocabularies import PHIA_2025
from .settings import AUTOLINK, LEVELS, registry_of, unsourced_kinds

if TYPE_CHECKING:
    from sphinx.config import Config

    from ..diagnostics.model import Diagnostic


def conventions_of(config: Config) -> Conventions:
    """The scales that a configuration puts in force."""
    scales = registry_of(config).likelihoods
    likelihood = scales.get(config.briefing_likelihood, PHIA_2025)
    return Conventions(likelihood, tuple(scales.values()), kinds_of(config.briefing_kinds))


def project_of(config: Config) -> str:
    """The name of the project; empty where it has none, for which Sphinx has words of its own."""
    name = str(config.project or "").strip()
    return "" if name == type(config).config_values["project"].default else name


def allows(config: Config, what: str) -> bool:
    """Whether a configuration lets pages do something that could do harm."""
    return what in config.briefing_allow


TURNED_ON_BY = {"ceiling": "briefing_ceilings"}
"""Checks that are on, unless ``briefing_checks`` says otherwise, where a setting is made."""


def level_of(config: Config, check: str) -> str:
    """The level of a code: ``off``, ``note`` or ``warning``; what cannot be switched is one.

    Of a check with levels by kind of record, the loudest.
    """
    usual = registry_of(config).codes.switched.get(check, "warning")
    if setting := TURNED_ON_BY.get(check):  # whoever writes a table wants it to count
        usual = "warning" if getattr(config, setting) else usual
    level: str | Mapping[str, str] = config.briefing_checks.get(check, usual)
    if isinstance(level, str):
        return level
    return max(unsourced_levels(config).values(), key=LEVELS.index)


def unsourced_levels(config: Config) -> Mapping[str, str]:
    """The levels of ``unsourced`` by kind of record; one level is meant for the usual kinds."""
    level: str | Mapping[str, str] = config.briefing_checks.get("unsourced", {})
    kinds = unsourced_kinds(registry_of(config))
    if isinstance(level, str):
        return {kind: level if usual != "off" else usual for kind, usual in kinds.items()}
    return {**kinds, **level}


def loudness(config: Config, report: Diagnostic) -> str:
    """The level of one report."""
    return report.level or level_of(config, report.code)


__all__ = [
    "AUTOLINK",
    "LEVELS",
    "allows",
    "conventions_of",
    "level_of",
    "loudness",
    "project_of",
    "registry_of",
    "unsourced_levels",
]
