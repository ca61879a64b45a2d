"""The law: a record renamed is as if it had always been called so, and back again byte for byte."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.renaming.desk import Desk
from tests.renaming.random_projects import RandomProject

EXAMPLES = 400 if os.environ.get("BRIEFING_LONG_TESTS") else 12
NEW = ("zz", "new-id", "q.9", "заново", "新", "Kaja", "zz:1", "on", "e55")


def unquoted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files without the quotation marks that YAML needs for some words and not for others."""
    return {
        name: text.replace(b"'", b"") if name.startswith("people.y") else text
        for name, text in files.items()
    }


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=not os.environ.get("BRIEFING_LONG_TESTS")
)
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
