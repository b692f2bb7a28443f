"""What can be chosen in the forms of the chain, as (value, label) pairs, and the words for what was chosen."""

from __future__ import annotations

from functools import cache

from catalogue.chain import ROLES
from vocabulary import bouwstenen, conditions, municipalities, people

EVERYWHERE = "heel Nederland"
Options = list[tuple[str, str]]


@cache
def regions() -> Options:
    """Every municipality."""
    return [(name, name) for name in sorted(municipalities.names(), key=str.casefold)]


@cache
def illnesses() -> Options:
    """Every illness."""
    return [(name, name) for name in sorted(conditions.load())]


@cache
def building_blocks() -> Options:
    """The seven bouwstenen."""
    return [(str(one.number), f"{one.number} {one.name}") for one in bouwstenen.load().values()]


@cache
def audiences() -> Options:
    """Whom a role can be there for."""
    return list(people.audiences().items())


def role_names() -> Options:
    """The roles that belong to a region."""
    return [(role, role) for role in ROLES]
