"""The inputs of all files of a format, besides their pages: configuration, versions, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from ...incremental.config_digest import stable

if TYPE_CHECKING:
    from sphinx.config import Config

_NAMES = ("html_baseurl", "html_file_suffix", "html_link_suffix", "pygments_style")


def common_inputs(config: Config, packages: Iterable[str], prefix: str) -> Iterator[bytes]:
    """Yield the settings that all formats heed, those of one format, and versions of packages.

    :param prefix: what the names of the settings of the format begin with.
    """
    for name in _NAMES:
        yield f"{name}={config[name]}".encode()
    for package in packages:
        yield f"{package} {_version_of(package)}".encode()
    for setting in sorted(config, key=lambda setting: setting.name):
        if setting.name.startswith(prefix) and not setting.name.endswith("_link"):
            yield f"{setting.name}={stable(setting.value)}".encode()


def fingerprint(path: Path) -> bytes:
    """Return what tells one state of a file from another."""
    return path.name.encode() + hashlib.sha256(path.read_bytes()).digest()


def _version_of(package: str) -> str:
    """Return the version of a package; empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
