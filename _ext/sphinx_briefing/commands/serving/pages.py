"""The additions to a page while it is served: its files on request, a failed build."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

RELOAD = "/_briefing/reload"
FILE = "/_briefing/file"

NAMES = {"docx": "Word file"}
"""Names of files, where that is not the label of their format."""

_STYLE = """
#briefing-live{position:fixed;z-index:90;inset-inline-end:.75rem;bottom:.75rem;display:flex;
flex-wrap:wrap;gap:.5rem;justify-content:flex-end;max-width:calc(100vw - 1.5rem);
font:500 .875rem/1.3 system-ui,sans-serif;--live-face:#fff;--live-ink:#12436d;--live-bad:#9b1c1c}
@media(prefers-color-scheme:dark){body:not([data-theme=light]) #briefing-live{
--live-face:#1b232c;--live-ink:#a9d0f0;--live-bad:#ffb4a8}}
body[data-theme=dark] #briefing-live{--live-face:#1b232c;--live-ink:#a9d0f0;--live-bad:#ffb4a8}
#briefing-live a,#briefing-live p{margin:0;padding:.55rem .8rem;border-radius:.4rem;
border:1px solid currentColor;background:var(--live-face);color:var(--live-ink);
text-decoration:none;box-shadow:0 1px 4px rgb(0 0 0/.25)}
#briefing-live a:hover,#briefing-live a:focus-visible{text-decoration:underline;outline-offset:2px}
#briefing-live p{color:var(--live-bad);flex-basis:100%;overflow-wrap:anywhere}
body::after{content:"";display:block;height:4rem}
@media print{body::after,#briefing-live{display:none}}
"""

_SCRIPT = """
(() => {
  const listen = () => {
    const socket = new WebSocket(`ws://${location.host}%s?build=%s`);
    socket.onmessage = () => location.reload();
    socket.onclose = () => setTimeout(listen, 1000);
  };
  listen();
})();
"""


def furniture(docname: str, formats: Iterable[tuple[str, str]], problem: str, number: str) -> str:
    """The HTML that is added at the end of a page.

    :param formats: suffix and label of the files that the page may be had as.
    :param problem: a sentence on the last build, if it failed.
    :param number: of the build that the page is of, in which a later one is known.
    """
    shown = [f'<p role="status">{escape(problem)}</p>'] if problem else []
    for suffix, label in formats:
        address = escape(f"{FILE}?page={quote(docname)}&format={suffix}")
        words = f"{escape(NAMES.get(suffix, label))} of this page"
        shown.append(f'<a href="{address}" target="_blank" rel="noopener">{words}</a>')
    box = f'<aside id="briefing-live" aria-label="Live">{"".join(shown)}</aside>' if shown else ""
    style = f"<style>{_STYLE}</style>" if shown else ""
    return f"{style}{box}<script>{_SCRIPT % (RELOAD, number)}</script>"


def with_furniture(page: str, added: str) -> str:
    """A page with something added at its end."""
    body, end, rest = page.rpartition("</body>")
    return f"{body}{added}{end}{rest}" if end else page + added


def sentence_page(sentence: str) -> str:
    """A page that says one sentence."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<title>Briefing</title><style>:root{color-scheme:light dark}"
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}"
        f"</style><body><p>{escape(sentence)}</p></body></html>"
    )
