"""Names are found by deduce, in a process of its own. These tests give it short lists, so that it is ready at once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import until
from tests.web.staff.login import in_database
from web.conversations import feedback, store
from web.conversations.redaction import Names, WorkerError
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
    redacted = await names.redacted("Mijn man Henk de Vries woont in Rotterdam, tel 06-12345678. Karin ook? Nee.")
    assert "Henk" not in redacted
    assert "Vries" not in redacted
    assert "Rotterdam" in redacted
    assert "[telefoon]" in redacted


async def test_a_small_place_that_is_no_municipality_is_taken_out(names: Names) -> None:
    assert "Giethoorn" not in await names.redacted("Wij wonen in Giethoorn aan het water")


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


async def test_texts_of_many_at_once_never_get_mixed_up_also_when_somebody_stops_waiting(names: Names) -> None:
    async def one(number: int) -> str:
        return await names.redacted(f"Mijn man Henk slaapt {number} uur")

    asked = [asyncio.create_task(one(number)) for number in range(40)]
    await asyncio.sleep(0)
    await asyncio.sleep(0.001)
    for task in asked[::3]:
        task.cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    for number, answer in enumerate(answers):
        if not isinstance(answer, BaseException):
            assert answer == f"Mijn man [naam] slaapt {number} uur"
    assert await one(99) == "Mijn man [naam] slaapt 99 uur"


async def test_without_a_worker_nobody_gets_a_text_that_was_not_searched(names: Names, database_url: str) -> None:
    off = Names(Database(database_url), Path("nergens"), enabled=False)
    with pytest.raises(WorkerError):
        await off.redacted("Mijn man Henk")
    assert names._process is not None
    names._process.kill()
    with pytest.raises(WorkerError):
        await names.redacted("Mijn man Henk")
    assert names.state == "down"


async def test_a_service_that_stops_while_a_silent_worker_is_put_away_leaves_no_process(
    database_url: str, tmp_path: Path, short_lists: Path
) -> None:
    database = Database(database_url)
    names = Names(database, tmp_path / "deduce", lists=short_lists)
    running = asyncio.create_task(names.run())
    await until(lambda: names.state == "ok")
    process = names._process
    assert process is not None
    assert process.stdin is not None
    names.state = "down"
    names.wake()
    while not process.stdin.is_closing():  # noqa: ASYNC110 - a pipe that closes tells nobody
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert process.returncode is not None
    database.close()


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mijn man henk slaapt niet", "mijn man [naam] slaapt niet"),
        ("MIJN MAN HENK SLAAPT NIET", "MIJN MAN [naam] SLAAPT NIET"),
        ("henk de vries en jan", "[naam] en [naam]"),
        ("henks moeder", "[naam] moeder"),
        ("mijn dochter roos en een roos", "mijn dochter [naam] en een roos"),
        ("ik wil hoop, geen beer", "ik wil hoop, geen beer"),
        ("mail henk (at) home.nl en bel 06–12345678", "mail [e-mail] en bel [telefoon]"),
        ("Op www.thuisarts.nl staat het", "Op www.thuisarts.nl staat het"),
        ("in Limburg en in Bergen", "in Limburg en in Bergen"),
    ],
)
async def test_names_without_a_capital_go_and_ordinary_words_stay(names: Names, text: str, redacted: str) -> None:
    assert await names.redacted(text) == redacted
    assert await names.redacted(redacted) == redacted


async def test_a_talk_erased_meanwhile_stays_erased(settings_for: SettingsFor) -> None:
    database = Database(settings_for().database_url)
    await database.write(lambda session: store.keep_redacted(session, "weg", 1, "tekst"))
    assert await database.read(lambda session: session.execute(_TURNS).all()) == []
    database.close()


async def test_a_note_beside_a_score_is_searched_for_names_too(names: Names, database_url: str) -> None:
    now = datetime.now(UTC)

    def write_note(session: Session) -> None:
        opening = store.Answered(store.Reply([], {}), {}, None, "engine", 1)
        store.create(session, talk="een", token="een", partner=None, opening=opening, now=now, expires=now)
        feedback.rate(session, "een", "", 1, now)
        feedback.annotate(session, "een", "", "Henk de Vries nam niet op, ook niet op 06-12345678")

    in_database(database_url, write_note)
    names.wake()

    def redacted() -> bool:
        return in_database(database_url, lambda session: feedback.of_talk(session, "een")[""].redacted == store.NAMES)

    await until(redacted)
    note = in_database(database_url, lambda session: feedback.of_talk(session, "een")[""].note)
    assert note is not None
    assert "Henk" not in note
    assert "[telefoon]" in note
    assert "nam niet op" in note
