"""A plan with lists, and what pages of it hold."""

from __future__ import annotations

import html as markup
import re
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy.orm import Session

from catalogue.lists import plans
from catalogue.lists.plans import PlanFields
from tests.common.instruments import store, view
from web.database import engine_for

REGIONS = ("Ermelo", "Harderwijk")


@pytest.fixture
def plan_id(database_url: str) -> int:
    """A ketenaanpak in two municipalities, with instruments there and elsewhere."""
    engine = engine_for(database_url)
    try:
        with Session(engine.execution_options(writes=True)) as session, session.begin():
            made = plans.create(session, PlanFields("Keten Noord-Veluwe", REGIONS))
            store(
                session,
                view("cafe", title="Mantelzorgcafé", needs=["overbelasting"], regions=["Ermelo"], developer="Trimbos"),
                view("lijn", title="Landelijke lijn", needs=["overbelasting"]),
                view("zeist", title="Iets in Zeist", needs=["overbelasting"], regions=["Zeist"]),
            )
            return made.id
    finally:
        engine.dispose()


@dataclass
class Page:
    """What a page of lists would send: its fields by name, in their order."""

    response: httpx.Response
    fields: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = self.response.text
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text):
            self.fields[name] = markup.unescape(value)
        for tag in re.findall(r"<input [^>]*>", text):
            kind = re.search(r'type="(text|date|url|tel)"', tag)
            named, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
            if kind and named:
                self.fields[named[1]] = markup.unescape(value[1]) if value else ""
            elif named and " checked" in tag and value:
                self.fields[named[1]] = markup.unescape(value[1])
        for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', text, re.S):
            self.fields[name] = markup.unescape(value)
        for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
            chosen = re.search(r'value="([^"]*)" selected', options)
            self.fields[name] = markup.unescape(chosen[1]) if chosen else ""

    def empty(self, column: str, number: int = 0) -> str:
        """The key of an empty row: its field `column` (such as 'acties.1.wat') without the key."""
        place, _, name = column.rpartition(".")
        found = re.compile(rf"{re.escape(place)}\.([0-9a-z-]+)\.{name}")
        keys = [key[1] for one, value in self.fields.items() if not value and (key := found.fullmatch(one))]
        return keys[number]

    def row_of(self, value: str) -> str:
        """Where a value stands: `list.bouwsteen.key`."""
        return next(name.rpartition(".")[0] for name, one in self.fields.items() if one == value)


async def opened(client: httpx.AsyncClient, path: str) -> Page:
    """A page that is there."""
    response = await client.get(path)
    assert response.status_code == 200, response.text
    return Page(response)


async def sent(client: httpx.AsyncClient, path: str, page: Page, **extra: str) -> httpx.Response:
    """Send the form of a page as it now is; `extra` is added as it is."""
    return await client.post(path, data=page.fields | extra)
