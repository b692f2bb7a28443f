"""Import a folder of YAML files: everything or nothing, and the same again changes nothing.

A folder holds `instruments/*.yml`, and where wanted `partners.yml` and `roles.yml`. All is read and checked before
the first row is touched, so that staff get every problem at once and the catalogue stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.chain import Partner, PartnerView, Role, RoleView, parse_partner, parse_role
from catalogue.editing.store import put_all
from catalogue.fields import Raw
from catalogue.models import Instrument
from catalogue.problems import Problem, RecordError, Where
from catalogue.record import InstrumentView, parse_record
from catalogue.transfer.marked_yaml import read_records

SEED = Path(__file__).resolve().parents[1] / "seed"
"""The records the catalogue begins with."""
BY = "opdrachtregel"
"""Whose work an import is in the history: who runs a command has no account at the desk."""
View = TypeVar("View")


class Row(Protocol[View]):
    """A table row that takes over a whole record and gives it back."""

    def fill(self, view: View) -> None: ...
    def view(self) -> View: ...


@dataclass
class Report:
    """What an import did, as slugs (roles: role and region)."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    def note(self, name: str, before: object, after: object) -> bool:
        """Write down one record; True when there is something to store."""
        place = self.added if before is None else self.unchanged if before == after else self.changed
        place.append(name)
        return before != after


@dataclass(frozen=True)
class Folder:
    """The records of a folder, checked each by itself and together."""

    instruments: tuple[InstrumentView, ...]
    partners: tuple[PartnerView, ...]
    roles: tuple[RoleView, ...]


def import_yaml(session: Session, folder: Path, only_new: bool = False) -> Report:
    """Add or update all records of a folder by slug. The caller commits. The history of each instrument tells of it.

    With `only_new` records that exist already stay as they are, so that what staff changed is not undone by the seed.
    Records that are not in the folder stay. Raises RecordError with every problem, before anything is written.
    """
    records = read_folder(folder, {slug for (slug,) in session.execute(select(Partner.slug))})
    report = Report()
    for partner in records.partners:
        _store(session, session.get(Partner, partner.slug), Partner, partner, partner.slug, report, only_new)
    session.flush()
    roles = {row.view().key: row for row in session.scalars(select(Role))}
    for role in records.roles:
        name = " ".join((role.role, role.region or "landelijk", *role.audiences))
        _store(session, roles.get(role.key), Role, role, name, report, only_new)
    wanted = records.instruments
    if only_new:
        there = set(session.scalars(select(Instrument.slug)))
        report.unchanged += [view.slug for view in wanted if view.slug in there]
        wanted = tuple(view for view in wanted if view.slug not in there)
    done = put_all(session, wanted, by=BY, now=datetime.now(UTC), what="beginvoorraad" if only_new else "invoer")
    for slug, outcome in done.items():
        getattr(report, outcome).append(slug)
    return report


def read_folder(folder: Path, known_partners: set[str] | None = None) -> Folder:
    """Read and check a folder without a database. Raises RecordError with every problem in every file."""
    files = sorted((folder / "instruments").glob("*.yml"))
    if not files:
        raise RecordError([Problem(str(folder), 0, "", "in deze map staat geen instruments/*.yml")])
    problems: list[Problem] = []
    instruments = [one for path in files for one in _read(path, folder, parse_record, problems)]
    partners = _read(folder / "partners.yml", folder, parse_partner, problems)
    roles = _read(folder / "roles.yml", folder, parse_role, problems)
    _once(((view.slug, where) for view, where in instruments), "slug", problems)
    _once(((view.slug, where) for view, where in partners), "slug", problems)
    _once(((view.key, where) for view, where in roles), "role", problems)
    partner_slugs = {view.slug for view, _ in partners} | (known_partners or set())
    for view, where in roles:
        if view.partner and view.partner not in partner_slugs:
            problems.append(where.problem("partner", f"'{view.partner}' is geen bekende ketenpartner"))
    if problems:
        raise RecordError(sorted(problems))
    return Folder(
        instruments=tuple(view for view, _ in instruments),
        partners=tuple(view for view, _ in partners),
        roles=tuple(view for view, _ in roles),
    )


def _read(
    path: Path, folder: Path, parse: Callable[[Raw, Where], View], problems: list[Problem]
) -> list[tuple[View, Where]]:
    if not path.exists():
        return []
    raws, broken = read_records(path, path.relative_to(folder).as_posix())
    problems += broken
    found = []
    for raw, where in raws:
        try:
            found.append((parse(raw, where), where))
        except RecordError as error:
            problems += error.problems
    return found


def _once(keys: Iterable[tuple[Hashable, Where]], name: str, problems: list[Problem]) -> None:
    seen: dict[Hashable, Where] = {}
    for key, where in keys:
        if key in seen:
            first = seen[key]
            problems.append(where.problem(name, f"dit record staat er al, in {first.file} op regel {first.line}"))
        seen.setdefault(key, where)


def _store(
    session: Session,
    row: Row[View] | None,
    make: Callable[[], Row[View]],
    view: View,
    name: str,
    report: Report,
    only_new: bool,
) -> None:
    before = row.view() if row else None
    if row and only_new:
        report.unchanged.append(name)
    elif report.note(name, before, view):
        row = row or make()
        row.fill(view)
        session.add(row)
