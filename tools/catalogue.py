"""The message catalogue: every text that the toolkit prints, and its translations.

``python -m tools.catalogue`` brings the catalogues in ``locale`` up to date with the
code and compiles them; translations are written in the ``.po`` files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import sphinx_briefing
from sphinx_briefing import vocabularies
from sphinx_briefing.presentation.labels import CATALOG
from sphinx_briefing.records import BRIEF_KINDS, KINDS
from sphinx_briefing.records.fields import all_fields
from sphinx_briefing.report_card import OWN_STANDARD_CHECKS, QUESTIONS
from sphinx_briefing.vocabularies import Scale

PACKAGE = Path(sphinx_briefing.__file__).parent
LOCALE = PACKAGE / "locale"

Text = str | tuple[str, str]
"""A text, or one for a single thing and one for several."""

KEYWORDS = {"_": None, "N_": None, "count_of": (2, 3)}
"""The functions whose arguments are to be translated; by number, a text and its plural."""


def messages() -> list[Text]:
    """All texts to translate, sorted: those marked in the code, and all printed labels."""
    marked: dict[str, Text] = {label: label for label in _labels()}
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        if isinstance(message, str):
            marked.setdefault(message, message)
        else:
            one, many = message
            marked[one] = (one, many)
    return [marked[text] for text in sorted(marked)]


def _labels() -> Iterator[str]:
    for name in vars(vocabularies):
        scale = getattr(vocabularies, name)
        if isinstance(scale, Scale):
            yield scale.title
            # TLP's words and letters are the same in every language (FIRST, TLP 2.0).
            if scale is not vocabularies.TLP:
                yield from (grade.label for grade in scale.grades)
    for kind in KINDS.selectable.values():
        yield kind.label
        yield kind.labels
        yield from filter(None, [getattr(kind, "stands_apart", "")])
        for item in all_fields(kind):
            yield from filter(None, (item.label, item.shape.reverse, item.shape.profile_label))
    yield from (words for kind in BRIEF_KINDS.values() for words in (kind.label, kind.above))
    yield from (question for questions in QUESTIONS.values() for question in questions)
    for check in OWN_STANDARD_CHECKS.values():
        yield check.asks
        yield check.do
        if not check.is_counted:  # of others, cards list the records below the name of the check
            yield check.what


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{CATALOG}.po"))


def read(language: str) -> Catalog:
    """The catalogue of a language as it is written."""
    path = LOCALE / language / "LC_MESSAGES" / f"{CATALOG}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


class StableCatalog(Catalog):
    """A catalogue whose bytes outlive upgrades of Babel: it does not say which one wrote it."""

    def _stable_headers(self) -> list[tuple[str, str]]:
        return [pair for pair in self._get_mime_headers() if pair[0] != "Generated-By"]

    mime_headers = property(_stable_headers, Catalog._set_mime_headers)


def updated(language: str) -> Catalog:
    """The catalogue of a language with today's messages; a new one is not translated yet."""
    known = read(language)
    made = StableCatalog(
        locale=language,
        project="sphinx-briefing",
        copyright_holder="the sphinx-briefing contributors",
        fuzzy=False,
        header_comment="# Words printed by sphinx-briefing.",
    )
    for name in ("creation_date", "revision_date"):  # a catalogue does not change by itself
        setattr(made, name, known.creation_date)
    made.mime_headers = [("Plural-Forms", known.plural_forms)]  # Babel's own change with the CLDR
    for message in messages():
        old = known.get(message)
        made.add(message, carried_over(old, message, made.num_plurals))
    return made


def carried_over(old: Message | None, message: Text, forms: int) -> str | tuple[str, ...]:
    """The translation of a message, with as many forms as the language has for its plural."""
    known = _forms_of(old) if old is not None else [""]
    return known[0] if isinstance(message, str) else tuple((known + [""] * forms)[:forms])


def _forms_of(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else [*(string or [""])]


def is_translated(message: Message) -> bool:
    """Whether a message has a translation, in each form that the language has for it."""
    return all(_forms_of(message))


def compiled(catalog: Catalog) -> bytes:
    """A catalogue in the form that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> None:
    """Update and compile every catalogue; say what is not translated."""
    for language in languages():
        catalog = updated(language)
        folder = LOCALE / language / "LC_MESSAGES"
        with (folder / f"{CATALOG}.po").open("wb") as file:
            write_po(file, catalog, width=96, sort_output=True)
        (folder / f"{CATALOG}.mo").write_bytes(compiled(catalog))
        missing = [
            str(message.id) for message in catalog if message.id and not is_translated(message)
        ]
        print(f"{language}: {len(messages())} messages, {len(missing)} not translated")
        for text in missing:
            print(f"  {text}")


if __name__ == "__main__":
    main()
