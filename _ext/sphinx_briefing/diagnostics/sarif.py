"""Findings as SARIF 2.1.0, the format that code hosts and editors read.

Pure Python: findings in, plain data out. The same findings give the same data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from .codes import SUBTYPES, Subtype
from .findings import Finding

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"
"""What addresses are relative to: the root of the repository."""


def document(findings: Iterable[Finding], version: str) -> dict[str, Any]:
    """One run of the checks.

    :param findings: in the order in which they are to stand.
    :param version: version of the toolkit.
    """
    names = list(SUBTYPES)
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sphinx-briefing",
                        "semanticVersion": version,
                        "rules": [_rule(name, subtype) for name, subtype in SUBTYPES.items()],
                    }
                },
                "originalUriBaseIds": {
                    ROOT: {"description": {"text": "The root of the repository."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, names) for finding in findings],
            }
        ],
    }


def _rule(name: str, subtype: Subtype) -> dict[str, Any]:
    level = "none" if subtype.level == "off" else subtype.level
    return {
        "id": f"briefing.{name}",
        "name": name,
        "shortDescription": {"text": subtype.help},
        "defaultConfiguration": {"enabled": subtype.level != "off", "level": level},
    }


def _result(finding: Finding, names: list[str]) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.file), "uriBaseId": ROOT},
        "region": {"startLine": max(finding.line, 1)},
    }
    return {
        "ruleId": f"briefing.{finding.subtype}",
        "ruleIndex": names.index(finding.subtype),
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }
