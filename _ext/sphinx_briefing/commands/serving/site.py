"""The folders of a project that is served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_BESIDE = "conf"


@dataclass(frozen=True, slots=True)
class Site:
    """A project, and the folder in which its pages are kept while it is served."""

    sources: Path
    conf: Path
    top: Path

    @property
    def pages(self) -> Path:
        """The folder of the pages."""
        return self.top / "html"

    @property
    def doctrees(self) -> Path:
        """The folder of what has been read, which all formats share."""
        return self.top / "doctrees"

    def files(self, suffix: str) -> Path:
        """The folder of the files of a format."""
        return self.top / suffix


def site_of(sources: Path, conf: Path, top: Path | None) -> Site:
    """A project with the folder that was named, or ``build/live`` at its top."""
    if top is None:
        top = (conf.parent if conf.name == _BESIDE else conf) / "build" / "live"
    top = top.resolve()
    if top == sources or sources.is_relative_to(top):
        raise ValueError(
            f"the pages cannot be kept in {top}, where their sources are: --out FOLDER"
        )
    site = Site(sources, conf, top)
    if (
        top.exists()
        and not site.doctrees.is_dir()
        and not (top.is_dir() and not any(top.iterdir()))
    ):
        raise ValueError(
            f"{top} has other things; name a folder that is new, or one that live has made: "
            "--out FOLDER"
        )
    return site
