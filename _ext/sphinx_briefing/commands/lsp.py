"""``sphinx-briefing lsp``: the language server, which an editor starts."""

from __future__ import annotations

import sys

EXAMPLES = ("lsp",)


def lsp() -> None:
    """Serve an editor: messages, completion, hover, renaming.

    Editors start it themselves and talk to it over standard input and output. The manual has
    settings for VS Code, Neovim, Helix and Zed.
    """
    try:
        from ..server.app import main
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "platformdirs"):
            raise
        raise ValueError(
            f"the language server needs {error.name}; "
            'install it: pip install "sphinx-briefing[desk]"'
        ) from None
    if sys.stdin is None:
        raise ValueError("an editor starts the language server, and talks to it over its input")
    main()
