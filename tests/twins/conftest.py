"""A reader of texts for all tests of what is left of them."""

from io import StringIO

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_briefing.audiences.marked import MarkedTextReader

from .corpora import CONF, write


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> MarkedTextReader:
    """A reader of texts, configured as all the corpora are."""
    root = tmp_path_factory.mktemp("reader")
    write(root, {"conf.py": CONF.encode(), "index.md": b"# Start\n"})
    with patch_docutils(root), docutils_namespace():
        app = Sphinx(root, root, root / "out", root / "doctrees", "dummy", None, None, StringIO())
    return MarkedTextReader(app.config)
