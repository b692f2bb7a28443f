"""Whether the assistant knows an approved example already: it stands in a model, and that model is live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from web.review.models import Example, TrainedModel

NOT_YET, IN_A_MODEL, LIVE = "nog niet geleerd", "geleerd, nog niet live", "geleerd en live"


@dataclass(frozen=True)
class Learnt:
    """Since when the model that serves knows examples; None for a model that knows none."""

    live_since: datetime | None

    def state(self, example: Example) -> str:
        """How it stands with an example, in words for staff."""
        if example.written_at is None:
            return NOT_YET
        return LIVE if self.live_since and example.written_at <= self.live_since else IN_A_MODEL


def of(session: Session, serving: str | None) -> Learnt:
    """What the model with this name knows."""
    model = session.get(TrainedModel, serving) if serving else None
    return Learnt(model.made_at if model and model.examples else None)
