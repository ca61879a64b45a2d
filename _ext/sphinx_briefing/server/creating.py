"""Records that are written where others of their kind are, in the format of that file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from ..records.slugs import slug

if TYPE_CHECKING:
    from .projects import Project
    from .texts import Units


def record_in_register(
    project: Project, units: Units, kind: str, name: str
) -> tuple[Path, types.TextEdit] | None:
    """The register that a new record belongs in, and the edit that writes it there.

    None where the project has no register of the kind.
    """
    holders = Counter(
        path for (path,) in project.index.rows("SELECT path FROM records WHERE kind = ?", (kind,))
    )
    for path, _count in holders.most_common():
        file = project.file(path)
        if not file.is_file():
            continue
        lines = units.lines(file)
        text = _text(project, kind, name, file, lines)
        if text is not None:
            at, words = text
            line = lines[at]
            return file, types.TextEdit(units.range(at, line, len(line), len(line)), words)
    return None


def _text(
    project: Project, kind: str, name: str, file: Path, lines: Sequence[str]
) -> tuple[int, str] | None:
    """The line behind whose end a record is written, and what is written there."""
    about = project.language.get("kinds", {}).get(kind, {})
    argument = about.get("argument", "name")
    required = {
        field: (facts.get("values") or [""])[0]
        for field, facts in about.get("fields", {}).items()
        if facts.get("required")
    }
    written = {"id": slug(name), argument: name, **required}
    last = len(lines) - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    suffix = file.suffix.lower()
    if suffix in (".yaml", ".yml"):
        return last, _in_yaml(written, lines)
    if suffix == ".json":
        return _in_json(written, lines)
    if suffix in (".csv", ".tsv"):
        return last, _in_table(written, lines, suffix)
    if suffix == ".bib":
        return None
    return last, _as_directive(kind, argument, written, lines, is_rst=project.is_rst(file.name))


def _in_yaml(written: dict[str, str], lines: Sequence[str]) -> str:
    item = next((line for line in lines if re.match(r"\s*- ", line)), "- ")
    indent = item[: len(item) - len(item.lstrip())]
    fields = [f"{field}: {_scalar(value)}".rstrip() for field, value in written.items()]
    return f"\n{indent}- " + f"\n{indent}  ".join(fields)


def _scalar(value: str) -> str:
    if re.fullmatch(r"[^\W\d][\w .()/&'-]*", value) and value.lower() not in (
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    ):
        return value.rstrip()
    return json.dumps(value, ensure_ascii=False) if value else ""


def _in_json(written: dict[str, str], lines: Sequence[str]) -> tuple[int, str] | None:
    end = next((n for n in range(len(lines) - 1, -1, -1) if "]" in lines[n]), None)
    if end is None or lines[end].strip() != "]":
        return None
    before = end - 1
    while before > 0 and not lines[before].strip():
        before -= 1
    inner = lines[before]
    indent = inner[: len(inner) - len(inner.lstrip())] or "  "
    comma = "" if inner.rstrip().endswith(("[", ",")) else ","
    return before, f"{comma}\n{indent}{json.dumps(written, ensure_ascii=False)}"


def _in_table(written: dict[str, str], lines: Sequence[str], suffix: str) -> str:
    delimiter = "\t" if suffix == ".tsv" else max(",;|\t", key=lines[0].count)
    head = next(csv.reader([lines[0].lstrip("\ufeff")], delimiter=delimiter))
    names = [cell.strip().lower().replace("_", "-").replace(" ", "-") for cell in head]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(
        [written.get(name, "") for name in names]
    )
    return f"\n{out.getvalue()}"


def _as_directive(
    kind: str, argument: str, written: dict[str, str], lines: Sequence[str], *, is_rst: bool
) -> str:
    name = written[argument]
    options = [(field, value) for field, value in written.items() if field != argument]
    if is_rst:
        body = [
            f".. {kind}:: {name}",
            *(f"   :{field}: {value}".rstrip() for field, value in options),
        ]
        return "\n\n" + "\n".join(body) + "\n"
    fence = next((m[0] for line in lines if (m := re.match(r"[`:~]{3,}(?=\s*\{)", line))), "```")
    body = [
        f"{fence}{{{kind}}} {name}",
        *(f":{field}: {value}".rstrip() for field, value in options),
        fence,
    ]
    return "\n\n" + "\n".join(body) + "\n"
