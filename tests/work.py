"""How much work a piece of code does: the lines of the toolkit that run, whatever the machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(piece: Callable[..., object], *arguments: object) -> int:
    """How many lines of the toolkit run in a call."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if "sphinx_briefing" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        piece(*arguments)
    finally:
        sys.settrace(before)
    return count


def calls(function: Callable[..., object], piece: Callable[..., object]) -> int:
    """How often a function is called in a piece of code."""
    count, code = 0, function.__code__

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is code

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        piece()
    finally:
        sys.setprofile(before)
    return count
