"""Addresses: those that are written in records, and those of pages with odd names."""

import html
import json
import re
from urllib.parse import quote, unquote, urljoin

from tests.corpus import brief, note, page, record
from tests.support import Build

REGISTER = "id,name,kind,website\nport,Port,organisation,http://127.0.0.1:9/port\n"


def test_an_address_belongs_to_the_line_that_it_is_written_on(build: Build) -> None:
    files = {
        "a.md": brief("{claim}`vik` {actor}`NMT` {actor}`Port`\n", reference="L-1"),
        "z.md": note(
            record("claim", "Vik reopens", by="NMT", id="vik")
            + record("actor", "NMT", kind="organisation", website="http://127.0.0.1:9/nmt"),
            url="http://127.0.0.1:9/gone",
        ),
        "reg.md": page({}, record("actors", file="ports.csv")),
        "ports.csv": REGISTER,
    }
    built = build(files, "linkcheck", conf={"linkcheck_ignore": [".*"]})
    assert built.warnings == []
    found = [json.loads(line) for line in built.text("output.json").splitlines()]
    places = {entry["uri"].rsplit("/")[-1]: (entry["filename"], entry["lineno"]) for entry in found}
    text = files["z.md"].splitlines()
    at = {
        name: next(number for number, line in enumerate(text, 1) if f"/{name}" in line)
        for name in ("gone", "nmt")
    }
    assert places["gone"] == ("z.md", at["gone"])
    assert places["nmt"] == ("z.md", at["nmt"])
    assert places["port"] == ("reg.md", 0)  # the register is no page


def test_names_of_pages_may_hold_what_addresses_cannot(build: Build) -> None:
    files = {
        "a#1 50%.md": brief("{claim}`vik` {actor}`NMT`\n", reference="L-1"),
        "n#%.md": note(
            record("claim", "Vik reopens", by="NMT", id="vik")
            + record("actor", "NMT", kind="organisation")
        ),
    }
    built = build(files, conf={"html_copy_source": False, "briefing_docx_link": True})
    assert built.warnings == []
    assert built.ledger["sources"].keys() == {"n"}
    made = {*built.files(), "a#1 50%.pdf", "a#1 50%.docx"}  # other builders make these
    dead = []
    for name in built.files():
        if name.endswith(".html"):
            for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', built.text(name)):
                path = unquote(urljoin(quote(name), html.unescape(link)).partition("#")[0])
                if "://" not in link and path.partition("?")[0] not in made:
                    dead.append((name, link))
    assert dead == []
