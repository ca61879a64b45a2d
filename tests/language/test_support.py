"""The helpers of the tests themselves."""

from tests.support import Build

# These projects are ordinary ones, without the toolkit.
PLAIN = {"extensions": ["myst_parser"], "primary_domain": "py"}


def test_warnings_are_plain_and_relative(build: Build) -> None:
    built = build({"notes/a.md": "# A\n\n{nonsense}`x`\n"}, conf=PLAIN)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("notes/a.md:3: WARNING: Unknown interpreted text role")
    assert "<h1>A" in built.text("notes/a.html")


def test_again_applies_changes(build: Build) -> None:
    built = build({"a.md": "# A\n", "b.md": "# B\n"}, conf=PLAIN)
    built.again({"a.md": "# New\n", "b.md": None})
    assert "<h1>New" in built.text("a.html")
    assert "b.html" not in built.afresh().files()


def test_parallel_build_equals_serial_build(build: Build) -> None:
    built = build({f"{name}.md": f"# {name}\n" for name in "abcdefgh"}, conf=PLAIN, jobs=2)
    assert built.warnings == []
    assert built.files() == built.afresh().files()
