"""Prune a few files, and look at what is left of them."""

from pathlib import Path

from sphinx_briefing.audiences.marked import MarkedTextReader
from sphinx_briefing.audiences.pruning import Pruned, Pruner

from .corpora import write
from .pieces import AUDIENCE, WITHHELD


class Left:
    """What is left of a project."""

    def __init__(self, found: Pruned, files: dict[str, bytes]) -> None:
        self.found = found
        self._files = {
            path: found.texts.get(path, content)
            for path, content in files.items()
            if path not in found.left_out
        }

    def __getitem__(self, path: str) -> str:
        return self._files[path].decode("utf-8", "replace")

    def __contains__(self, path: str) -> bool:
        return path in self._files

    @property
    def all(self) -> str:
        """Everything that is left."""
        return "\n".join(map(self.__getitem__, self._files))

    @property
    def said(self) -> list[str]:
        """What authors are told: the file, the line and the first words."""
        return [f"{one.path}:{one.line}: {one.message}" for one in sorted(self.found.problems)]


def prune(reader: MarkedTextReader, root: Path, files: dict[str, str | bytes]) -> Left:
    """Prune some files for the audience of the tests."""
    whole = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    write(root, whole)
    pages = {path for path in whole if reader.suffix_of(path) and not path.startswith("parts/")}
    return Left(Pruner(reader, AUDIENCE, "CLEAR", WITHHELD).prune(root, list(whole), pages), whole)
