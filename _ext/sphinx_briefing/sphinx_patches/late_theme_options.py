"""No word of changed settings where only the theme has not been loaded yet.

Sphinx loads a theme that is a package of its own after it has compared the configuration with that
of the last build. What such a theme adds (Furo: ``pygments_dark_style``) is then in the one and
not in the other, and every build would begin with news of a change that nobody made. Real changes
are said, and what they make outdated is read again, as ever.

Works round: ``Sphinx._init_env`` compares the configuration in ``BuildEnvironment.setup``, and
``StandaloneHTMLBuilder.init`` loads the extension of the theme later. No issue is known.
Seen in: Sphinx 8.2 and 9.0, with Furo 2025.12.
Can go when: a second build with Furo says nothing of ``pygments_dark_style``.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from sphinx.locale import __

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_LOGGER = "sphinx.sphinx.environment"
_MESSAGES = (
    "The configuration has changed (1 option: %r)",
    "The configuration has changed (%d options: %s)",
)
"""What Sphinx says; its words are translated into the language of the console."""


class _LateSettings(logging.Filter):
    """Lets all messages pass but that one."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def filter(self, record: logging.LogRecord) -> bool:
        """Look at what Sphinx says of the configuration."""
        if record.msg not in map(str, map(__, _MESSAGES)):
            return True
        *count, options = record.args if isinstance(record.args, tuple) else ()
        names = re.findall(r"'(\w+)'", str(options)) if count else [str(options)]
        is_whole = not count or count[0] == len(names)
        return not is_whole or any(name in self._config for name in names)


def begin(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: look at messages of this build from now on."""
    forget()
    logging.getLogger(_LOGGER).addFilter(_LateSettings(config))


def end(app: Sphinx) -> None:
    """Handle ``builder-inited``: the theme is there now."""
    forget()


def forget() -> None:
    """Let all messages pass again."""
    logger = logging.getLogger(_LOGGER)
    for found in [item for item in logger.filters if isinstance(item, _LateSettings)]:
        logger.removeFilter(found)


def setup(app: Sphinx) -> None:
    """Stand between the two events."""
    app.connect("config-inited", begin)
    app.connect("builder-inited", end)
