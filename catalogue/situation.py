"""What is known of a visitor, and what follows from it about what may be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from catalogue.matches import TWINS
from vocabulary import avoid, conditions, municipalities, people


@dataclass(frozen=True)
class Situation:
    """A question to the catalogue. Empty or None is 'not known'; the first need weighs most.

    `conditions` are those of the person who is ill: the visitor, or the one they care for. `exclude` are slugs already
    shown or refused, `refused_kinds` kinds the visitor does not want. `avoid` holds what they do not want in an
    instrument (codes of `vocabulary.avoid`, told from a record by `avoid.py`):

    online: it is only there on a screen · groep: a course, a group, meeting others · kosten: not free, or not known to
    be · verwijzing: a referral or indication is needed · bellen: there is no way but the telephone · lezen: it is to be
    read · ver: one has to go there, and not in one's own municipality · praten: treatment, guidance, a listening ear.
    """

    needs: tuple[str, ...]
    audience: str | None = None
    conditions: tuple[str, ...] = ()
    region: str | None = None
    age: int | None = None
    carer_groups: tuple[str, ...] = ()
    exclude: frozenset[str] = frozenset()
    refused_kinds: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    region_presumed: bool = False
    """The website told the region, not the visitor: whether that is near them nobody knows."""


def tidy(situation: Situation) -> Situation:
    """The situation in the catalogue's own spelling. Somebody in a group of carers is a carer unless told otherwise."""
    region = _canonical().get(situation.region.casefold().strip()) if situation.region else None
    groups = tuple(dict.fromkeys(group.casefold() for group in situation.carer_groups))
    return replace(
        situation,
        needs=tuple(dict.fromkeys(situation.needs)),
        audience=situation.audience or ("mantelzorger" if groups else None),
        conditions=tuple(dict.fromkeys(name.casefold().strip() for name in situation.conditions if name)),
        region=region,
        carer_groups=groups,
        avoid=situation.avoid & avoid.load().keys(),
    )


def illnesses_of(situation: Situation) -> dict[str, int]:
    """The illnesses an instrument may be bound to, each with its distance to what was said (0 = just that one).

    Somebody with borstkanker fits what is for kanker; somebody with diabetes does not get what is for type 1 only.
    """
    said = (*situation.conditions, *(group for group in situation.carer_groups if group in conditions.load()))
    distances: dict[str, int] = {}
    for name in said:
        for distance, illness in enumerate(conditions.with_groups(name)):
            distances[illness] = min(distance, distances.get(illness, distance))
    return distances


def groups_of(situation: Situation) -> tuple[str, ...]:
    """The groups of carers the visitor belongs to: those said, and those that follow from whom they care for."""
    if situation.audience not in TWINS:
        return situation.carer_groups
    follows = (illness for illness in illnesses_of(situation) if illness in people.carer_groups())
    return tuple(dict.fromkeys((*situation.carer_groups, *follows)))


@cache
def _canonical() -> dict[str, str]:
    return {name.casefold(): name for name in municipalities.names()}
