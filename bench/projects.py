"""Projects on disk: a corpus, written for one of the tools that are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench import needs, plain, toolkit
from bench.corpus import Corpus
from bench.pages import Files

COMMON: Mapping[str, object] = MappingProxyType({
    "project": "Bench",
    "author": "Ports desk",
    "language": "en",
    "root_doc": "index",
    "myst_enable_extensions": ["fieldlist"],
    "html_copy_source": False,
    "html_show_sourcelink": False,
})  # fmt: skip
"""What every ``conf.py`` says."""

ALABASTER: Mapping[str, object] = MappingProxyType({
    "html_theme": "alabaster",
    "html_theme_options": {"nosidebar": True},
    "html_sidebars": {"**": []},
})  # fmt: skip
"""The theme of the comparison, without navigation."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A tool that is compared: how it is called, what it reads and how it is configured."""

    name: str
    label: str
    files: Callable[[Corpus], Files]
    conf: Mapping[str, object]


VARIANTS: Mapping[str, Variant] = MappingProxyType({
    variant.name: variant
    for variant in (
        Variant("plain", "(a) plain Sphinx + MyST", plain.files, plain.CONF),
        Variant("toolkit", "(b) this toolkit", toolkit.files, toolkit.CONF),
        Variant("needs", "(c) sphinx-needs", needs.files, needs.CONF),
    )
})  # fmt: skip


def write(folder: Path, variant: Variant, corpus: Corpus, theme: Mapping[str, object]) -> int:
    """Write a corpus with its ``conf.py``; files that would not change are left. The changes."""
    settings = {**COMMON, **variant.conf, **theme}
    contents = dict(variant.files(corpus))
    contents["conf.py"] = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    changed = 0
    for name, text in contents.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed += 1
    return changed
