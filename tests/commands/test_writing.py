"""Files put in their places whole, all or none."""

from pathlib import Path

import pytest

from sphinx_briefing.commands.writing import replace_all, write_all_new, write_new


def tree(top: Path) -> dict[str, str]:
    return {p.relative_to(top).as_posix(): p.read_text() for p in top.rglob("*") if p.is_file()}


def test_new_files_are_never_written_over_others(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    files = {tmp_path / "x/y/a": "1", tmp_path / "b": "2"}
    with pytest.raises(FileExistsError, match="b is there already"):
        write_all_new(files)
    assert tree(tmp_path) == {"b": "mine"}
    assert not (tmp_path / "x").exists()
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "link", "2")
    (tmp_path / "link").unlink()
    write_all_new({tmp_path / "x/y/a": "ä", tmp_path / "x/c": b"2"})
    assert tree(tmp_path) == {"b": "mine", "x/y/a": "ä", "x/c": "2"}


def test_of_what_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OSError, match="file"):
        write_all_new({tmp_path / "new/a": "1", tmp_path / "file/b": "2"})
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_files_are_replaced_as_one_change(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    one.chmod(0o640)
    (tmp_path / "link").symlink_to("two")
    replace_all({one: "1+", tmp_path / "link": "2+", tmp_path / "new/three": "3"})
    assert tree(tmp_path) == {"one": "1+", "two": "2+", "link": "2+", "new/three": "3"}
    assert one.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link").is_symlink()


def test_what_was_replaced_is_put_back(tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.write_text("1")
    (tmp_path / "folder/inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        # A folder stands where a file is to go, which shows before anything is replaced.
        replace_all({one: "1+", tmp_path / "folder": "2"})
    assert tree(tmp_path) == {"one": "1"}


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """The limit of a process on the size of files stands in for a disk."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, old[1]))
    try:
        with pytest.raises(OSError, match="large"):
            replace_all({one: "1+", two: "2" * 200_000, tmp_path / "new/three": "3"})
        with pytest.raises(OSError, match="large"):
            write_all_new({tmp_path / "a": "1", tmp_path / "b": "2" * 200_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert tree(tmp_path) == {"one": "1", "two": "2"}
    assert not (tmp_path / "new").exists()
