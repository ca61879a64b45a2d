"""Write the published schemas into the package: ``python -m tools.schemas``."""

from sphinx_briefing.schema import FOLDER, published


def main() -> None:
    """Write each schema that has changed."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in published().items():
        (FOLDER / name).write_bytes(text)


if __name__ == "__main__":
    main()
