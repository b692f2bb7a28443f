"""Find the instrument of an id of HSDS. The id is made of the slug and no way leads back, so what was made is kept."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.transfer.hsds import service_id
from web.instruments import fresh


class ServiceIds:
    """The slugs by id, of all records whatever their status; a slug never changes, so what is known stays true.

    All slugs are read when an id is not known and the catalogue changed since they were read last: at 100,000 records
    the first time takes a second, and later only what is new is reckoned.
    """

    def __init__(self) -> None:
        self._slugs: dict[str, str] = {}
        self._state: str | None = None
        self._lock = Lock()

    def slug_of(self, session: Session, wanted: str) -> str | None:
        """The slug that `wanted` was made of; None when there is none. Whether it may be shown is another question."""
        with self._lock:
            if wanted not in self._slugs and (state := fresh.state(session)) != self._state:
                known = set(self._slugs.values())
                new = [slug for slug in session.scalars(select(Instrument.slug)) if slug not in known]
                self._slugs |= {service_id(slug): slug for slug in new}
                self._state = state
            return self._slugs.get(wanted)
