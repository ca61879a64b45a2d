"""Pages that name something of another project change with its inventory."""

import zlib
from pathlib import Path

import pytest

from tests.support import BASE_CONF, Build

HEAD = "# Sphinx inventory version 2\n# Project: {}\n# Version: 1\n# By zlib:\n"
FILES = {
    "index.md": "# Start\n\n```{toctree}\nlabel\nexternal\nany\nrecord\nplain\n```\n",
    "label.md": "# Label\n\n{ref}`lab`\n",
    "external.md": "# External\n\n{external+far:ref}`Far-off <far-lab>`\n",
    "any.md": "# Any\n\n{py:class}`far.Thing`\n",
    "record.md": "# Record\n\n{external:brief:actor}`e6` {term}`NMD`\n",
    "plain.md": "# Plain\n",
}


def inventory(path: Path, project: str, *lines: str) -> None:
    body = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(HEAD.format(project).encode() + zlib.compress(body))


@pytest.mark.parametrize("builder", ["html", "text"])
def test_pages_change_with_the_names_of_other_projects(
    build: Build, builder: str, tmp_path: Path
) -> None:
    far, near = tmp_path / "far.inv", tmp_path / "near.inv"
    others = ("e6 brief:actor 1 r.html#e6 E six", "NMD std:term -1 t.html#nmd -")

    def write(label: str = "A label", place: str = "p.html#a", thing: str = "c.html") -> None:
        named = (f"lab std:label -1 {place} {label}", f"far-lab std:label -1 {place} Far")
        inventory(far, "Far", *named, f"far.Thing py:class 1 {thing}#x -")

    write()
    inventory(near, "Near", *others)
    conf = {
        "extensions": [*BASE_CONF["extensions"], "sphinx.ext.intersphinx"],  # type: ignore[misc]
        "intersphinx_mapping": {
            "far": ("https://far.example.org/", str(far)),
            "near": ("https://near.example.org/", str(near)),
        },
    }
    built = build(FILES, builder, conf=conf)
    assert built.warnings == []
    pages = ("label", "external", "any", "record", "plain")
    stamps = {}
    for expected in ({"label", "external"}, {"any"}, {"record"}, set()):
        stamps = {path: path.stat().st_mtime_ns for path in built.out.rglob("*.html")}
        if "label" in expected:
            write("Another label", "q.html#b")
        elif "any" in expected:
            write("Another label", "q.html#b", "d.html")
        elif "record" in expected:
            inventory(near, "Near", *(line.replace(".html#", ".html#new-") for line in others))
        built.again({})
        clean = built.afresh()
        assert built.files() == clean.files()
        assert built.warnings == clean.warnings
        written = {p.stem for p, stamp in stamps.items() if p.stat().st_mtime_ns != stamp}
        if builder == "html":
            assert written.intersection(pages) == expected
    built.again({"plain.md": "# Plain\n\nMore.\n"})
    record = f".briefing-answers-{builder}.json"
    assert (built.out / record).read_bytes() == (built.afresh().out / record).read_bytes()
