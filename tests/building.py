"""Builds in processes of their own, and what two of them made, compared byte by byte."""

import gzip
import os
import pickle
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

PAGE_BY_PAGE = (
    "html", "dirhtml", "epub", "htmlhelp", "qthelp", "devhelp", "applehelp", "text", "xml",
    "pseudoxml", "json", "pickle", "briefpdf", "briefdocx",
)  # fmt: skip
WHOLE = ("singlehtml", "latex", "man", "texinfo", "gettext", "changes", "dummy", "ledger")

_DATED = re.compile(rb"POT-Creation-Date: [^\"]*|^.*dcterms:modified.*$|<dc:date>[^<]*", re.M)
"""Where Sphinx writes the time of the build."""

_UNEQUAL = ("environment.pickle", "last_build", "globalcontext.pickle", "globalcontext.json")
"""Files of Sphinx that hold the environment, a time, or what the page written last asked for."""


def sphinx(
    src: Path, out: Path, doctrees: Path, builder: str, *options: str, **environment: str
) -> "subprocess.Popen[str]":
    """Start a build in a process of its own, in the folder that the sources are in."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-b",
            builder,
            "-d",
            str(doctrees),
            *options,
            str(src),
            str(out),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=src.parent,
        # Texinfo's writer goes through sets, whose order is another in every process.
        env=os.environ | environment | ({"PYTHONHASHSEED": "0"} if builder == "texinfo" else {}),
    )


def finished(process: "subprocess.Popen[str]") -> list[str]:
    """Wait for a build, which must end well, and return its warnings, sorted, without folders."""
    _, warnings = process.communicate(timeout=600)
    assert process.returncode == 0, warnings
    args = process.args
    assert isinstance(args, list)
    src, out = str(args[-2]), str(args[-1])
    text = warnings.replace(f"{src}{os.sep}", "").replace(src, "<src>").replace(out, "<out>")
    return sorted(set(text.splitlines()))


def files(folder: Path, src: Path | None = None) -> dict[str, object]:
    """Every file of an output folder with what it holds.

    :param src: the folder of the sources, which some builders write into their files.
    """
    return {
        path.relative_to(folder).as_posix(): _content(path, str(src or folder).encode())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _UNEQUAL
    }


def _content(path: Path, src: bytes) -> object:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    elif path.suffix == ".epub":
        with zipfile.ZipFile(BytesIO(content)) as book:
            return {name: _DATED.sub(b"", book.read(name)) for name in book.namelist()} | {
                "": book.namelist()
            }
    elif path.suffix in (".pickle", ".fpickle"):
        return repr(pickle.loads(content))
    return _DATED.sub(b"", content.replace(src, b"<src>"))


def differing(
    one: Path, other: Path, src: Path | None = None, clean: Path | None = None
) -> list[str]:
    """The names of files that are not the same in two folders.

    :param src: the folder of sources that the first was built from.
    :param clean: the folder of sources that the other was built from.
    """
    first, second = files(one, src), files(other, clean)
    return [
        name for name in sorted(first.keys() | second.keys()) if first.get(name) != second.get(name)
    ]
