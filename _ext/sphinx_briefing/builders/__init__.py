"""Outputs of a corpus besides Sphinx's own formats."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class OnDemand:
    """Stands for a builder until it is asked for.

    Sphinx needs no more of a builder than its name and to be called. Importing all that PDFs and
    Word files are made with would take a tenth of a small build of HTML.

    :param name: the name of the builder.
    :param module: the module that holds it.
    :param attribute: the class.
    """

    name: str
    module: str
    attribute: str

    def __call__(self, app: Sphinx, env: BuildEnvironment) -> Builder:
        """Make the builder."""
        create: Any = getattr(import_module(self.module), self.attribute)
        builder: Builder = create(app, env)
        return builder

    def register(self, app: Sphinx) -> None:
        """Add the builder to those of a build."""
        app.add_builder(self)  # type: ignore[arg-type]
