"""Pages that define the same name, in every way in which Sphinx lets pages define names."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.incremental.rivals import groups_of, rivals_of
from tests.support import Build

DEFINED = """
.. _lab:

Heading
-------

.. glossary::

   Word
     Meant by {page}.

.. [Cit] Cited by {page}.

.. figure:: box.svg
   :name: fig

   A box of {page}.

.. math:: a = b
   :label: eq

.. py:module:: mod
.. py:function:: fun()
.. js:function:: script()
.. program:: tool
.. option:: --opt
.. envvar:: HOME_OF
.. c:function:: int cee(void)
.. cpp:function:: int cpp(void)
.. rst:directive:: dir

.. productionlist::
   token: "{page}"

.. index:: shared
"""
REFERS = """
Start
=====

:ref:`lab` :ref:`fig` :numref:`fig` :eq:`eq` :term:`word` [Cit]_ :ref:`heading <heading>`
:py:func:`fun` :py:mod:`mod` :js:func:`script` :option:`tool --opt` :envvar:`HOME_OF`
:c:func:`cee` :cpp:func:`cpp` :rst:dir:`dir` :token:`token`

.. toctree::
   :glob:

   p*
"""
CONF = {
    "extensions": ["myst_parser", "sphinx_briefing", "sphinx.ext.autosectionlabel"],
    "primary_domain": "py",
    "numfig": True,
    "html_theme": "basic",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def page(name: str, more: str = "") -> str:
    return f"{name}\n{'=' * len(name)}\n{more}\n{DEFINED.format(page=name)}"


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_last_page_has_a_name_whatever_was_read_when(build: Build, jobs: int) -> None:
    files = {f"p{number}.rst": page(f"p{number}") for number in (2, 3, 4)}
    other = {f"q{number}.rst": f"Other {number}\n=======\n" for number in range(4)}
    built = build({"index.rst": REFERS, "box.svg": SVG, **files, **other}, conf=CONF, jobs=jobs)
    edits: list[dict[str, str | None]] = [
        {},
        {"p2.rst": page("p2", "More.")},
        {"p4.rst": None},
        {"p1.rst": page("p1"), "q1.rst": page("q1")},
        {"p3.rst": "No names\n========\n"},
        {"p3.rst": page("p3"), "p1.rst": page("p1", "More.")},
    ]
    for edit in edits:
        built.again(edit)
        clean = built.afresh()
        assert [name for name, text in clean.files().items() if built.files()[name] != text] == []
        assert sorted(built.files()) == sorted(clean.files())
        assert sorted(set(built.warnings)) == sorted(set(clean.warnings))
    assert len([line for line in clean.warnings if "duplicate" in line]) > 20


def test_a_page_that_comes_to_share_a_name_while_both_are_read(build: Build) -> None:
    label = "(how)=\n# How\n"
    start = "# Start\n\n{doc}`one`\n"
    built = build({"index.md": start, "two.md": label})
    built.again({"one.md": label, "two.md": f"{label}\nMore.\n"})
    assert built.warnings == built.afresh().warnings
    assert built.files() == built.afresh().files()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.integers(0, 5))))
def test_pages_that_share_names_are_found_however_they_hang_together(
    names: dict[str, set[int]],
) -> None:
    defined = {page: [str(name) for name in held] for page, held in names.items()}
    groups = groups_of(defined)
    for one in names:
        reached, waiting = {one}, [one]
        while waiting:
            near = names[waiting.pop()]
            new = {other for other in names if near & names[other]} - reached
            reached |= new
            waiting += new
        assert groups.get(one, [one]) == sorted(reached)
        assert rivals_of([one], groups) == (reached if len(reached) > 1 else set())
