"""Annotations: commands in the log that GitHub Actions shows beside the lines of files."""

from __future__ import annotations

from collections.abc import Iterable

from .model import TYPE, Diagnostic

COMMANDS = {"warning": "warning", "note": "notice"}
"""The commands of GitHub's workflows by the level that they stand for."""


def commands(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Write diagnostics as commands of GitHub's workflows."""
    return [
        f"::{COMMANDS[diagnostic.level]} {_place(diagnostic)}"
        f"title={TYPE}.{diagnostic.code}::{_data(diagnostic.message)}"
        for diagnostic in diagnostics
    ]


def _place(diagnostic: Diagnostic) -> str:
    if not diagnostic.path:
        return ""
    return f"file={_property(diagnostic.path)},line={max(diagnostic.line, 1)},"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
