"""The codes of messages: a table that can grow, and every message bears one of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_briefing
from sphinx_briefing.diagnostics.codes import Code, Codes, builtin_codes

PACKAGE = Path(sphinx_briefing.__file__).parent

AT = {"warn": 0, "warn_of_setting": 2, "Diagnostic": 2, "at_record": 2, ".report": 0}
"""At which place the functions, and methods, that say something take the code."""


def test_codes_are_added_until_the_table_is_closed() -> None:
    codes = Codes()
    added = codes.add("flagless", "A vessel has no flag.", "note", switched=True)
    codes.add("late", "It is late.")
    assert added == codes["flagless"] == Code("flagless", "A vessel has no flag.", "note", True)
    assert list(codes) == ["flagless", "late"]
    assert codes.switched == {"flagless": "note"}
    with pytest.raises(ValueError, match="a code 'late' already"):
        codes.add("late", "Another.")
    codes.freeze()
    with pytest.raises(ValueError, match="'more' comes too late"):
        codes.add("more", "More.")
    assert len(codes) == 2


def test_tables_share_nothing() -> None:
    codes = builtin_codes()
    codes.add("flagless", "A vessel has no flag.")
    assert "flagless" not in builtin_codes()


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}", node


def name_of(call: ast.Call) -> str:
    function = call.func
    return (
        f".{function.attr}" if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    )


def codes_of(call: ast.Call) -> list[str]:
    """The code that a call names, if it names one to the letter."""
    at = AT.get(name_of(call))
    named = [keyword.value for keyword in call.keywords if keyword.arg in ("code", "subtype")]
    if at is not None and len(call.args) > at:
        named.append(call.args[at])
    return [str(value.value) for value in named if isinstance(value, ast.Constant)]


def test_every_message_bears_a_code_that_there_is() -> None:
    found = [(place, code) for place, call in calls() for code in codes_of(call)]
    codes = builtin_codes()
    assert {"field", "pdf", "docx", "section", "marking"} <= {code for _, code in found}
    assert [(place, code) for place, code in found if code not in codes] == []


def test_only_one_module_hands_warnings_to_sphinx() -> None:
    levels = (".warning", ".error", ".critical", ".exception")
    loud = {
        place.partition(":")[0]
        for place, call in calls()
        if name_of(call) in levels and ast.unparse(call.func).startswith("logger.")
    }
    # What stops a build is no warning, and ends it as an exception where that is no command; what
    # an output holds of what was withheld is an error that nobody can turn off.
    assert loud == {"diagnostics/log.py", "incremental/failures.py", "proof/__init__.py"}
