"""The process in which snapshots are read, one after the other; started by ``apart``.

Each request is a line of JSON and the bytes of a file, each answer a line of JSON. The process may
write no file, has a bounded memory, and a bounded time for each request. What libraries print goes
nowhere.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .extracting import extracted
from .model import KINDS, UnreadableSnapshot

if sys.platform != "win32":  # there, time alone is bounded, by who has started us
    import resource

_NAMES = {"html": "HTML page", "text": "text", "pdf": "PDF", "wacz": "WACZ"}


def main() -> None:
    """Answer requests for the texts of snapshots until there are no more."""
    serve(_answer)


def serve(answer: Callable[[dict[str, Any], bytes], dict[str, Any]]) -> None:
    """Answer requests until there are no more."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        _bound(request["memory"], request["seconds"])
        found = json.dumps(answer(request, data), ensure_ascii=False)
        # Lone surrogates, which PDFs and JSON may bring, are no text.
        answers.write(found.encode("utf-8", "replace") + b"\n")
        answers.flush()


def _bound(memory: int, seconds: int) -> None:
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    bounds = (
        ("RLIMIT_AS", memory), ("RLIMIT_CPU", until), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0),
    )  # fmt: skip
    for name, bound in bounds:
        with suppress(AttributeError, OSError, ValueError):  # not every system knows each of them
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            if hard != resource.RLIM_INFINITY:
                bound = min(bound, hard)
            resource.setrlimit(which, (bound, hard))


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        snapshot = extracted(data, request["suffix"], request["url"])
    except UnreadableSnapshot as error:
        return {"error": str(error)}
    except ImportError as error:
        needs = f'needs {error.name} to be read: pip install "sphinx-briefing[snapshots]"'
        return {"error": needs}
    except MemoryError:
        return {"error": "needs too much memory to be read; keep the part that is cited"}
    except Exception:  # noqa: BLE001 - broken files make libraries raise anything
        name = _NAMES[KINDS[request["suffix"]]]
        return {"error": f"is a broken {name}; save it again"}
    return {"kind": snapshot.kind, "folded": snapshot.folded, "pages": snapshot.pages}
