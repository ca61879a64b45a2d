"""What a format cannot show, in words for the author."""

from __future__ import annotations

from docutils import nodes

_SHOWN = 60


def raw_left_out(builder: str, where: str, node: nodes.Element) -> str:
    """Say which text is left out that was meant for another format.

    :param where: where it has no meaning, with its article.
    """
    form, text = node.get("format", ""), " ".join(node.astext().split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return (
        f"{builder} leaves out raw {form}: it has no meaning in {where}; what is lost is {shown!r}"
    )
