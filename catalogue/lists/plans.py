"""Make, change and remove a plan: one ketenaanpak with its name and municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.fields import Fields, Raw
from catalogue.lists.layout import DONE
from catalogue.lists.models import ChainPlan, ChainPlanRegion, ChainRow
from catalogue.problems import RecordError, Where
from vocabulary import municipalities


@dataclass(frozen=True)
class PlanFields:
    """What somebody fills in about a plan itself."""

    name: str
    regions: tuple[str, ...]
    national: bool = False


@dataclass(frozen=True)
class PlanView:
    """A plan, detached from the database."""

    id: int
    name: str
    regions: tuple[str, ...]
    national: bool
    version: int
    actions_at: datetime | None


class PlanConflictError(Exception):
    """Somebody else changed the plan meanwhile; nothing was changed."""

    def __init__(self, kept: PlanView) -> None:
        super().__init__(kept.id)
        self.kept = kept


def parse_plan(raw: Raw) -> PlanFields:
    """Read what was filled in. Raises RecordError with every problem."""
    take = Fields(raw, Where())
    take.only(("name", "regions", "national"))
    fields = PlanFields(
        name=take.text("name", 120, required=True) or "",
        regions=tuple(sorted(take.labels("regions", municipalities.names(), required=True))),
        national=take.flag("national"),
    )
    if take.problems:
        raise RecordError(take.problems)
    return fields


def plans(session: Session) -> list[PlanView]:
    """All plans, by name."""
    return [_view(plan) for plan in session.scalars(select(ChainPlan).order_by(ChainPlan.name, ChainPlan.id))]


def find(session: Session, plan_id: int) -> PlanView | None:
    """A plan, or None when it is not there."""
    plan = session.get(ChainPlan, plan_id)
    return _view(plan) if plan else None


def create(session: Session, fields: PlanFields) -> PlanView:
    """A new plan with empty lists. The caller commits."""
    plan = ChainPlan(version=1)
    _fill(plan, fields)
    session.add(plan)
    session.flush()
    return _view(plan)


def change(session: Session, plan_id: int, fields: PlanFields, expected: int) -> PlanView:
    """Change a plan that still has the `expected` version. Raises PlanConflictError, KeyError when it is gone."""
    plan = session.scalar(select(ChainPlan).where(ChainPlan.id == plan_id).with_for_update())
    if plan is None:
        raise KeyError(plan_id)
    if plan.version != expected:
        raise PlanConflictError(_view(plan))
    _fill(plan, fields)
    plan.version += 1
    session.flush()
    return _view(plan)


def remove(session: Session, plan_id: int) -> PlanView | None:
    """Take a plan away with all that stands in its lists; gives what it was, None when it was gone already."""
    plan = session.get(ChainPlan, plan_id)
    if plan is None:
        return None
    was = _view(plan)
    session.execute(delete(ChainRow).where(ChainRow.plan_id == plan_id))
    session.delete(plan)
    session.flush()
    return was


def overdue(session: Session, today: date) -> dict[int, int]:
    """How many actions of each plan are past their day and not done; plans without any are left out."""
    found: dict[int, int] = {}
    for plan_id, cells in session.execute(select(ChainRow.plan_id, ChainRow.cells).where(ChainRow.list == "acties")):
        if is_late(cells, today):
            found[plan_id] = found.get(plan_id, 0) + 1
    return found


def is_late(cells: dict[str, str], today: date) -> bool:
    """Whether an action is past its day and not done."""
    return bool(cells.get("wanneer")) and cells["wanneer"] < today.isoformat() and cells.get("status") != DONE


def _fill(plan: ChainPlan, fields: PlanFields) -> None:
    plan.name, plan.national = fields.name, fields.national
    kept = {item.value: item for item in plan.regions}
    plan.regions = [kept.get(name) or ChainPlanRegion(value=name) for name in fields.regions]


def _view(plan: ChainPlan) -> PlanView:
    regions = tuple(sorted(item.value for item in plan.regions))
    return PlanView(plan.id, plan.name, regions, plan.national, plan.version, plan.actions_at)
