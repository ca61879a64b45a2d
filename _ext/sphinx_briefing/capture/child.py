"""The process in which pages and PDFs of others are read for what they say of themselves."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import Any

from ..snapshots.child import serve
from .languages import prepare
from .model import Facts


def main() -> None:
    """Answer requests until there are no more."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would reserve memory
    logging.disable(logging.CRITICAL)
    with suppress(ImportError):  # which the first page will say
        prepare()  # the library unpacks its model into a file, and here none is written
    serve(answer)


def answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The facts of a file, or what is wrong with it."""
    try:
        return {"facts": _facts(request, data).data}
    except ImportError as error:
        return {"needs": error.name}
    except MemoryError:
        return {"error": "needs too much memory to be read for what it says of itself"}
    except RecursionError:
        return {"error": "is nested too deeply to be read for what it says of itself"}
    except Exception as error:  # noqa: BLE001 - broken files make libraries raise anything
        return {"error": f"cannot be read for what it says of itself ({type(error).__name__})"}


def _facts(request: dict[str, Any], data: bytes) -> Facts:
    url: str = request["url"]
    if request["suffix"] == ".pdf":
        from .pdf import pdf_facts

        return pdf_facts(data, url, tuple(request["pages"]))
    from ..snapshots.charsets import decoded_page
    from .web_page import page_facts

    return page_facts(decoded_page(data), url, request["today"])
