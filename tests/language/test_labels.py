"""Labels: what a declaration says of itself comes first, then the words of the toolkit."""

import gettext
import io
from collections.abc import Iterator
from typing import Annotated

import pytest
from babel.messages.catalog import Catalog
from msgspec import Meta
from sphinx.locale import translators

from sphinx_briefing.presentation.labels import label_of, words_of
from sphinx_briefing.records import KINDS, Record
from sphinx_briefing.records import fields as shape
from tools import catalogue


class Ship(Record, frozen=True, kw_only=True):
    """A kind from elsewhere, with a catalogue of its own."""

    kind_name = "ship"
    plural = "ships"
    label, labels = "Ship", "Ships"
    catalog = "harbour"

    flag: Annotated[
        str | None, shape.COUNTRY, Meta(description="its country", title="Sails under")
    ] = None
    date: Annotated[
        str | None, shape.DATE, Meta(description="when it was built", title="Built")
    ] = None
    home_port: Annotated[str | None, shape.LINE, Meta(description="where it is at home")] = None


@pytest.fixture(autouse=True)
def english() -> None:
    """No catalogue, whatever an earlier build has loaded."""
    translators.clear()


@pytest.fixture
def german() -> Iterator[None]:
    """The catalogue of that kind in German; of the toolkit's, one word."""
    for name, words in {
        "harbour": {"Sails under": "F\u00e4hrt unter", "Ship": "Schiff"},
        "sphinx_briefing": {
            "Due": "F\u00e4llig",
            "Built": "Gebaut",
            "Ship": "Boot",
            "Topic": "Thema",
        },
    }.items():
        made = Catalog(locale="de")
        for message, translation in words.items():
            made.add(message, translation)
        compiled = io.BytesIO(catalogue.compiled(made))
        translators["general", name] = gettext.GNUTranslations(compiled)
    yield
    translators.clear()


def test_a_declared_label_comes_before_the_toolkits() -> None:
    assert label_of(Ship, "date") == "Built"
    assert label_of(KINDS["claim"], "date") == "Date"


def test_a_field_without_a_label_has_that_of_the_toolkit_or_is_spelled_out() -> None:
    assert label_of(Ship, "topic") == "Topic"
    assert label_of(Ship, "home_port") == "Home port"


@pytest.mark.usefixtures("german")
def test_the_catalogue_of_a_kind_comes_before_the_toolkits() -> None:
    assert label_of(Ship, "flag") == "F\u00e4hrt unter"
    assert words_of(Ship.label, Ship) == "Schiff"
    assert label_of(KINDS["commitment"], "due") == "F\u00e4llig"


@pytest.mark.usefixtures("german")
def test_a_declared_label_is_in_its_own_catalogue_alone() -> None:
    assert label_of(Ship, "date") == "Built"  # ours may mean something else by that word


@pytest.mark.usefixtures("german")
def test_what_a_kinds_catalogue_lacks_is_taken_from_the_toolkits() -> None:
    assert label_of(Ship, "topic") == "Thema"
    assert words_of("Due", Ship) == "F\u00e4llig"
    assert words_of(Ship.labels, Ship) == "Ships"
