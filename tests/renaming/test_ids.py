"""An id is changed wherever it is written, in every language and format, and nothing else is."""

from pathlib import Path

import pytest

from sphinx_briefing.renaming.planning import Refused
from tests.corpus import note, record
from tests.renaming.desk import Desk

NOTE = """
---
source: {title: A report, date: 2026-02-01}  # a remark
topics: [donbas, security]
---
# A note

```{claim} She said so
:by: kaja-kallas, Boris Pistorius
:id: said
```

{actor}`kaja-kallas` met {actor}`Kallas <kaja-kallas>` and [her](#actor-kaja-kallas),
`{actor}`kaja-kallas``.

:::{position} For it
:id: for-it
:by: kaja-kallas
:topic: donbas
:::

> ```{commitment} To pay
> :id: pays
> :by: "kaja-kallas"
> :to: boris, kaja-kallas
> ```

```{actors}
---
ids: kaja-kallas, boris
as: list
---
```

```text
{actor}`kaja-kallas`
```
"""
MARKDOWN = {
    "people.md": record("actor", "Kaja Kallas", id="kaja-kallas", kind="person", aliases="Kallas")
    + record("actor", "Boris Pistorius", id="boris", kind="person")
    + record("topic", "Donbas", id="donbas") + record("topic", "Security", id="security"),
    "notes/n.md": NOTE,
}  # fmt: skip


def test_in_markdown(tmp_path: Path) -> None:
    desk = Desk(tmp_path, MARKDOWN)
    change = desk.rename("actor", "kaja-kallas", "kallas.k")
    assert desk.changed() == [
        "notes/n.md: :by: kallas.k, Boris Pistorius",
        "notes/n.md: {actor}`kallas.k` met {actor}`Kallas <kallas.k>` and [her](#actor-kallas.k),",
        "notes/n.md: :by: kallas.k",
        'notes/n.md: > :by: "kallas.k"',
        "notes/n.md: > :to: boris, kallas.k",
        "notes/n.md: ids: kallas.k, boris",
        "people.md: :id: kallas.k",
    ]
    assert [(one.path, one.line, one.why) for one in change.left_alone] == [
        ("notes/n.md", 13, "nothing that the build reads as a reference"),
        ("notes/n.md", 35, "it stands in code"),
    ]
    desk.rename("actor", "kallas.k", "kaja-kallas")
    assert desk.files() == desk.before


def test_in_front_matter(tmp_path: Path) -> None:
    desk = Desk(tmp_path, MARKDOWN)
    desk.rename("topic", "donbas", "донбас")
    assert desk.changed() == [
        "notes/n.md: topics: [донбас, security]",
        "notes/n.md: :topic: донбас",
        "people.md: :id: донбас",
    ]


def test_a_note_gets_an_id_and_keeps_the_name_of_its_page(tmp_path: Path) -> None:
    files = {
        "notes/afp.md": note(title="One"),
        "notes/b.md": note("{source}`afp`\n", title="Two", origin="afp"),
    }
    desk = Desk(tmp_path, files)
    desk.rename("source", "afp", "afp-2026")
    assert desk.changed() == [
        "notes/afp.md: id: afp-2026",
        "notes/b.md: origin: afp-2026",
        "notes/b.md: {source}`afp-2026`",
    ]
    desk.rename("source", "afp-2026", "agence")
    assert desk.text("notes/afp.md").startswith("---\nsource:\n  id: agence\n  title: A report\n")


def test_a_record_whose_id_comes_from_its_name_gets_one(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n> ```{topic} The Donbas\n> Prose of it.\n> ```\n\n{topic}`the-donbas`\n",
        "b.rst": "B\n=\n\n.. brief:topic:: Other\n   :parent: the-donbas\n\n"
        ":brief:topic:`the-donbas`\n",
        "c.rst": "C\n=\n\n.. brief:topic:: Third\n\n   Words.\n",
    }
    desk = Desk(tmp_path, files)
    desk.rename("topic", "the-donbas", "donbas")
    desk.rename("topic", "third", "3rd")
    assert desk.changed() == [
        "a.md: > :id: donbas",
        "a.md: {topic}`donbas`",
        "b.rst: :parent: donbas",
        "b.rst: :brief:topic:`donbas`",
        "c.rst: :id: 3rd",
    ]


RST = """
:source:
  :id: r
  :title: A report
  :topics: x
:topics: donbas, other

=====
A page
=====

.. brief:topic:: Donbas
   :id: donbas

.. brief:topic:: Other
   :id: other
   :parent: donbas

.. brief:claim:: It is so
   :id: so
   :by: kallas,
        pistorius
   :topic: donbas

========================= ====
:brief:topic:`donbas`     b
:brief:topic:`x <donbas>` c
========================= ====

See :brief:topic:`the east <donbas>`, :any:`topic-donbas`, ``:topic:`donbas```.

.. brief:topics::
   :ids: other, donbas

.. brief:actor:: Kallas
   :kind: person

.. brief:actor:: Pistorius
   :kind: person
"""


def test_in_restructured_text_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    text = ("\ufeff" + RST.lstrip()).replace("  :topics: x\n", "").replace("\n", "\r\n")
    desk = Desk(tmp_path, {"a.rst": text.encode()})
    desk.rename("topic", "donbas", "east")
    assert desk.changed() == [
        "a.rst: :topics: east, other",
        "a.rst: :id: east",
        "a.rst: :parent: east",
        "a.rst: :topic: east",
        "a.rst: :brief:topic:`east`       b",
        "a.rst: :brief:topic:`x <east>`   c",
        "a.rst: See :brief:topic:`the east <east>`, :any:`topic-east`, ``:topic:`donbas```.",
        "a.rst: :ids: other, east",
    ]
    desk.rename("actor", "pistorius", "boris")
    assert "        boris\r\n" in desk.text("a.rst")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("boris", "the id 'boris' is that of another actor"),
        ("a b", "cannot be an id"),
        ("", "cannot be an id"),
        ("kaja-kallas", "has that id already"),
    ],
)
def test_what_cannot_be_an_id_is_said_and_nothing_is_written(
    tmp_path: Path, new: str, said: str
) -> None:
    desk = Desk(tmp_path, MARKDOWN)
    with pytest.raises(Refused, match=said):
        desk.rename("actor", "kaja-kallas", new)
    assert desk.files() == desk.before
