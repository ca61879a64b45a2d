"""Charts as a reader takes them along: plain numbers in a file, and a table that sorts by them."""

import csv
from typing import TYPE_CHECKING

import pytest

from tests.corpus import page, record
from tests.support import Build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

VALUES = {"900": "2023", "~1000/1200": "2024", "-5": "2025", "800/..": "2026"}
RECORDS = (
    record("actor", "Norland", kind="state")
    + record("source", "Wire", id="wire")
    + "".join(
        record("estimate", "Ships", id=f"e{number}", value=value, unit="=1+1", by="Norland",
               date=date, source="wire")
        for number, (value, date) in enumerate(VALUES.items())
    )
)  # fmt: skip


def test_numbers_are_saved_as_programs_read_them(chromium: "Browser", build: Build) -> None:
    built = build({"r.md": page({}, RECORDS), "v.md": page({}, record("estimates"))})
    assert built.warnings == []
    window = chromium.new_page(accept_downloads=True)
    problems: list[str] = []
    window.on("pageerror", lambda error: problems.append(str(error)))
    window.goto(built.path("v.html").as_uri())
    with window.expect_download() as saved:
        window.get_by_role("button", name="CSV").click()
    with saved.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = [(row["Lower end"], row["Upper end"], row["Approximate"]) for row in rows]
    assert ends == [
        ("900", "900", "false"), ("1000", "1200", "true"), ("-5", "-5", "false"),
        ("800", "", "false"),
    ]  # fmt: skip
    assert {row["Unit"] for row in rows} == {"'=1+1"}  # no formula
    window.locator("details.brief-words > summary").click()
    window.get_by_role("button", name="Value").click()
    shown = window.locator("tbody tr").evaluate_all("rows => rows.map(row => row.innerText)")
    order = [next(n for n, one in enumerate(("900", "1,200", "-5", "800")) if one in row)
             for row in shown]  # fmt: skip
    assert order == [2, 3, 0, 1]
    assert problems == []
    window.close()
