"""Models at the desk: what a new one does is told, only one that may is put live, and one click brings the old back."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.gateway import Gateway, until
from tests.web.gateway import running as gateway_running
from tests.web.learning_desk.conftest import BASE, BETTER, MODELS, ModelEngine, trained
from tests.web.partner_desk.test_form import log_of
from tests.web.staff.login import colleague, csrf_of
from web.learning_desk import switching, training
from web.review import live_model
from web.review.live_model import Live
from web.review.models import ModelSwitch
from web.settings import Settings
from web.staff.jobs import Progress
from web.staff.people import Role

pytestmark = pytest.mark.anyio
ANOTHER = f"reviewed-{'a' * 12}-{'c' * 12}"


@pytest.fixture
async def running(learning_settings: Settings) -> AsyncIterator[Gateway]:
    async with gateway_running(learning_settings) as started:
        yield started


async def press(client: httpx.AsyncClient, button: str, **fields: str) -> httpx.Response:
    """Send one of the forms of the page."""
    token = csrf_of((await client.get(MODELS)).text)
    return await client.post(f"{MODELS}/{button}", data={"csrf": token, **fields})


async def test_the_page_tells_what_changes_and_what_is_live(running: Gateway) -> None:
    trained(running.settings.database_url)
    async with await colleague(running) as client:
        page = (await client.get(MODELS)).text
    assert "De assistent werkt met het model van deze versie van Wegwijs" in page
    assert "Met 1 goedgekeurd voorbeeld." in page
    assert "15 van 20" in page
    assert "18 van 20" in page
    assert page.index("3 erbij") < page.index("1 eraf") < page.index("Wat gelijk blijft (1)")
    assert "Zet live" not in page, "a medewerker has no button"
    assert "Leer nu" not in page


async def test_a_model_that_may_is_put_live_and_one_click_brings_the_old_one_back(
    running: Gateway, models: ModelEngine, folder: Path
) -> None:
    trained(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        assert "Zet terug" not in (await client.get(MODELS)).text
        answer = await press(client, "live", model=BETTER)
        page = (await client.get(answer.headers["location"])).text
        assert "Het model is live." in page
        assert "Live gezet door Beheerder" in page
        assert (models.serving, live_model.read(folder)) == (BETTER, Live(BETTER, "a" * 12))
        answer = await press(client, "terug", nu=BETTER)
        page = (await client.get(answer.headers["location"])).text
        assert "Het vorige model is weer live." in page
        assert "Zet terug" not in page, "there is nothing before the model of the release"
    assert (models.serving, live_model.read(folder)) == (BASE, Live(BASE, "a" * 12))
    log = log_of(running)
    assert [line for line in log if "model" in line[0]] == [("model live gezet", BETTER), ("model teruggezet", BASE)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fits": False, "why_not": ["'geweld is gehoord' is lager."]}, "mag niet live"),
        ({"beside": ANOTHER}, "vergeleken met een ander model"),
        ({"name": f"reviewed-{'f' * 12}-{'b' * 12}"}, "eerdere versie van Wegwijs"),
    ],
    ids=["a gate", "measured beside another", "an earlier release"],
)
async def test_a_model_that_may_not_has_no_button_and_is_refused(
    running: Gateway, models: ModelEngine, folder: Path, changes: dict[str, Any], said: str
) -> None:
    trained(running.settings.database_url, **changes)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = (await client.get(MODELS)).text
        assert "Zet live" not in page
        assert said in page
        answer = await press(client, "live", model=changes.get("name", BETTER))
        assert answer.status_code == 409
        assert said in answer.text
    assert (models.put, live_model.read(folder)) == ([], None)


@pytest.mark.parametrize("name", ["", "bestaat-niet", "../../etc/passwd", BASE])
async def test_what_was_never_trained_here_is_refused(running: Gateway, models: ModelEngine, name: str) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        answer = await client.post(
            f"{MODELS}/live", data={"csrf": csrf_of((await client.get(MODELS)).text), "model": name}
        )
        assert answer.status_code == 409
        assert "Dit model is er niet." in answer.text
    assert models.put == []


async def test_only_a_beheerder_trains_and_switches(running: Gateway, models: ModelEngine) -> None:
    trained(running.settings.database_url)
    async with await colleague(running) as client:
        for button in ("leer", "live", "terug"):
            assert (await press(client, button, model=BETTER, nu=BASE)).status_code == 403
    assert models.put == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "staat niet meer op de server"),
        (409, "een ander model live gezet"),
        (422, "geen goed antwoord"),
        (500, "geeft geen antwoord"),
    ],
)
async def test_when_the_engine_refuses_nothing_changes_and_it_says_why(
    running: Gateway, models: ModelEngine, folder: Path, status: int, said: str
) -> None:
    trained(running.settings.database_url)
    models.refuses = status
    async with await colleague(running, Role.BEHEERDER) as client:
        answer = await press(client, "live", model=BETTER)
    assert answer.status_code == 409
    assert said in answer.text
    assert (models.serving, live_model.read(folder)) == (BASE, None)
    assert "model live gezet" not in str(log_of(running))


async def test_what_cannot_be_kept_is_undone_in_the_engine_too(
    running: Gateway, models: ModelEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    trained(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        monkeypatch.setattr(live_model, "write", full)
        answer = await press(client, "live", model=BETTER)
    assert answer.status_code == 409
    assert "het vorige model is weer live" in answer.text
    assert models.put == [BETTER, BASE]
    assert "model live gezet" not in str(log_of(running))


async def test_an_engine_that_is_silent_leaves_the_page_readable(running: Gateway, models: ModelEngine) -> None:
    trained(running.settings.database_url)
    models.silent = True
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await client.get(MODELS)
        assert page.status_code == 200
        assert "De assistent geeft geen antwoord." in page.text
        assert "Zet live" not in page.text


async def test_after_a_new_release_the_page_says_that_the_learnt_model_counts_no_more(
    running: Gateway, models: ModelEngine
) -> None:
    trained(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        await press(client, "live", model=BETTER)
        models.serving = "wegwijs-" + "f" * 12
        page = (await client.get(MODELS)).text
        assert "Dat telt niet meer" in page
        assert "Zet terug" not in page
        assert (await press(client, "terug", nu=models.serving)).status_code == 409


def test_the_way_back_leads_further_back_each_time() -> None:
    def switch(name: str, before: str) -> ModelSwitch:
        return ModelSwitch(name=name, before=before)

    history = [switch(BETTER, BASE), switch(ANOTHER, BETTER)]
    assert switching.way_back(history, ANOTHER) == BETTER
    history.append(switch(BETTER, ANOTHER))
    assert switching.way_back(history, BETTER) == BASE
    history.append(switch(BASE, BETTER))
    assert switching.way_back(history, BASE) is None
    assert switching.way_back([], BASE) is None
    assert switching.way_back(history[:1], None) is None


# --- Learning as a job


def _command(tmp_path: Path, script: str) -> tuple[str, ...]:
    file = tmp_path / "command.py"
    file.write_text(script)
    return (sys.executable, str(file))


async def _progress_of(command: tuple[str, ...], limit: float = 60) -> Progress:
    progress = Progress("Anna", datetime.now(UTC))
    await training.work("sqlite:///nergens", "Anna", command=command, limit=limit)(progress)
    return progress


async def test_the_steps_of_the_command_are_its_progress(tmp_path: Path) -> None:
    script = "print('1/2 Klaarzetten'); print('iets anders'); print('2/2 Leren'); print('x' * 99999)"
    progress = await _progress_of(_command(tmp_path, script))
    assert (progress.done, progress.total, progress.notes, progress.trouble) == (2, 2, ["Leren"], None)


async def test_what_staff_can_mend_is_told_and_anything_else_is_a_failure(tmp_path: Path) -> None:
    nothing = await _progress_of(_command(tmp_path, "print('! Er is niets nieuws te leren.'); raise SystemExit(1)"))
    assert nothing.trouble == "Er is niets nieuws te leren."
    assert (await _progress_of(_command(tmp_path, "raise SystemExit(3)"))).trouble == training.FAILED


async def test_learning_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    child = "import subprocess, sys, time; p = subprocess.Popen(['sleep', '600']); print(p.pid); "
    script = f"{child}open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid)); time.sleep(600)"
    progress = await _progress_of(_command(tmp_path, script), limit=5)
    assert progress.trouble == training.TOO_LONG
    process = Path("/proc") / (tmp_path / "pid").read_text() / "stat"
    await until(lambda: not process.exists() or process.read_text().split()[2] == "Z", 10)


async def test_one_training_at_a_time_started_and_logged_at_the_desk(
    running: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = tmp_path / "ga-door"
    waits = f"while not pathlib.Path({str(go_on)!r}).exists(): time.sleep(0.05)"
    script = f"import pathlib, time\nprint('2/5 Leren: dit duurt het langst', flush=True)\n{waits}"
    command, real = _command(tmp_path, script), training.work
    monkeypatch.setattr(training, "work", lambda url, by: real(url, by, command=command))
    async with await colleague(running, Role.BEHEERDER) as client:
        token = csrf_of((await client.get(MODELS)).text)
        for _ in range(2):
            assert (await client.post(f"{MODELS}/leer", data={"csrf": token})).status_code == 303

        async def under_way() -> bool:
            return "Stap 2 van 5: Leren: dit duurt het langst" in (await client.get(MODELS)).text

        await until(under_way, 30)
        assert "Leer nu" not in (await client.get(MODELS)).text
        go_on.touch()

        async def done() -> bool:
            return "Het leren is klaar." in (await client.get(MODELS)).text

        await until(done, 30)
    assert [event for event, _ in log_of(running)].count("leren gestart") == 1
