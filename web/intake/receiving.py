"""Take a file that was sent, judge its rows beside the catalogue, and keep them until somebody says yes or no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread
from anyio import CapacityLimiter
from sqlalchemy.orm import Session

from catalogue.transfer import waiting
from catalogue.transfer.table_rows import Known, Row, judge, read_table
from catalogue.transfer.waiting import Author
from web.staff.desk import Desk
from web.staff.people import Colleague

Write = Callable[[Callable[[Session], Any]], Awaitable[Any]]
"""A way to the database: `write` of a desk, or of a Database."""
_AT_ONCE = 400
_ONE = CapacityLimiter(1)
"""One file is read at a time: it takes a processor for seconds, and talks go before."""


def author_of(who: Colleague) -> Author:
    """Who brings the file; the rights as one text, to see whether they changed before the yes."""
    return Author(who.id, who.name, "|".join((who.role, str(who.bouwsteen or ""), *sorted(who.regions))))


def shown_name(name: str | None) -> str:
    """The name of a file as it may be kept and shown: no folders, nothing hidden, not too long."""
    last = re.split(r"[/\\]", name or "")[-1]
    plain = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return " ".join(plain.split())[-100:] or "bestand"


async def receive(desk: Desk, who: Colleague, content: bytes, name: str) -> str:
    """Judge a file and keep its rows; gives the id of the import. Raises RecordError when it cannot be read, and
    UnavailableError."""
    table = await _in_thread(lambda: read_table(content, name))
    known: dict[str, Known] = {}
    wanted = sorted(table.slugs())
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        known |= await desk.read(lambda session, part=part: waiting.known_of(session, part))  # type: ignore[misc]
    taken = await desk.read(waiting.all_slugs)
    rows = await _in_thread(
        lambda: judge(table, known, taken, lambda view: who.may_change(view.bouwstenen, view.regions))
    )
    return await keep(desk.write, author_of(who), name, table.notes, rows)


async def keep(write: Write, author: Author, name: str, notes: Sequence[str], rows: Sequence[Row]) -> str:
    """Keep judged rows as an import that waits for a yes; gives its id. Raises what `write` raises."""
    now = datetime.now(UTC)
    import_id: str = await write(lambda session: waiting.start(session, author, name, notes, now))
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]

        def work(session: Session, part: Sequence[Row] = part) -> None:
            waiting.keep(session, import_id, part)

        await write(work)
    await write(lambda session: waiting.ready(session, import_id))
    return import_id


async def _in_thread(work: Callable[[], Any]) -> Any:
    return await anyio.to_thread.run_sync(work, limiter=_ONE)
