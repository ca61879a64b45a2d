"""Every configuration value of ours, declared once: default, what depends on it, what it may be.

They are checked in one place, before anybody reads them. What cannot be used is reported with the
name of the value, and its default is used instead.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from docutils.parsers.rst import directives, roles
from sphinx.config import Config
from sphinx.domains.std import StandardDomain
from sphinx.errors import ExtensionError

from ..diagnostics.log import warn_of_setting
from ..markings import OPEN, STRICTEST
from ..palette import HOUSE
from ..registry import OWN, RegistrationError, Registry, consistency
from ..vocabularies import PHIA_2025
from ..websites import BESIDE, WHERE_MADE, made_by_default
from . import ceilings, forms, shards
from .bundles import why_not

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from .forms import Form


AUTOLINK = ("first", "section", "all", "off")
"""How often a name in plain prose is linked."""

LEVELS = ("off", "note", "warning")


def unsourced_kinds(registry: Registry) -> dict[str, str]:
    """The kinds of record that may be reported as ``unsourced``, with their default levels."""
    return {
        kind: "warning" if record.needs_source else "off"
        for kind, record in registry.kinds.items()
        if record.rests_on
    }


def profiled_kinds(registry: Registry) -> list[str]:
    """The kinds that may have profiles, as the configuration names them."""
    return [record.plural for record in registry.kinds.values() if record.profiled]


def before_colons(registry: Registry) -> frozenset[str]:
    """The words that say a kind in front of a colon, and what kinds are called elsewhere."""
    kinds = registry.kinds.selectable.values()
    return frozenset(name for kind in kinds for name in (kind.kind_name, kind.plural)) | {"page"}


INDEXES = ["briefs", "topics", "actors", "commitments", "sources"]
"""What has an index of its own, as long as nobody says otherwise."""


def indexed_kinds(registry: Registry) -> list[str]:
    """The kinds that may have an index, as the configuration names them."""
    return ["briefs", *(record.plural for record in registry.kinds.values())]


FEEDS = ("atom", "calendar")

RAW_HTML = ("safe", "all")
"""What is done with HTML in pages."""

CODE, OUTSIDE_FILES, REMOTE_DATA, REMOTE_IMAGES = ALLOWED = (
    "code", "outside-files", "remote-data", "remote-images",
)  # fmt: skip
"""What pages may do where a house trusts all who write them."""

MARGINS = ("top", "bottom", "left", "right", "x", "y")
"""The margins of a page of a PDF; ``x`` is left and right, ``y`` top and bottom."""

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"text": "serif", "headings": "sans", "code": "mono"}
)
"""What families are chosen for, and how the template of PDFs calls it."""

WORDS_OF_PICTURES = ("none", "annex", "below")
"""Where the words of a picture stand, for readers of paper."""

URLS = ("footnote", "inline", "no")
"""Where the addresses of links are printed, for readers of paper."""

_COLOUR = forms.matching(
    re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"), 'a colour like "#1d3c63"'
)
_LENGTH = forms.matching(
    re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:mm|cm|in|pt)"), 'a length like "25mm"'
)
_FILE = forms.text_of("the path of a file")

Rebuild = Literal["", "env", "html"]
"""What a change makes anew: nothing that Sphinx knows of, all pages, the website."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A configuration value."""

    name: str
    default: Any
    form: Form
    rebuild: Rebuild
    help: str
    fallback: Any = None
    """What is used instead of a value that cannot be; by default the default."""

    @property
    def instead(self) -> Any:
        """A fresh copy of what is used where the value cannot be."""
        return deepcopy(self.default if self.fallback is None else self.fallback)


def _bundle(value: Any, problems: list[str]) -> Any:
    if why := why_not(value):
        raise ValueError(why)
    return value


def _bundle_name(key: Any) -> str:
    good = isinstance(key, str) and re.fullmatch(r"[^\W_][\w.-]*(?:/[^\W_][\w.-]*)*", key)
    return "" if good else "cannot be the name of a file; write letters, digits, '-' and '/'"


def settings_of(registry: Registry) -> tuple[Setting, ...]:
    """All of them, in the order of the manual, as a registry decides what they may be."""
    annexes, profiles = list(registry.annexes), profiled_kinds(registry)
    checks = registry.codes.switched
    by_kind = {"unsourced": unsourced_kinds(registry)}
    return (
        # -- what is read and printed
        Setting("briefing_autolink", "first", forms.autolink(*AUTOLINK), "env",
                "how plain prose is linked"),
        Setting("briefing_first_use", True, forms.flag, "env",
                "spell a name out at its first use on a page"),
        Setting("briefing_annexes", annexes, forms.words(*annexes), "env",
                "annexes of a brief, in order"),
        Setting("briefing_likelihood", PHIA_2025.name, forms.one_of(*registry.likelihoods), "env",
                "likelihood scale in force"),
        Setting("briefing_as_of", "", forms.day, "env",
                "day on which facts are judged outside briefs"),
        Setting("briefing_unmarked", OPEN, forms.marking, "env",
                "marking of pages and records that bear none", fallback=STRICTEST),
        Setting("briefing_audience", "", forms.audience, "",
                "the highest marking of what is read at all; empty: all is", fallback=OPEN),
        Setting("briefing_withheld", "withheld", forms.text_of("words"), "env",
                "what is printed in the place of a reference to what was taken out"),
        Setting("briefing_kinds", {}, forms.kinds, "env", "kinds of brief of your own"),
        Setting("briefing_picture_text", "annex", forms.one_of(*WORDS_OF_PICTURES), "env",
                "where the words of pictures stand on paper"),
        Setting("briefing_raw_html", "safe", forms.one_of(*RAW_HTML), "env",
                "what is done with HTML in pages"),
        Setting("briefing_allow", [], forms.words(*ALLOWED), "env",
                "what notes, briefs and registers may do besides"),
        Setting("briefing_houses", {}, forms.houses(before_colons(registry)), "",
                "ledgers of other houses, by name"),
        # -- what is checked
        Setting("briefing_checks", {}, forms.levels(checks, LEVELS, by_kind),
                "env", "levels of the checks"),
        Setting("briefing_stale_days", 365, forms.number("a number of days", 36_525), "env",
                "age from which a source is stale"),
        Setting("briefing_ceilings", {}, ceilings.table, "env",
                "what each level of confidence asks of the evidence"),
        Setting("briefing_report_cards", False, forms.flag, "env",
                "whether the report cards of briefs are written beside the ledger"),
        Setting("briefing_ledger_parquet", False, forms.flag, "",
                "whether tables of Parquet are written beside the ledger"),
        Setting("briefing_summary", False, forms.flag, "",
                "whether a build ends with a table of what is wrong"),
        Setting("briefing_sarif", "", _FILE, "", "SARIF file of what is wrong, beside the output"),
        Setting("briefing_shards", {}, shards.patterns, "",
                "the shards that a project is built in, with the patterns of their pages"),
        # -- websites
        Setting("briefing_cards", True, forms.flag, "html", "whether references have hover cards"),
        Setting("briefing_profiles", profiles, forms.words(*profiles), "html",
                "kinds that have profiles"),
        Setting("briefing_indexes", INDEXES, forms.words(*indexed_kinds(registry)), "html",
                "kinds that have an index, in the order of the masthead"),
        Setting("briefing_search", False, forms.flag, "html", "a search with facets"),
        Setting("briefing_feeds", [], forms.words(*FEEDS), "html", "feeds of the website"),
        Setting("briefing_feed_marking", OPEN, forms.marking, "html",
                "the highest marking of what feeds hold"),
        Setting("briefing_publish_snapshots", False, forms.flag, "html",
                "whether a website holds the snapshots of its sources"),
        Setting("briefing_linked_data", True, forms.flag, "html",
                "schema.org and OpenGraph on published pages"),
        Setting("briefing_cite", True, forms.flag, "env", "whether briefs say how to cite them"),
        Setting("briefing_files", made_by_default(), forms.words(*BESIDE), "html",
                "files of briefs that websites are built with"),
        Setting("briefing_pdf_link", WHERE_MADE, forms.link, "html",
                "when HTML pages of briefs link to their PDF"),
        Setting("briefing_docx_link", WHERE_MADE, forms.link, "html",
                "when HTML pages of briefs link to their Word file"),
        # -- paper; "" since none of these changes what is read from the sources
        Setting("briefing_pdf_template", "", _FILE, "", "a template.typ of your own"),
        Setting("briefing_pdf_fonts", [],
                forms.list_of("a list of folders", forms.text_of("a folder")),
                "", "folders with more fonts"),
        Setting("briefing_pdf_families", {},
                forms.dictionary(forms.keys(*FAMILIES), forms.names),
                "", "families of fonts that come first"),
        Setting("briefing_pdf_paper", "a4", forms.text_of("the name of a paper"), "",
                "paper, by its name in Typst"),
        Setting("briefing_pdf_margins", {}, forms.dictionary(forms.keys(*MARGINS), _LENGTH), "",
                "margins of a page"),
        Setting("briefing_pdf_colors", {}, forms.dictionary(forms.keys(*HOUSE), _COLOUR), "",
                "colours of the house style"),
        Setting("briefing_pdf_logo", "", _FILE, "", "a picture in the header of the first page"),
        Setting("briefing_pdf_urls", "footnote", forms.one_of(*URLS), "",
                "where addresses are printed"),
        Setting("briefing_pdf_bundles", {}, forms.dictionary(_bundle_name, _bundle), "",
                "dossiers of several briefs"),
        Setting("briefing_docx_reference", "", _FILE, "", "a Word file with your styles"),
    )  # fmt: skip


def read(setting: Setting, value: object) -> tuple[Any, list[str]]:
    """The part of a value that can be used, and the problems with the rest."""
    problems: list[str] = []
    try:
        return setting.form(value, problems), problems
    except ValueError as error:
        instead = setting.instead
        return instead, [f"{error}; {forms.quoted(instead)} is used"]


def freeze(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited`` first: let nobody add anything any more.

    What extensions hand over in what their ``setup()`` returns is added before.
    """
    registry = registry_of(config)
    try:
        for name, extension in app.extensions.items():
            added: Any = extension.metadata.get(OWN, ())
            if not isinstance(added, (list, tuple)):
                raise RegistrationError(
                    f"setup() of {name} returns {{{OWN!r}: {added!r}}}; write a list of kinds"
                )
            for kind in added:
                registry.add_kind(kind, by=name)
        conf = Path(app.confdir, "conf.py")
        registry.freeze(conf, list(config.values))
        consistency.look(registry, names_of_others())
    except RegistrationError as error:
        raise ExtensionError(f"{OWN}: {error}") from None


def names_of_others() -> Mapping[str, str]:
    """The directives and roles that pages write without a prefix and that are not ours."""
    std, all_roles, all_directives = StandardDomain, vars(roles), vars(directives)
    known_roles = (std.roles, all_roles["_role_registry"], all_roles["_roles"])
    known = (std.directives, all_directives["_directive_registry"], all_directives["_directives"])
    return {
        **{name: f"a role {{{name}}}" for found in known_roles for name in found},
        **{name: f"a directive {{{name}}}" for found in known for name in found},
    }


def validate(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: report what cannot be used, and put what is used in its place."""
    given = config._raw_config.keys() | config.overrides.keys()
    for setting in settings_of(registry_of(config)):
        if setting.name not in given:
            # What others have added belongs to the defaults, too.
            if config[setting.name] != setting.default:
                config[setting.name] = deepcopy(setting.default)
            continue
        value, problems = read(setting, config[setting.name])
        for problem in problems:
            warn_of_setting(setting.name, problem)
        written = config[setting.name]
        if problems or type(value) is not type(written) or value != written:
            config[setting.name] = value


_REGISTRIES: WeakKeyDictionary[Config, Registry] = WeakKeyDictionary()
"""Each build has a registry of its own, and tests run many builds in one process."""


def registry_of(config: Config) -> Registry:
    """The registry of a build, found by its configuration."""
    return _REGISTRIES[config]


def setup(app: Sphinx, registry: Registry) -> None:
    """Add the configuration values.

    :param registry: that of the build, in which the toolkit has entered its own things.
    """
    _REGISTRIES[app.config] = registry
    for setting in settings_of(registry):
        app.add_config_value(
            setting.name, setting.default, setting.rebuild, type(setting.default), setting.help
        )
    app.connect("config-inited", freeze, priority=100)
    app.connect("config-inited", validate, priority=200)  # before any other looks at them
