"""The folding of names: what is equal, and where the letters of a folded text come from."""

# ruff: noqa: RUF001 - letters that look alike are what they are about

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.folding import fold, places


@pytest.mark.parametrize(
    "spellings",
    [
        ("O'Brien", "O’Brien", "O\N{MODIFIER LETTER APOSTROPHE}Brien", "o'brien"),
        ('TOV "Naftohaz"', "TOV “Naftohaz”", "TOV „Naftohaz“", "tov «NAFTOHAZ»"),
        ("Straße AG", "STRASSE AG", "strasse\u00a0ag", "Straße\nAG", "STRAẞE AG"),
        ("DIŞİŞLERİ", "Dışişleri", "DIŞİŞLERİ".lower(), "dışışlerı"),
        ("Šefčovič", unicodedata.normalize("NFD", "Šefčovič"), "ŠEFČOVIČ"),
        ("Nord-Süd", "Nord\u2011Süd", "Nord\u2010SÜD", "No\u00adrd-Süd", "\ufeffNord-Süd"),
        ("A--B", "A\N{EN DASH}B"),
        ("A---B...", "A\N{EM DASH}B\N{HORIZONTAL ELLIPSIS}"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("ﬁnance", "Finance"),
    ],
)
def test_spellings_that_are_equal(spellings: tuple[str, ...]) -> None:
    assert len(set(map(fold, spellings))) == 1


def test_other_letters_stay_apart() -> None:
    names = ["Sefcovic", "Šefčovič", "A-B", "A–B", "A B", "AB", "o", "ö", "и", "й"]
    assert len(set(map(fold, names))) == len(names)


LETTERS = st.text(
    "aAßẞİıIi\u0307\u0301éе́ΣσςŠ\u030c“”'’–…-\u00ad \n한\u1112\u1161\u11abﬁ", max_size=12
)


@given(LETTERS.filter(lambda text: "\u0301" not in text and "\u030c" not in text))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_composition_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(LETTERS)
def test_places_lead_back_to_the_text(text: str) -> None:
    folded = fold(text)
    found = places(text, folded) or range(len(text) + 1)
    assert len(found) == len(folded) + 1
    assert sorted(found) == list(found)
    assert found[-1] == len(text)
    for at, character in enumerate(folded):
        after = next((place for place in found[at:] if place > found[at]), len(text))
        assert character in fold(text[found[at] : after])
