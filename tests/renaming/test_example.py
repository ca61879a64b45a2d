"""The example of this repository, with many of its records under other ids at once."""

import os
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_briefing.commands.reading import project_read
from sphinx_briefing.renaming.change import Change
from sphinx_briefing.renaming.meaning import Key
from sphinx_briefing.renaming.planning import Project
from sphinx_briefing.renaming.renames import renamed
from sphinx_briefing.renaming.sources import sources_of

ROOT = Path(__file__).parents[2]
EVERY = 1 if os.environ.get("BRIEFING_LONG_TESTS") else 7


def test_it_builds_strictly_with_other_ids(tmp_path: Path) -> None:
    for name in ("briefings", "conf"):
        shutil.copytree(ROOT / name, tmp_path / name)
    folder, conf = tmp_path / "briefings", tmp_path / "conf"
    whole = Change()
    with project_read(folder, conf, None) as domain:
        ledger, sources = domain.ledger, sources_of(domain, conf)
        before = {kind: set(ledger.records(kind)) for kind in ledger.kinds}
        keys = [*keys_of(before)][::EVERY]
        for key in keys:
            change = renamed(Project.of(domain, sources, key), key, new(key))
            whole.texts |= change.texts
            whole.edits += change.edits
    whole.edits = [*set(whole.edits)]
    for path, data in whole.contents().items():
        (folder / path).write_bytes(data)
    wanted = {
        (kind, new((kind, one)) if (kind, one) in keys else one)
        for kind, ids in before.items()
        for one in ids
    }
    warnings = StringIO()
    with patch_docutils(conf), docutils_namespace():
        app = Sphinx(
            folder, conf, tmp_path / "out", tmp_path / "doctrees", "dummy",
            {"nitpicky": True}, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
        found = app.env.domains["brief"].ledger  # type: ignore[attr-defined]
    assert warnings.getvalue().strip() == ""
    assert {(kind, one) for kind in before for one in found.records(kind)} == wanted


def keys_of(ids: dict[str, set[str]]) -> Iterator[Key]:
    """All records, in an order."""
    return ((kind, one) for kind in sorted(ids) for one in sorted(ids[kind]))


def new(key: Key) -> str:
    """Another id."""
    return f"zz-{key[1]}"
