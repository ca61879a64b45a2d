"""Authors' text reaches Typst as string literals: what is read back is what was written."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.builders.paper.printable import printable
from sphinx_briefing.builders.pdf import escape

typst = pytest.importorskip("typst")

ANY_TEXT = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from('#$@"\\*/[]{}()<>`~_=-+\n\t\u200d\u202e')),
    max_size=80,
)


@pytest.fixture(scope="module")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> object:
    main = tmp_path_factory.mktemp("root") / "main.typ"
    main.write_text("")
    return typst.Compiler(str(main), root=str(main.parent), ignore_system_fonts=True)


@given(text=ANY_TEXT)
def test_a_literal_is_read_back_as_the_printable_text(compiler: object, text: str) -> None:
    read = json.loads(compiler.eval(escape.literal(text)))  # type: ignore[attr-defined]

    assert read == printable(text)


@given(text=ANY_TEXT)
def test_code_cut_into_pieces_is_the_same_code(text: str) -> None:
    assert "".join(escape.pieces(text)) == printable(text)


@given(text=st.text(max_size=300))
def test_prose_holds_the_words_in_their_order(compiler: object, text: str) -> None:
    parts = [part for part in escape.prose(text) if part != "wbr"]
    read = "".join(json.loads(compiler.eval(part)) for part in parts)  # type: ignore[attr-defined]

    shown = printable(text)
    assert read.replace(" ", "") == shown.translate(dict.fromkeys(map(ord, " \t\n")))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"a": "x", 'odd "key"': 1},
        {"list": ["one"], "empty": [], "two": [True, False]},
        {"none": None, "nested": {"deep": ['"', "\\"]}},
    ],
)
def test_plain_data_survives(compiler: object, data: dict[str, escape.Value]) -> None:
    assert json.loads(compiler.eval(escape.value(data))) == data  # type: ignore[attr-defined]


@pytest.mark.parametrize("length", [33, 100, 10_000])
def test_a_long_word_gets_places_to_break(length: int) -> None:
    assert escape.prose("x" * length).count("wbr") >= length // 32


def test_an_address_is_left_whole() -> None:
    address = f"https://example.org/{'path/' * 20}"

    assert escape.prose(address) == [escape.literal(address)]


def test_the_template_fits_on_a_page_and_a_half() -> None:
    folder = Path(escape.__file__).parent
    assert len((folder / "template.typ").read_text(encoding="utf-8").splitlines()) < 150
