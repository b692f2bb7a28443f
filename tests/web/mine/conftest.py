"""A gateway with the catalogue it begins with, and talks whose pages can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for, upgrade
from catalogue.transfer import import_yaml
from catalogue.transfer.importing import SEED
from tests.web.fake_engine import Answer, FakeEngine, says
from tests.web.gateway import Visitor

MARIA: dict[str, Any] = {
    "audience": "mantelzorger",
    "condition": "dementie",
    "region": "Rotterdam",
    "age": 75,
    "needs": ["respijtzorg", "overbelasting", "lotgenoten"],
    "bouwsteen": 3,
    "help": "deels",
    "shown": ["mantelzorglijn", "rd-mantelfoon", "handen-in-huis"],
    "liked": ["handen-in-huis"],
}
"""A carer with a whole talk behind her (002)."""
YVONNE: dict[str, Any] = {
    "audience": "patient",
    "condition": "diabetes type 1",
    "region": "Goeree-Overflakkee",
    "age": 30,
    "needs": ["somberheid", "werk_en_studie"],
    "bouwsteen": 2,
    "help": "nee",
}
"""Somebody who is ill, and to whom nothing was shown yet (000)."""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the catalogue in it, to copy."""
    file = tmp_path_factory.mktemp("seeded") / "seeded.sqlite"
    upgrade(f"sqlite:///{file}")
    engine = engine_for(f"sqlite:///{file}")
    with Session(engine) as session:
        import_yaml(session, SEED)
        session.commit()
    engine.dispose()
    return file


LINKS = {"custom": {"kind": "links", "links": ["overzicht", "voorbereiden", "contact", "herinnering", "code"]}}


def answering(state: dict[str, Any], *more: dict[str, Any]) -> Callable[[Answer], Answer]:
    """An engine that knows `state` from the first message on, and gives links to the pages with each answer."""

    def answer(turn: Answer) -> Answer:
        if turn["talk"] == "canary" or turn.get("payload", {}).get("intent") == "begin":
            return says("Hallo, ik ben een computer.", state=turn["state"])
        said = says("Dank je wel. Dit kun je meenemen.", state=state)
        return {**said, "messages": [*said["messages"], *more, LINKS]}

    return answer


async def key_of(visitor: Visitor, engine: FakeEngine, state: dict[str, Any], *texts: str) -> str:
    """The key of the pages of this talk, after the visitor said these texts and the engine came to know `state`."""
    engine.answer = answering(state)
    for text in texts or ("Ik ben zo moe van alles",):
        answer = await visitor.say(text)
    links = next(message["links"] for message in answer["messages"] if message["kind"] == "links")
    return str(links[0]["url"].split("/")[2])


@pytest.fixture
def anyio_backend() -> Iterator[str]:
    """asyncio, as the server uses it."""
    yield "asyncio"
