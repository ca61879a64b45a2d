"""Which code of the toolkit reads pages: found by following its imports."""

from sphinx_briefing import code_digest
from tests.unit.test_layers import inner

NAME = code_digest.NAME


def test_imports_are_those_of_the_code() -> None:
    expected: dict[str, set[str]] = {module: set() for module in code_digest.modules()}
    for found in inner():
        if not found.is_for_types:
            importer, imported = (
                f"{NAME}.{name}".rstrip(".") for name in (found.importer, found.imported)
            )
            expected[importer].add(imported)
    assert {name: code_digest.imported_by(name) for name in expected} == expected


def test_what_a_module_needs_is_followed_to_the_end() -> None:
    found = code_digest.reached([f"{NAME}.ledger.names"])
    assert {f"{NAME}.records.fields", f"{NAME}.records.kinds", f"{NAME}.vocabularies"} <= found
    assert NAME not in found
    assert not any(name.startswith(f"{NAME}.domain") for name in found)


def test_the_version_changes_with_what_is_reached() -> None:
    one = code_digest.version_of([f"{NAME}.vocabularies"])
    assert one == code_digest.version_of(iter([f"{NAME}.vocabularies"]))
    assert one != code_digest.version_of([f"{NAME}.vocabularies", f"{NAME}.files"])
    assert 0 < one < 2**48  # scripts read it in the search index
