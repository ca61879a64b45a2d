"""The fonts of the theme, cut from whole ones: ``nox -s fonts``, which needs npm.

Inter and Source Serif 4 are under the SIL Open Font License, which lets anybody cut and ship them,
under another name where theirs is reserved; so the cut ones are called Briefing Sans and Briefing
Serif. Each face is split by script, so that a page loads what its text needs.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sphinx_briefing

THEME = Path(sphinx_briefing.__file__).parent / "html" / "theme" / "briefing" / "static"
FOLDER = THEME / "fonts"
STYLES = THEME / "styles" / "briefing-fonts.css"

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "latin": (
        "20-7E", "A0-17F", "192", "218-21B", "2BC", "2C6-2DD", "2000-206F", "2070-209F", "20AC",
        "2113", "2116", "2122", "2150-215E", "2190-2199", "21A9", "2212-2215", "221E", "2248",
        "2260-2265", "25A0", "25B2", "25B6", "25BC", "25C0", "25CF", "2713", "2717", "FEFF",
        "FFFD",
    ),
    "latin-ext": (
        "180-191", "193-217", "21C-2BB", "2BD-2C5", "2DE-36F", "1E00-1EFF", "20A0-20AB",
        "20AD-20C0", "2C60-2C7F", "A720-A7FF",
    ),
    "cyrillic": ("400-52F", "1C80-1C8A", "A640-A69F"),
    "greek": ("370-3FF", "1F00-1FFF"),
}  # fmt: skip
"""What each file holds, as ranges of characters; the first one is what most pages need."""

FEATURES = (
    "calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "rlig", "rvrn", "sups", "tnum",
)  # fmt: skip
WEIGHTS = (400, 700)


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a family: where it comes from, and what it is called here."""

    package: str
    file: str
    licence: str
    family: str
    style: str
    scripts: tuple[str, ...]

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        italic = "-italic" if self.style == "italic" else ""
        return self.family.lower().replace(" ", "-") + italic


FALLBACKS = (
    ("Briefing Sans Fallback", 400, "Arial", 107.4, 90.2, 22.5),
    ("Briefing Sans Fallback", 700, "Arial Bold", 104.8, 92.4, 23),
    ("Briefing Serif Fallback", 400, "Georgia", 106, 97.7, 31.6),
    ("Briefing Sans Fallback 2", 400, "DejaVu Sans", 92.8, 104.4, 26),
    ("Briefing Sans Fallback 2", 700, "DejaVu Sans Bold", 85.1, 113.9, 28.4),
    ("Briefing Serif Fallback 2", 400, "DejaVu Serif", 91.7, 113, 36.5),
    ("Briefing Serif Fallback 2", 700, "DejaVu Serif Bold", 86, 120.5, 39),
)
"""What stands in while a family loads: fonts of most machines, at the width and height of ours in
percent (size, ascent, descent), so that lines do not break elsewhere when it has come."""

INTER = "inter-ui@4.1.1"
SOURCE = "source-serif@4.5.1"
ALL = tuple(SCRIPTS)
FACES = (
    Face(INTER, "variable/InterVariable.woff2", "LICENSE.txt", "Briefing Sans", "normal", ALL),
    Face(SOURCE, "VAR/SourceSerif4Variable-Roman.ttf", "LICENSE.md", "Briefing Serif", "normal",
         ALL),
    Face(SOURCE, "VAR/SourceSerif4Variable-Italic.ttf", "LICENSE.md", "Briefing Serif", "italic",
         ALL),
)  # fmt: skip


def unpacked(package: str, folder: Path) -> Path:
    """The files of a package of the npm registry."""
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    name, _at, version = package.rpartition("@")
    into = folder / name
    with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def characters(ranges: Iterable[str]) -> Iterator[int]:
    """The characters of some ranges."""
    for one in ranges:
        first, _dash, last = one.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def cut(face: Face, path: Path, script: str) -> Any:
    """A part of a face: its characters and weights, at the size of text."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(path)
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(characters(SCRIPTS[script])))
    subsetter.subset(font)
    limits = {"opsz": 14, "wght": WEIGHTS}
    axes = {axis.axisTag for axis in font["fvar"].axes}
    font = instancer.instantiateVariableFont(
        font, {tag: limit for tag, limit in limits.items() if tag in axes}
    )
    plain = face.family.replace(" ", "")
    for number, words in {1: face.family, 3: f"{plain};{script}", 4: face.family, 6: plain}.items():
        for record in font["name"].names:
            if record.nameID == number:
                record.string = words
    font["head"].modified = font["head"].created  # the same bytes on any day
    font.recalcTimestamp = False
    font.flavor = "woff2"
    return font


def rule(face: Face, script: str) -> str:
    """The rule of a style sheet for a file."""
    ranges = ", ".join(f"U+{one}" for one in SCRIPTS[script])
    return (
        "@font-face {\n"
        f'  font-family: "{face.family}";\n'
        f"  font-style: {face.style};\n"
        f"  font-weight: {WEIGHTS[0]} {WEIGHTS[1]};\n"
        "  font-display: swap;\n"
        f'  src: url("../fonts/{face.stem}-{script}.woff2") format("woff2");\n'
        f"  unicode-range: {ranges};\n"
        "}\n"
    )


def fallback(family: str, weight: int, local: str, size: float, up: float, down: float) -> str:
    """The rule for what stands in for a family."""
    return (
        "@font-face {\n"
        f'  font-family: "{family}";\n'
        f"  font-weight: {weight};\n"
        f'  src: local("{local}");\n'
        f"  size-adjust: {size}%;\n"
        f"  ascent-override: {up}%;\n"
        f"  descent-override: {down}%;\n"
        "  line-gap-override: 0%;\n"
        "}\n"
    )


def main() -> None:
    """Cut all files anew, with their style sheet and licences."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.woff2"):
        old.unlink()
    rules = [
        "/* Written by `nox -s fonts`: Inter and Source Serif 4, cut and split by script. */\n"
    ]
    with tempfile.TemporaryDirectory() as scratch:
        wanted = sorted({face.package for face in FACES})
        packages = {name: unpacked(name, Path(scratch)) for name in wanted}
        for face in FACES:
            home = packages[face.package]
            licence = (home / face.licence).read_text("utf-8")
            family = face.family.lower().replace(" ", "-")
            (FOLDER / f"OFL-{family}.txt").write_text(licence, "utf-8")
            for script in face.scripts:
                font = cut(face, home / face.file, script)
                font.save(FOLDER / f"{face.stem}-{script}.woff2")
                rules.append(rule(face, script))
    rules += [fallback(*one) for one in FALLBACKS]
    STYLES.write_text("".join(rules), "utf-8")


if __name__ == "__main__":
    main()
