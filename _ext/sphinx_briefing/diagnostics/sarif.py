"""Diagnostics as SARIF 2.1.0, the format that code hosts and editors read.

Pure Python: diagnostics in, plain data out. The same diagnostics give the same data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from .codes import Code, Codes
from .model import TYPE, Diagnostic

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"
"""What addresses are relative to: the root of the repository."""


def document(diagnostics: Iterable[Diagnostic], codes: Codes, version: str) -> dict[str, Any]:
    """Describe one run of the checks.

    :param diagnostics: in the order in which they are to stand, with their levels and files.
    :param version: version of the toolkit.
    """
    found = list(diagnostics)
    unknown = sorted({diagnostic.code for diagnostic in found} - codes.keys())
    rules = [*codes.values(), *(Code(name, "A message of another extension.") for name in unknown)]
    numbers = {code.name: number for number, code in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sphinx-briefing",
                        "semanticVersion": version,
                        "rules": [_rule(code) for code in rules],
                    }
                },
                "originalUriBaseIds": {
                    ROOT: {"description": {"text": "The root of the repository."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, numbers) for diagnostic in found],
            }
        ],
    }


def _rule(code: Code) -> dict[str, Any]:
    level = "none" if code.level == "off" else code.level
    return {
        "id": f"{TYPE}.{code.name}",
        "name": code.name,
        "shortDescription": {"text": code.help},
        "defaultConfiguration": {"enabled": code.level != "off", "level": level},
    }


def _result(diagnostic: Diagnostic, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": f"{TYPE}.{diagnostic.code}",
        "ruleIndex": numbers[diagnostic.code],
        "level": diagnostic.level,
        "message": {"text": diagnostic.message},
        "locations": [_location(diagnostic)] if diagnostic.path else [],
    }


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(diagnostic.path), "uriBaseId": ROOT},
            "region": {"startLine": max(diagnostic.line, 1)},
        }
    }
