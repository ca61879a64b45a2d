"""Roles, links, footnotes and code in prose, as they stand in it, in both languages."""

from __future__ import annotations

import re

_IN_PARAGRAPH = r"(?:(?!\n[ \t>]*\n)[^\x00])"
_BRACKETED = r"(?:[^\[\]]|\[[^\[\]]*\])"
MYST = re.compile(
    rf"""
    (?P<escaped>\\[`\[<]|^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*`{{3,}}(?=[^`\n]*$))
    | \{{(?P<role>[\w:.+-]+)\}}(?P<ticks>`+)(?P<body>{_IN_PARAGRAPH}+?)(?<!`)(?P=ticks)(?!`)
    | (?P<code>(?<!`)(?P<run>`+)(?!`){_IN_PARAGRAPH}+?(?<!`)(?P=run)(?!`))
    | \[\^(?P<footnote>[^\[\]\n]+)\](?!:)
    | (?<!!)\[(?P<words>{_BRACKETED}*)\]
      (?: \((?P<target><[^<>\n]*>|[^()\s]*)(?:\s+(?:"[^"]*"|'[^']*'))?\)
        | \[(?P<label>[^\[\]]*)\] | (?!\s*[:(\[{{]))
    | <(?:project:)?(?P<auto>\#[^<>\s]+|project:[^<>\s]+|[^<>\s:]+\.[a-z]+(?:\#[^<>\s]*)?)>
    """,
    re.M | re.S | re.X,
)
RST = re.compile(
    rf"""
    (?P<code>(?<![\w`])``{_IN_PARAGRAPH}+?``(?!\w))
    | (?<![\w`:]):(?P<role>[\w:.+-]+?):`(?P<body>[^`]+)`(?![`\w])
    | (?<![\w`:])`(?P<body2>[^`]+)`:(?P<role2>[\w:.+-]+):
    | (?<![\w`])`(?P<words>[^`<>]*?)\s*<(?P<target>[^`<>]+_)>`__?
    | (?<![\w`])`(?P<phrase>[^`<>]+)`__?(?!\w)
    | (?<!\w)\[(?P<footnote>\#?[\w.-]*|\*)\]_(?!\w)
    | (?<![\w|])\|(?P<substitution>[^|\s](?:[^|\n]*[^|\s])?)\|_{{0,2}}(?!\w)
    | (?<![\w`:.\\_])(?P<word>\w[\w.+:-]*?)__?(?![\w`])
    """,
    re.S | re.X,
)
OWN_WORDS = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*", re.S)
