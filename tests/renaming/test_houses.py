"""Records are renamed while pages name those of another house, which stay as they are."""

from pathlib import Path

import pytest

from sphinx_briefing.__main__ import main
from tests.corpus import page, record
from tests.houses import write_ledger
from tests.support import BASE_CONF, _assignments, write

NAMING = """# Q

{actor}`un:guterres` {actor}`guterres` {claim}`un:c1` {claim}`x`

```{claims}
:by: un:guterres, guterres
:house: un
```
"""


@pytest.fixture
def src(tmp_path: Path) -> Path:
    ledger, src = write_ledger(tmp_path / "un"), tmp_path / "src"
    conf = {**BASE_CONF, "briefing_houses": {"un": str(ledger)}}
    write(src / "conf.py", "\n".join(_assignments(conf)))
    write(src / "index.md", "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n")
    own = record("actor", "Guterres", id="guterres", kind="person")
    claim = record("claim", "X", id="x", by="guterres", corroborates="un:c1")
    write(src / "p.md", page({}, own + claim))
    write(src / "q.md", NAMING)
    return src


def test_our_own_are_renamed_and_theirs_are_not(src: Path) -> None:
    assert main(["rename", "guterres", "antonio", "--source", str(src)]) == 0
    assert main(["rename", "x", "y", "--source", str(src)]) == 0
    text = (src / "q.md").read_text()
    assert "{actor}`un:guterres` {actor}`antonio` {claim}`un:c1` {claim}`y`" in text
    assert ":by: un:guterres, antonio" in text
    assert ":corroborates: un:c1" in (src / "p.md").read_text()


def test_theirs_are_theirs_to_rename(src: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (src / "q.md").read_text()
    assert main(["rename", "un:guterres", "other", "--source", str(src)]) == 1
    assert capsys.readouterr().err == (
        "sphinx-briefing: actor 'un:guterres' is a record of the house 'un': only they can rename "
        "it\n"
    )
    assert (src / "q.md").read_text() == before
