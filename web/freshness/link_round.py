"""Check all links in the background: each finding is written by itself, so that talks go on meanwhile.

That a site is silent is only written at the end of the round: when nearly all are, it says nothing about the sites.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from catalogue.links import findings
from catalogue.links.checker import Checker, Outcome
from catalogue.links.outage import Outage
from catalogue.links.rounds import check_all
from catalogue.search import today_here
from web.database import Database, UnavailableError
from web.staff.jobs import Progress, Work

KIND = "linkcontrole"
DOWN = (
    "Bijna geen enkele site gaf antwoord. Dat ligt vast aan de verbinding van deze server. De controle is gestopt. "
    "Een site die geen antwoord gaf, is niet als kapot genoteerd; wat daar eerder over bekend was, staat er nog."
)
"""Why a round was stopped."""


def work(database: Database, checker: Checker, pause: float) -> Work:
    """One round along every address that visitors may be shown."""

    async def go(progress: Progress) -> None:
        addresses = await database.read(lambda session: findings.addresses(session, today_here()))
        progress.total = len(addresses)
        stop = threading.Event()
        outage = Outage()
        silent: list[tuple[str, Outcome]] = []
        unsaved = 0

        async def keep(one: tuple[str, Outcome]) -> None:
            nonlocal unsaved
            try:
                await _keep(database, one, addresses[one[0]])
            except UnavailableError:
                unsaved += 1

        found = check_all(addresses, checker.check, stop, pause=pause)
        try:
            while not outage.evident and (one := await asyncio.to_thread(_next, found)):
                outage.note(*one)
                if one[1].answered:
                    await keep(one)
                else:
                    silent.append(one)
                progress.done += 1
        finally:
            stop.set()  # what is under way ends within its own time; nothing new is visited
        if outage.likely:
            progress.trouble = DOWN
        else:
            for one in silent:
                await keep(one)
        if unsaved:
            progress.notes.append(f"{unsaved} bevindingen zijn niet bewaard: de database gaf geen antwoord.")

    return go


async def _keep(database: Database, found: tuple[str, Outcome], slugs: list[str]) -> None:
    (url, outcome), now = found, datetime.now(UTC)

    def write(session: Session) -> None:
        findings.keep(session, url, slugs, outcome, now)

    await database.write(write)


def _next(found: Iterator[tuple[str, Outcome]]) -> tuple[str, Outcome] | None:
    return next(found, None)
