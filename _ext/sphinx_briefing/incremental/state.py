"""A hash of all that a build knows, by which it sees whether anything has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import domain_of
from . import inventories

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def state_of(env: BuildEnvironment) -> str:
    """A hash of all that was read, and of what this build sees of it."""
    domain = domain_of(env)
    foreign = inventories.digest_of(env, domain.data["inventories"]) + domain.outside
    made = [sorted(found.items()) or "" for found in (domain.unmade, domain.published)]
    return f"{domain.derived.get('state', '')}{domain.view}{foreign}{made[0]}{made[1]}"
