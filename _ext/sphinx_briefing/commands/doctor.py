"""``sphinx-briefing doctor``: what is wrong with an installation or a project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import Conf, Source, find_project
from .telling import print_json, tell

if TYPE_CHECKING:
    from .finding import Finding

EXAMPLES = ("doctor", "doctor --json")


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    installation: Annotated[
        bool, typer.Option("--installation", help="Look at no project.")
    ] = False,
    source: Source = None,
    conf: Conf = None,
) -> None:
    """Say what is wrong with the installation and the project.

    Missing extras, old libraries, mistakes in conf.py, doubles, and what nobody uses. Ends with 0
    if nothing is wrong, 3 if something is, and 1 if it could not look.
    """
    from .doctor_installation import found_in_installation, versions

    facts = versions()
    findings = [*found_in_installation()]
    folders = None if installation else _project(source, conf)
    if folders is not None:
        from .doctor_project import found_in_project

        facts["project"] = str(folders[0])
        findings += found_in_project(*folders)
    if json:
        print_json({"versions": facts, "findings": [one.data for one in findings]})
    else:
        for name, version in facts.items():
            print(f"{name} {version}")
        print("\n".join(_lines(findings)) or "nothing is wrong")
    if findings:
        raise typer.Exit(3)


def _project(source: Path | None, conf: Path | None) -> tuple[Path, Path] | None:
    """The project; ``None`` if nobody named one and there is none."""
    try:
        return find_project("", source, conf)
    except ValueError as error:
        if source is not None or conf is not None:
            raise
        tell(f"{error}; only the installation is looked at")
        return None


def _lines(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{f'{one.where}: ' if one.where else ''}{one.what}; {one.do} [{one.code}]"
        for one in findings
    ]
