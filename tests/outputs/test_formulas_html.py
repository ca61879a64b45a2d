"""Formulas of websites: MathML, which needs no script and no other host."""

import re

import pytest

from tests.corpus import note
from tests.support import Build

CONF = {"html_theme": "briefing", "myst_enable_extensions": ["dollarmath"], "numfig": True}
PAGE = """
# A

Inline $x^2 < y$.

$$
a &= b \\\\
c &= d
$$ (sum)

See {eq}`sum`.
"""


def test_formulas_are_mathml(build: Build) -> None:
    built = build({"a.md": PAGE}, conf=CONF)
    assert built.warnings == []
    page = built.text("a.html")
    assert "<msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mi>y</mi></math>" in page
    assert '<math display="block" ' in page
    assert '<span class="eqno">(1)' in page
    assert 'href="#equation-sum">(1)</a>' in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page), "nothing of another host"
    assert "mathjax@" not in page
    assert " style=" not in page.partition("<article")[2].partition("</article>")[0]


def test_a_formula_that_is_not_understood(build: Build) -> None:
    built = build({"n.md": note("One $\\nothing<x$ word.\n\n$$\n\\nothing\n$$\n")}, conf=CONF)
    message = (
        'WARNING: a formula is shown as it is written on websites: Unknown command "\\nothing"'
    )
    assert built.warnings == [
        f"n.md:7: {message} [briefing.field]",
        f"n.md:9: {message} [briefing.field]",
    ]
    page = built.text("n.html")
    assert '<code class="brief-formula">\\nothing&lt;x</code>' in page
    again = built.again({"b.md": "# B\n"})
    assert len(again.warnings) == 2, "they are said again while nobody mends them"


def test_formulas_that_are_nested_too_deeply(build: Build) -> None:
    deep = "\\frac{1}{" * 60 + "x" + "}" * 60
    [warning] = build({"a.md": f"# A\n\n${deep}$\n"}, conf=CONF).warnings
    assert "it is nested too deeply" in warning


@pytest.mark.parametrize(
    ("conf", "is_mathml"),
    [
        ({"html_theme": "basic"}, False),
        ({"html_theme": "basic", "html_math_renderer": "mathml"}, True),
        ({"html_theme": "briefing", "html_math_renderer": "mathjax"}, False),
    ],
)
def test_houses_choose(build: Build, conf: dict[str, object], is_mathml: bool) -> None:
    page = build({"a.md": PAGE}, conf={**CONF, **conf}).text("a.html")
    assert ("<math" in page) is is_mathml
    assert ("mathjax@" in page) is not is_mathml
