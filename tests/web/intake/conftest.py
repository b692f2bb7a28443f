"""Bringing files to the desk."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from catalogue.models import Instrument
from tests.catalogue.table_files import as_csv
from tests.web.staff.login import csrf_of

HOME = "/bureau/invoeren"


@dataclass(frozen=True)
class Desk:
    """A colleague with the page to bring files."""

    client: httpx.AsyncClient

    async def bring(self, content: bytes, name: str = "aanbod.csv") -> httpx.Response:
        """Send a file and follow to the page about it."""
        token = csrf_of((await self.client.get(HOME)).text)
        sent = await self.client.post(HOME, data={"csrf": token}, files={"bestand": (name, content)})
        return await self.client.get(sent.headers["location"]) if sent.status_code == 303 else sent

    async def brought(self, *rows: Mapping[str, str]) -> str:
        """Bring rows; gives the address of the page about them."""
        page = await self.bring(as_csv(rows))
        assert page.status_code == 200, page.text
        return page.url.path

    async def say(self, address: str, word: str, **fields: str) -> httpx.Response:
        """Say yes or no."""
        token = csrf_of((await self.client.get(HOME)).text)
        return await self.client.post(f"{address}/{word}", data={"csrf": token, **fields})

    async def finished(self, address: str) -> str:
        """The page once all is written."""
        async with asyncio.timeout(30):
            while True:
                page = await self.client.get(address)
                assert page.status_code == 200, page.text
                if "refresh" not in page.headers:
                    return page.text
                await asyncio.sleep(0.05)


@pytest.fixture
def amount(database_url: str) -> Iterator[Callable[[], int]]:
    """How many instruments there are."""
    engine = engine_for(database_url)

    def count() -> int:
        with Session(engine) as session:
            return session.scalar(select(func.count()).select_from(Instrument)) or 0

    yield count
    engine.dispose()


def numbers(page: str) -> dict[str, int]:
    """The counts on the page of an import, by name."""
    text = re.sub(r"<[^>]+>", "", page)
    return {name: int(found) for name, found in re.findall(r"(Met fouten|Gewijzigd|Nieuw|Ongewijzigd): (\d+)", text)}
