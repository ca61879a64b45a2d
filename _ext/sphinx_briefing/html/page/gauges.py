"""Small pictures of a likelihood and of a confidence, drawn as SVG.

They stand beside the words that say the same, so that whoever does not see them misses nothing;
for screen readers they are left out. Their colours come from style sheets.
"""

from __future__ import annotations

from ...vocabularies import CONFIDENCE, Grade

STRETCHED = ' preserveAspectRatio="none"'
HIDDEN = 'aria-hidden="true" focusable="false"'


def likelihood(grade: Grade, *, wide: bool = False) -> str:
    """A line from 0 to 100 per cent, with the band of a likelihood.

    :param wide: whether it takes the width of what it stands in.

    >>> "x=\\"55\\"" in likelihood(Grade("likely", "Likely", 55, 75))
    True
    """
    low, high = grade.low or 0, grade.high or 0
    width = max(high - low, 2)
    return (
        f'<svg class="brief-gauge{" brief-gauge-wide" if wide else ""}" width="84" height="10" '
        f'viewBox="0 0 100 12"{STRETCHED if wide else ""} {HIDDEN}>'
        '<rect class="brief-gauge-line" x="0" y="4" width="100" height="4" rx="2"/>'
        '<rect class="brief-gauge-half" x="49.5" y="1" width="1" height="10"/>'
        f'<rect class="brief-gauge-band" x="{min(low, 100 - width)}" y="1" width="{width}" '
        'height="10" rx="1.5"/></svg>'
    )


def confidence(level: str) -> str:
    """A bar for each level of confidence, filled up to one of them."""
    rank = CONFIDENCE.rank(level)
    bars = "".join(
        f'<rect class="brief-level{" brief-level-on" if at <= rank else ""}" x="{at * 6}" '
        f'y="{8 - 4 * at}" width="4" height="{4 + 4 * at}"/>'
        for at in range(len(CONFIDENCE.values))
    )
    frame = 'width="16" height="12" viewBox="0 0 16 12"'
    return f'<svg class="brief-levels" {frame} {HIDDEN}>{bars}</svg>'
