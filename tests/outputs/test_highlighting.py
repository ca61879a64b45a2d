"""Listings on paper: in the colours of the project, as long as they can be read there."""

import pytest

from tests.support import Build

BRIEF = """\
---
brief:
  kind: flash
  date: 2026-01-01
---
# A

```python
@app.route("/x")
def name(argument):
    return value
```
"""


@pytest.mark.parametrize(("style", "is_kept"), [("monokai", False), ("xcode", True)])
def test_word_files_keep_a_style_that_is_made_for_a_light_ground(
    build: Build, style: str, is_kept: bool
) -> None:
    own = build({"b.md": BRIEF}, "briefdocx", conf={"pygments_style": "sphinx"})
    other = build({"b.md": BRIEF}, "briefdocx", conf={"pygments_style": style})
    assert other.warnings == []
    same = own.path("b.docx").read_bytes() == other.path("b.docx").read_bytes()
    assert same is not is_kept
