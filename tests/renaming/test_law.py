"""The law: a record renamed is as if it had always been called so, and back again byte for byte."""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sphinx_briefing.renaming.applying import PutBack
from sphinx_briefing.renaming.planning import Refused
from tests.renaming.desk import Desk
from tests.renaming.random_projects import RandomProject
from tests.twins.corpora import Twins

EXAMPLES = 400 if os.environ.get("BRIEFING_LONG_TESTS") else 12
NEW = ("zz", "new-id", "q.9", "заново", "新", "Kaja", "zz:1", "on", "e55")


LAW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 100,
    phases=[Phase.generate],  # each project is read four times: to shrink one takes too long
)


def record_names_itself(project: RandomProject, *records: str) -> bool:
    """Whether one of two records is the group that the other is a member of."""
    return project.actors[0] in records


def unquoted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files without the quotation marks that YAML needs for some words and not for others."""
    return {
        name: text.replace(b"'", b"") if name.startswith("people.y") else text
        for name, text in files.items()
    }


@LAW
@given(seed=st.integers(0, 10**9), data=st.data())
def test_the_sources_are_those_of_a_project_with_the_other_id(
    seed: int, data: st.DataObject
) -> None:
    project = RandomProject(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), project.files(project.ids))
        record = data.draw(st.sampled_from(project.records))
        new = data.draw(st.sampled_from([one for one in NEW if one not in project.ids.values()]))
        kind, old = project.kind_of(record), project.ids[record]
        before = desk.state()
        assert before.messages.total() == 0, before.messages
        desk.rename(kind, old, new)
        after = {name: text for name, text in desk.files().items() if name != "conf.py"}
        assert unquoted(after) == unquoted(project.files(project.ids | {record: new}))
        state = desk.state()
        assert state.messages.total() == 0
        assert set(state.records) == {
            (kind, new) if key == (kind, old) else key for key in before.records
        }
        desk.rename(kind, new, old)
        assert desk.files() == desk.before


@LAW
@given(seed=st.integers(0, 10**9), data=st.data())
def test_a_merged_record_is_gone_or_nothing_has_changed(seed: int, data: st.DataObject) -> None:
    project = RandomProject(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), project.files(project.ids))
        records = data.draw(st.sampled_from([project.actors, project.topics]))
        keep, gone = data.draw(st.permutations(records))[:2]
        kind = project.kind_of(keep)
        before = desk.state()
        with suppress(PutBack, Refused):
            desk.merge(kind, project.ids[keep], project.ids[gone])
        is_self = record_names_itself(project, keep, gone)
        if desk.files() == desk.before:
            has_no_column = kind == "actor" and project.format in ("csv", "semicolon")
            assert has_no_column or is_self
            return
        after = desk.state()
        assert after.messages.total() == 0
        assert set(before.records) - set(after.records) == {(kind, project.ids[gone])}
        if kind == "actor":
            assert project.names[gone] in after.records[kind, project.ids[keep]]["aliases"]


@pytest.mark.parametrize("seed", range(100 if EXAMPLES > 100 else 2))
def test_corpora_with_everything_in_them_keep_the_law(tmp_path: Path, seed: int) -> None:
    """Passages, included texts, tables, data files and mistakes, as authors mix them."""
    files, _twin = Twins(seed).whole_and_twin()
    settings = {"exclude_patterns": ["parts"], "myst_enable_extensions": ["colon_fence", "deflist"]}
    desk = Desk(tmp_path, files, **settings)
    random = Random(seed)
    for kind, old in random.sample(sorted(desk.state().records), 3):
        before = desk.files()
        desk.rename(kind, old, "another-id")
        assert (kind, "another-id") in desk.state().records
        desk.rename(kind, "another-id", old)
        for name, data in desk.files().items():
            left = [line for line in data.splitlines() if line not in before[name].splitlines()]
            assert all(re.search(rb"\bid: ", line) for line in left), (name, left)
