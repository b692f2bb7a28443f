"""Names are found by deduce, in a process of its own. These tests give it short lists, so that it is ready at once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import until
from web.conversations import store
from web.conversations.redaction import Names
from web.database import Database

pytestmark = pytest.mark.anyio

_TURNS = text("SELECT text, redacted FROM turns WHERE seq > 0")


@pytest.fixture(scope="session")
def short_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """deduce's own lists, each cut to its first lines, with the names of these tests."""
    import importlib.util

    spec = importlib.util.find_spec("deduce")
    assert spec is not None
    assert spec.origin is not None
    folder = tmp_path_factory.mktemp("lists")
    shutil.copytree(Path(spec.origin).parent / "data" / "lookup" / "src", folder / "src")
    extra = {"lst_first_name": ["Henk", "Jan"], "lst_surname": ["Vries"], "lst_residence": ["Rotterdam", "Giethoorn"]}
    for file in folder.rglob("items.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()[:60]
        file.write_text("\n".join([*lines, *extra.get(file.parent.name, [])]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
async def names(database_url: str, tmp_path: Path, short_lists: Path) -> AsyncIterator[Names]:
    database = Database(database_url)
    names = Names(database, tmp_path / "deduce", lists=short_lists)
    running = asyncio.create_task(names.run())
    await until(lambda: names.state != "loading")
    assert names.state == "ok"
    yield names
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    database.close()


async def test_a_name_without_announcement_is_found_and_a_municipality_stays(names: Names) -> None:
    redacted = await names.without_names("Mijn man Henk de Vries woont in Rotterdam, tel 06-12345678. Karin ook? Nee.")
    assert "Henk" not in redacted
    assert "Vries" not in redacted
    assert "Rotterdam" in redacted
    assert "[telefoon]" in redacted


async def test_a_small_place_that_is_no_municipality_is_taken_out(names: Names) -> None:
    assert "Giethoorn" not in await names.without_names("Wij wonen in Giethoorn aan het water")


async def test_a_kept_message_loses_its_names_a_moment_later(names: Names, settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for()) as running:
        visitor = await running.visitor()
        await visitor.say("Mijn man Henk slaapt niet")
        names.wake()
        database = Database(running.settings.database_url)

        async def is_done() -> bool:
            return not await database.read(lambda session: store.awaiting_names(session, 9))

        await until(is_done)
        lines = await database.read(lambda session: session.execute(_TURNS).all())
        assert lines == [("Mijn man [naam] slaapt niet", "names")]
        assert "Henk" in str(await visitor.transcript())
        database.close()


async def test_a_talk_erased_meanwhile_stays_erased(settings_for: SettingsFor) -> None:
    database = Database(settings_for().database_url)
    await database.write(lambda session: store.keep_redacted(session, "weg", 1, "tekst"))
    assert await database.read(lambda session: session.execute(_TURNS).all()) == []
    database.close()
