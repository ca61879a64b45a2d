"""An ordinary project builds the same with the extension as without it."""

import json
import re

import pytest

from tests.support import BASE_CONF, Built, build_project

FILES = {
    "index.rst": """\
        Welcome
        =======

        .. toctree::
           :caption: Parts
           :numbered:

           guide
           reference/api
           words
           more
        """,
    "guide.md": """\
        ---
        author: Somebody
        date: yesterday
        tags: [a, b]
        myst:
          substitutions:
            key: value
        ---
        (label)=
        # Guide

        See {term}`Builder`, {term}`the thing <Domain>` and {doc}`reference/api`, {ref}`label`.
        A footnote[^1], a [link](words.rst) and `code`. The builder and a Domain in prose.
        {py:func}`shout`, {func}`shout`, {ref}`genindex`, [](#label), {any}`second spelling`.

        ```{note}
        Text of a Builder.
        ```

        ```{glossary}
        Markdown term
          Its definition.
        ```

        ```{list-table}
        * - a
          - b
        ```

        Term
        : A definition

        [^1]: The footnote.

        ## source:

        brief: not front matter
        """,
    "words.rst": """\
        :Author: Somebody
        :Version: 1
        :topic: a field of one's own

        Words
        =====

        .. glossary::
           :sorted:

           Builder
              What writes.

           Domain
              A set of directives, see [CIT2002]_ and [#]_.

           First spelling
           second spelling
              Two of them.

        A :term:`second spelling` and :term:`Markdown term`. [CIT2002]_ again. |sub|

        .. |sub| replace:: substituted

        .. [CIT2002] A citation.

        .. [#] A footnote.

        .. index:: single: entry
        """,
    "reference/api.rst": """\
        API
        ===

        .. py:function:: shout(text)

           Shout a text, see :term:`Builder` and :py:func:`shout`.

        .. js:function:: call()

        .. option:: --loud

           An option: :option:`--loud`.

        .. code-block:: python

           source = {"brief": 1}

        .. math:: a = b

        .. csv-table::

           a, b
        """,
    "more.md": """\
        # More

        ## Actors

        E5, NATO and the Builder.

        ## Sources

        <https://example.org>

        ```{eval-rst}
        .. seealso:: :doc:`guide`
        ```
        """,
}
CONF = {
    "html_theme": "alabaster",
    "myst_enable_extensions": ["colon_fence", "deflist", "substitution"],
    "myst_heading_anchors": 2,
    "copyright": "nobody",
}
_ADDED = re.compile(r'\n\s*<link rel="stylesheet"[^>]*briefing[^>]*>')


def plain_conf(extensions: list[str]) -> str:
    base = {**BASE_CONF, **CONF, "extensions": extensions, "primary_domain": "py"}
    return "".join(f"{name} = {value!r}\n" for name, value in base.items())


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    root = tmp_path_factory.mktemp("interference")
    plain, loaded = (
        build_project(root / name, {"conf.py": plain_conf(extensions), **FILES})
        for name, extensions in (
            ("without", ["myst_parser"]),
            ("with", ["myst_parser", "sphinx_briefing"]),
        )
    )
    return plain, loaded


def pages(built: Built) -> dict[str, str]:
    return {
        name: _ADDED.sub("", content.decode())
        for name, content in built.files().items()
        if name.endswith(".html")
    }


def test_the_warnings_are_the_same(pair: tuple[Built, Built]) -> None:
    plain, loaded = pair
    assert loaded.warnings == plain.warnings


def test_the_pages_are_the_same(pair: tuple[Built, Built]) -> None:
    plain, loaded = map(pages, pair)
    assert plain.keys() == loaded.keys()
    for name in plain:
        assert loaded[name] == plain[name], name
    assert len(plain) >= 6


def test_the_search_index_is_the_same(pair: tuple[Built, Built]) -> None:
    plain, loaded = pair
    indexes = []
    for built in (plain, loaded):
        index = built.text("searchindex.js").partition("(")[2].rpartition(")")[0]
        indexes.append({k: v for k, v in json.loads(index).items() if k != "envversion"})
    assert indexes[0] == indexes[1]


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_outputs_are_the_same(pair: tuple[Built, Built], builder: str) -> None:
    plain, loaded = (built.afresh(builder=builder) for built in pair)
    suffixes = (".txt", ".tex")
    assert {n: c for n, c in plain.files().items() if n.endswith(suffixes)} == {
        n: c for n, c in loaded.files().items() if n.endswith(suffixes)
    }


def test_nothing_of_ours_is_in_the_environment(pair: tuple[Built, Built]) -> None:
    ledger = pair[1].afresh(builder="ledger").ledger
    assert [
        key for key, records in ledger.items() if key not in ("schema", "terms") and records
    ] == []


def test_a_primary_domain_changes_no_ordinary_glossary(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("primary")
    files = {name: FILES[name] for name in ("words.rst",)}
    files["words.rst"] = files["words.rst"].replace(" and :term:`Markdown term`", "")
    conf = {"primary_domain": "brief"}
    loaded = build_project(root / "with", files, conf={**CONF, **conf})
    assert loaded.warnings == []
    assert 'id="term-Builder"' in loaded.text("words.html")
    assert 'href="#term-second-spelling"' in loaded.text("words.html")
