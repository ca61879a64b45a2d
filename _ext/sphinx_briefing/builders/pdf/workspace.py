"""The compiler's folder: template, elements, fonts, logo; nothing else can be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...diagnostics.log import warn_of_setting
from ...files import write_atomically
from ..paper.fonts import extra_folders, unpack_fonts
from ..paper.images import ImageRefused, ImageStage
from ..paper.typst import TypstCompiler
from .escape import literal, value
from .house_style import conventions, preferred

if TYPE_CHECKING:
    from sphinx.config import Config

_HERE = Path(__file__).parent


class Workspace:
    """The folder that is laid out once for all briefs of a build."""

    def __init__(self, folder: Path, config: Config, confdir: Path, srcdir: Path) -> None:
        self._config, self._confdir = config, confdir
        write_atomically(folder / "template.typ", self._template().read_bytes())
        for name in ("elements.typ", "views.typ"):
            write_atomically(folder / name, (_HERE / name).read_bytes())
        packaged = unpack_fonts(folder / "fonts")
        folders = extra_folders(config.briefing_pdf_fonts, confdir)
        self.compiler = TypstCompiler(
            folder, [*([packaged] if packaged else []), *folders], preferred(config)
        )
        fonts = f"#let fonts = {value(self.compiler.families)}\n"
        write_atomically(folder / "fonts.typ", fonts.encode())
        self.images = ImageStage(self.compiler, (srcdir, folder.parent / "images"))
        write_atomically(folder / "house.typ", conventions(config, self._logo()).encode())
        self.paper = self._paper()

    def _template(self) -> Path:
        """Return the template that is asked for, or our own."""
        own: str = self._config.briefing_pdf_template
        if not own:
            return _HERE / "template.typ"
        path = self._confdir / own
        if path.is_file():
            return path
        _warn("template", f"there is no file {own!r}")
        return _HERE / "template.typ"

    def _logo(self) -> str:
        """Return the staged name of the logo, or nothing."""
        own = self._config.briefing_pdf_logo
        if not own:
            return ""
        try:
            # A logo belongs to the configuration, which may lie outside the sources.
            images = ImageStage(self.compiler, (self._confdir,))
            return f"/{images.stage(own, self._confdir)}"
        except ImageRefused as refused:
            _warn("logo", f"{own!r} is not used: {refused}")
            return ""

    def _paper(self) -> str:
        """Return the paper, if Typst knows it."""
        paper: str = self._config.briefing_pdf_paper
        if why := self.compiler.why_not(f"#set page(paper: {literal(paper)})\n#[]"):
            known = ", ".join(why.replace('"', "").removeprefix("expected ").split(", ")[:12])
            _warn("paper", f"{paper!r} is no paper that Typst knows ({known} …)")
            return "a4"
        return paper


def _warn(what: str, problem: str) -> None:
    warn_of_setting(f"briefing_pdf_{what}", problem, "pdf")
