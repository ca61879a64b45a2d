"""What stands in double braces is looked up and never run."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.corpus import note
from tests.support import BASE_CONF, Build

CONF: Mapping[str, object] = {
    "myst_enable_extensions": ["colon_fence", "substitution"],
    "myst_substitutions": {
        "key": "the value", "my-key": "hyphen", "desk": {"name": "Europe"}, "list": ["a", "b"],
        "nested": "<{{ key }}>",
    },
}  # fmt: skip

ATTACKS = (
    "cycler.__init__.__globals__.os.popen(COMMAND).read()",
    "key.__class__.__mro__[1].__subclasses__()",
    "key['__class__']",
    "key|attr('__class__')",
    "''['__cl' ~ 'ass__']",
    "list|map(attribute='__class__')|list",
    "env.app.config",
    "env.config.html_context",
    "env['app']",
    "env.__init__.__globals__",
    "lipsum.__globals__['os'].popen(COMMAND)",
    "key }}{% for x in list %}{{ x",
    "key }}{% include 'conf.py' %}{{ key",
    "self._TemplateReference__context",
    "'%s'|format(key.__class__)",
    "'{0.__class__}'.format(key)",
    "key.__class__.__name__",
)
BOMBS = (
    "'a' * 10 ** 9",
    "9 ** 9 ** 9",
    "'%9999999999d' % 1",
    "key|center(10 ** 9)",
    "key|replace('', key)|replace('', key|replace('', key|replace('', key|replace('', key))))"
    "|replace('', key|replace('', key|replace('', key|replace('', key))))",
    "lipsum(n=10 ** 6)",
    "range(10 ** 9)|list",
)


@pytest.mark.parametrize("expression", ATTACKS)
def test_nothing_runs_and_nothing_is_read(build: Build, tmp_path: Path, expression: str) -> None:
    marker = tmp_path / "pwned"
    written = expression.replace("COMMAND", f"'touch {marker}; echo pwned'")
    built = build({"n.md": note(f"Before.\n\n{{{{ {written} }}}}\n")}, conf=CONF)
    assert not marker.exists()
    page = built.text("n.html")
    for secret in ("pwned", "class &#39;", "<class", "Sphinx object", "&lt;class"):
        assert secret not in page
    if built.warnings:  # some are names that nobody has defined
        assert [w.partition(": WARNING")[0] for w in built.warnings] == ["n.md:9"]
    else:
        assert "{%" in page, "for MyST these are two substitutions with text between them"


@pytest.mark.parametrize("expression", BOMBS)
def test_nothing_grows_without_end(build: Build, expression: str) -> None:
    built = build({"n.md": note(f"{{{{ {expression} }}}}\n")}, conf=CONF)
    [warning] = built.warnings
    assert warning.startswith("n.md:7: WARNING: ")
    assert len(built.text("n.html")) < 20_000


def test_the_message_says_what_to_do(build: Build) -> None:
    [warning] = build({"n.md": note("{{ key.__class__ }}")}, conf=CONF).warnings
    assert warning == (
        "n.md:7: WARNING: the substitution {{key.__class__}} is left out: access to attribute "
        "'__class__' of 'str' object is unsafe; write the name of a substitution, or allow 'code' "
        "in briefing_allow if you trust all authors [briefing.unsafe]"
    )


def test_names_are_looked_up(build: Build) -> None:
    body = "{{ key }} {{ my-key }} {{ desk.name }} {{ list|join('+') }} {{ key|upper }} "
    body += "{{ env.docname }} {{ nested }} {{ 2 * 3 }}"
    built = build({"n.md": note(body)}, conf=CONF)
    assert built.warnings == []
    assert "the value hyphen Europe a+b THE VALUE n &lt;the value&gt; 6" in built.text("n.html")


def test_a_page_that_turns_substitutions_on_by_itself(build: Build) -> None:
    own = {"enable_extensions": ["substitution"], "substitutions": {"a": "mine"}}
    page = note("{{ a }} {{ a.__class__ }}", page_fields={"myst": own})
    built = build({"n.md": page})
    [warning] = built.warnings
    assert warning.endswith("[briefing.unsafe]")
    assert "mine" in built.text("n.html")


def test_substitutions_that_hold_each_other(build: Build) -> None:
    keys = {f"k{n}": f"{{{{ k{n + 1} }}}} {{{{ k{n + 1} }}}}" for n in range(40)} | {"k40": "end"}
    built = build(
        {"n.md": note("{{ k0 }}"), "o.md": note("{{ k38 }}", id="o")},
        conf={**CONF, "myst_substitutions": keys},
    )
    [warning] = built.warnings
    assert "a page holds no more than 500 substitutions" in warning
    assert "end end end end" in built.text("o.html")


def test_a_page_that_is_none_of_ours_runs_nothing_either(build: Build) -> None:
    built = build({"a.md": "# A\n\n{{ key.__class__ }}\n"}, conf=CONF)
    [warning] = built.warnings
    assert warning.startswith("a.md:3: WARNING: ")
    assert warning.endswith("[briefing.unsafe]")


def test_a_house_may_allow_it(build: Build) -> None:
    conf = {**CONF, "briefing_allow": ["code"]}
    built = build({"n.md": note("{{ key.__class__.__name__ }}")}, conf=conf)
    assert built.warnings == []
    assert "<p>str</p>" in built.text("n.html")


def test_myst_still_needs_it(build: Build) -> None:
    """When MyST renders in a sandbox by itself, :mod:`.substitutions` can go."""
    conf = {**BASE_CONF, **CONF, "extensions": ["myst_parser"], "primary_domain": "py"}
    lines = [f"{name} = {value!r}" for name, value in conf.items()]
    built = build({"conf.py": "\n".join(lines), "a.md": "# A\n\n{{ key.__class__.__name__ }}\n"})
    assert "<p>str</p>" in built.text("a.html")
