"""Every version of the widget that this service served: the one of today from its file, earlier ones from the database.

A website may ask for one version with a checksum, and must keep getting just those bytes after this service has a newer
one. So a version is kept as soon as it is there, and never changed or thrown away.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import anyio.to_thread
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from web.database import Database, UnavailableError
from web.partners.models import WidgetVersion
from web.partners.widget import Widget

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds after which a widget that was built anew, or that a silent database did not take, is kept."""


@dataclass(frozen=True)
class Built:
    """One version: which it is, its bytes, and the same made small for browsers that take it so."""

    widget: Widget
    content: bytes
    small: bytes

    @classmethod
    def of(cls, content: bytes) -> Built:
        """The version that these bytes are."""
        return cls(Widget.of(content), content, gzip.compress(content, 9, mtime=0))


class Versions:
    """The versions of the widget whose newest stands in `file`."""

    def __init__(self, file: Path, database: Database) -> None:
        self._file, self._database = file, database
        self._seen: tuple[int, int] | None = None
        self._newest: Built | None = None
        self._known: dict[str, Built] = {}
        self._kept: set[str] = set()
        self._failed = False

    @property
    def widget(self) -> Widget | None:
        """The newest version as a website may name it with its checksum; None when it is not in the database yet."""
        newest = self._newest
        return newest.widget if newest and newest.widget.version in self._kept else None

    async def newest(self) -> Built | None:
        """The version of today; None when there is no file."""
        return await anyio.to_thread.run_sync(self._look)

    async def at_hand(self, version: str) -> Built | None:
        """The version with this name without asking the database: today's, or one that was asked for before."""
        newest = await self.newest()
        if newest is not None and newest.widget.version == version:
            return newest
        return self._known.get(version)

    async def find(self, version: str) -> Built | None:
        """The version with this name; None when this service never served it. Raises UnavailableError."""
        content = await self._database.read(lambda session: _content(session, version))
        if content is None:
            return None
        return self._known.setdefault(version, Built.of(content))

    async def keep(self) -> None:
        """Keep the newest version in the database. One that is silent takes it later."""
        newest = await self.newest()
        if newest is None or newest.widget.version in self._kept:
            return
        try:
            await self._database.write(lambda session: _keep(session, newest.content, datetime.now(UTC)))
        except IntegrityError:
            pass  # another process kept it at the same moment
        except (UnavailableError, SQLAlchemyError) as problem:
            if not self._failed:
                log.error("the newest version of the widget could not be kept: %s", type(problem).__name__)
            self._failed = True
            return
        self._failed = False
        self._kept.add(newest.widget.version)

    async def run(self) -> None:
        """Keep what is newest until it is cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            await self.keep()

    def _look(self) -> Built | None:
        try:
            stat = self._file.stat()
            seen = (stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._newest, self._seen = Built.of(self._file.read_bytes()), seen
        except OSError as problem:
            log.error("the widget was not built: %s", type(problem).__name__)
        return self._newest


def _content(session: Session, version: str) -> bytes | None:
    found = session.scalar(select(WidgetVersion.content).where(WidgetVersion.digest.startswith(version)))
    return None if found is None else found.encode()


def _keep(session: Session, content: bytes, now: datetime) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if session.get(WidgetVersion, digest) is None:
        session.add(WidgetVersion(digest=digest, content=content.decode(), served_at=now))
