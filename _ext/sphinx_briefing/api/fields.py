"""Forms of the fields of a kind: types for annotations, and functions that say more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from ..records import fields as types
from ..records import linked_data
from ..records.fields import FieldType
from ..vocabularies import Scale

Line = Annotated[str, types.LINE]
"""One line of text that is not translated: a name, a number, a code."""
Words = Annotated[str, types.WORDS]
"""One line in the author's own words, which is translated with the page."""
Passage = Annotated[str, types.PASSAGE]
"""Words of the record's source, which are looked up in its snapshot."""
Date = Annotated[str, types.DATE]
"""An EDTF date."""
Url = Annotated[str, types.URL]
"""An address on the web."""
Country = Annotated[str, types.COUNTRY]
"""An ISO 3166-1 alpha-2 code."""
Language = Annotated[str, types.LANGUAGE]
"""A BCP 47 tag."""
Number = Annotated[int, types.NUMBER]
"""A whole number from 1."""
Amount = Annotated[str, types.AMOUNT]
"""A number or a range, kept as written; printed with the value of a field :data:`Unit`."""
Unit = Annotated[str, types.UNIT]
"""What an amount counts, or its measure."""
Switch = Annotated[bool, types.SWITCH]
"""Yes or no."""
List = Annotated[tuple[str, ...], types.LIST]
"""Words that commas part; the default is ``()``."""
Ids = tuple[str, ...]
"""What is stored of a field that names records: their ids, whatever names were written."""

Named = linked_data.Named
"""What ``schema_org`` of a kind is handed: from a kind and ids to records as others refer to them,
of which those are left out that the page may not speak of."""

if TYPE_CHECKING:
    # A type checker reads ``Names["actor"]`` as a type of that name.
    Names = Any
else:

    class Names:
        """Names of records: ``Names["actor"]``; the default is ``()``.

        ``Names["actor", "term"]`` may name records of several kinds.
        """

        def __class_getitem__(cls, kind: str | tuple[str, ...]) -> Any:
            return Annotated[tuple[str, ...], names(kind)]


def _written_as(
    shape: FieldType, help: str, label: str, *, filter: bool, column: bool, more: Iterable[str] = ()
) -> FieldType:
    filters = tuple(dict.fromkeys(("", *more))) if filter and not shape.date else ()
    column = column and shape.column
    return replace(shape, help=help, label=label, filters=filters, column=column)


def _typed(shape: FieldType, doc: str) -> Callable[..., FieldType]:
    def field_type(
        help: str = "", *, label: str = "", filter: bool = False, column: bool = True
    ) -> FieldType:
        return _written_as(shape, help, label, filter=filter, column=column)

    field_type.__doc__ = doc
    return field_type


line = _typed(
    types.LINE,
    """A field for one line that is not translated: a name, a number, a code.

    Most other functions that make fields take the same arguments.

    :param help: what the field is, for the manual and for messages.
    :param label: what is printed before its value; else the name of the field.
    :param filter: whether selections can pick by it, with an option of its name.
    :param column: whether tables show it, where the kind lists no ``columns``.
    """,
)
words = _typed(types.WORDS, "A field for one line in the author's own words.")
passage = _typed(
    types.PASSAGE,
    """A field for words of the record's source, which are looked up in its snapshot.

    They are printed as a quotation, and in no table.
    """,
)
date = _typed(types.DATE, "A field for an EDTF date; selections can pick by it as it is.")
url = _typed(types.URL, "A field for an address on the web.")
country = _typed(types.COUNTRY, "A field for an ISO 3166-1 alpha-2 code.")
language = _typed(types.LANGUAGE, "A field for a BCP 47 tag.")
number = _typed(types.NUMBER, "A field for a whole number from 1.")
amount = _typed(
    types.AMOUNT, "A field for a number or a range, printed with the unit that its record has."
)
unit = _typed(types.UNIT, "A field for what an amount counts, or its measure.")
switch = _typed(types.SWITCH, "A field for yes or no.")
list_of_words = _typed(types.LIST, "A field for words that commas part; its default is ``()``.")


likelihood = _typed(types.LIKELIHOOD, "A field for a likelihood on the scale in force.")


def names(
    kind: str | tuple[str, ...],
    help: str = "",
    *,
    label: str = "",
    filter: bool = False,
    column: bool = True,
    reverse: str = "",
    profile_label: str = "",
    single: bool = False,
) -> FieldType:
    """A field that names records of a kind, by id or by any of their names.

    It holds their ids, so that its type is :data:`Ids` and its default ``()``. Names of several
    kinds are looked for among the first one, then among all others; ``event:krakow`` says the
    kind, as do the ids that the field then holds. The other arguments are those of :func:`line`;
    what names actors, topics or sources is found by the general options ``actor``, ``topic`` and
    ``source`` as well.

    :param kind: the kind, or several.
    :param reverse: the label under which the details and the hover card of what is named list the
        records that name it; without one, profiles alone do.
    :param profile_label: what the profile of what is named says with each record that names it:
        ``"Hosted"`` with an event in whose field ``host`` it stands.
    :param single: whether it may name one record alone, of which it holds the id in a list.
    """
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    more = tuple(one for one in kinds if one in ("actor", "topic", "source"))
    shape = replace(
        types.names(*kinds, profile_label=profile_label, single=single), reverse=reverse
    )
    return _written_as(shape, help, label, filter=filter, column=column, more=more)


def scale(
    of: Scale, help: str = "", *, label: str = "", filter: bool = False, column: bool = True
) -> FieldType:
    """A field whose value is on a closed scale; the other arguments are those of :func:`line`."""
    return _written_as(types.scale(of), help, label, filter=filter, column=column)
