"""Read the situations of `evaluation/ranking.yml`, and say exactly where that file is broken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.fields import Fields
from catalogue.problems import RecordError, Where
from catalogue.record import ACCESS, InstrumentView
from catalogue.search import Situation
from catalogue.transfer.marked_yaml import read_records
from vocabulary import avoid, conditions, kinds, municipalities, needs, people

FILE = Path(__file__).resolve().parents[2] / "evaluation" / "ranking.yml"
FIELDS = ("who", "asks", "first", "within", "never", "missed")
ASKS = ("needs", "audience", "conditions", "region", "age", "carer_groups", "exclude", "refused_kinds", "avoid")
PROPERTIES: Mapping[str, Collection[str] | None] = {
    "kind": kinds.load(),
    "need": needs.load(),
    "audience": people.audiences(),
    "condition": conditions.load(),
    "region": municipalities.names(),
    "carer_group": people.carer_groups(),
    "access": ACCESS,
    "cost": None,
}
"""What a suggestion can be known by, with the values there are; None is free text."""
FLAGS = ("person", "national")


@dataclass(frozen=True)
class Kind:
    """What a suggestion is known by: its slug, or properties that must all hold."""

    slug: str | None
    properties: Mapping[str, frozenset[str]]
    flags: Mapping[str, bool]

    def fits(self, view: InstrumentView) -> bool:
        """Whether a record is one of these."""
        if self.slug is not None:
            return view.slug == self.slug
        there = {
            "kind": {view.instrument_kind},
            "need": set(view.needs),
            "audience": set(view.audiences),
            "condition": set(view.conditions),
            "region": set(view.regions),
            "carer_group": set(view.carer_groups),
            "access": {view.access},
            "cost": {view.cost or ""},
        }
        flags = {"person": view.leads_to_a_person, "national": not view.regions}
        return all(values & there[name] for name, values in self.properties.items()) and all(
            flags[name] == value for name, value in self.flags.items()
        )


@dataclass(frozen=True)
class Expectation:
    """A situation with what should come of it; each of `within` is a choice of which one must be there."""

    line: int
    who: str
    situation: Situation
    first: tuple[Kind, ...]
    within: tuple[tuple[Kind, ...], ...]
    never: tuple[Kind, ...]
    missed: str | None


def read(slugs: Collection[str], path: Path = FILE) -> list[Expectation]:
    """All situations. Raises RecordError, with file and line, when one is broken or names a slug that is not there."""
    found, problems = read_records(path, path.name)
    result = []
    for raw, where in found:
        try:
            result.append(_Reader(slugs, raw, where).expectation())
        except RecordError as error:
            problems = [*problems, *error.problems]
    if problems:
        raise RecordError(sorted(problems))
    return result


class _Reader:
    """One situation. It tells everything that is wrong with it before it gives up."""

    def __init__(self, slugs: Collection[str], raw: Mapping[str, object], where: Where) -> None:
        self.slugs, self.raw, self.line = slugs, raw, where.line
        self.take = Fields(raw, where)

    def expectation(self) -> Expectation:
        self.take.only(FIELDS)
        result = Expectation(
            line=self.line,
            who=self.take.text("who", 200, required=True) or "",
            situation=self._situation(),
            first=self._kinds("first", self._items("first")),
            within=tuple(
                self._kinds("within", item if isinstance(item, list) else [item]) for item in self._items("within")
            ),
            never=self._kinds("never", self._items("never")),
            missed=self.take.text("missed", 300),
        )
        if self.take.problems:
            raise RecordError(sorted(self.take.problems))
        return result

    def _situation(self) -> Situation:
        asks = self.take.group("asks")
        asks.only(ASKS)
        return Situation(
            needs=asks.labels("needs", needs.load()),
            audience=asks.choice("audience", people.audiences()),
            conditions=asks.labels("conditions", conditions.load()),
            # A place that is no municipality is a situation too.
            region=asks.text("region", 60),
            age=asks.number("age", 0, 120),
            carer_groups=asks.labels("carer_groups", people.carer_groups()),
            exclude=frozenset(asks.labels("exclude", self.slugs)),
            refused_kinds=frozenset(asks.labels("refused_kinds", kinds.load())),
            avoid=frozenset(asks.labels("avoid", avoid.load())),
        )

    def _items(self, field: str) -> Sequence[object]:
        value = self.raw.get(field)
        if isinstance(value, list) and value:
            return value
        self.take.wrong(field, "moet een lijst zijn waarin iets staat")
        return []

    def _kinds(self, field: str, items: Sequence[object]) -> tuple[Kind, ...]:
        return tuple(self._kind(field, item) for item in items)

    def _kind(self, field: str, item: object) -> Kind:
        if isinstance(item, str):
            self._known(field, [item], self.slugs)
            return Kind(item, {}, {})
        if not isinstance(item, dict) or not item:
            self.take.wrong(field, f"'{item}' is geen slug en heeft geen eigenschappen")
            return Kind("", {}, {})
        flags = {name: item[name] for name in FLAGS if isinstance(item.get(name), bool)}
        properties = {
            name: frozenset(map(str, value if isinstance(value, list) else [value]))
            for name, value in item.items()
            if name not in flags
        }
        self._known(field, properties, PROPERTIES)
        for name, values in properties.items():
            if (labels := PROPERTIES.get(name)) is not None:
                self._known(field, values, labels)
        return Kind(None, properties, flags)

    def _known(self, field: str, values: Collection[object], known: Collection[str]) -> None:
        for value in values:
            if value not in known:
                self.take.wrong(field, f"'{value}' bestaat niet")
