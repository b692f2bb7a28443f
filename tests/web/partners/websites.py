"""Websites in the database of a test, as the desk would have put them there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.web.staff.login import in_database
from web.partners import store
from web.partners.record import Partner


def put_website(database_url: str, **record: Any) -> Partner:
    """Keep a website, new or changed; `key` must be there, all else has a value of its own when it is left out.

    A gateway that runs knows it after a few seconds; one that starts knows it at once.
    """
    partner = Partner.model_validate({"name": f"Website {record['key']}", **record})

    def work(session: Session) -> None:
        kept = store.find(session, partner.key)
        store.put(session, partner, kept.version if kept else 0, "test", datetime.now(UTC))

    in_database(database_url, work)
    return partner
