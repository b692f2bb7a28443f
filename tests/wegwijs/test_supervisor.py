"""All parts run together, a part that dies comes back, and stopping leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from wegwijs import supervisor
from wegwijs.supervisor import Part, Supervisor

WITHIN = 20.0
"""Seconds after which a test gives up waiting; nothing here should need more than two."""
SLEEP = "import time; time.sleep(60)"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead part comes back soon, and stubborn ones are not waited for as long as in real life."""
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.1)
    monkeypatch.setattr(supervisor, "PATIENCE", 1.0)


def _python(program: str, *arguments: object) -> Callable[[], Sequence[str]]:
    return lambda: [sys.executable, "-I", "-c", program, *map(str, arguments)]


@asynccontextmanager
async def _running(folder: Path, *parts: Part) -> AsyncIterator[Supervisor]:
    """A supervisor at work; stopped at the end of the `with`, whatever happened in it."""
    under = Supervisor(parts, str(folder))
    task = asyncio.create_task(under.run())
    try:
        yield under
    finally:
        under.stop()
        await asyncio.wait_for(task, WITHIN)
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(sign)


async def _until(happened: Callable[[], object]) -> None:
    """Wait for something that comes a moment later, such as the end of a process that was killed."""
    async with asyncio.timeout(WITHIN):
        while not happened():  # noqa: ASYNC110 - files and processes set no event
            await asyncio.sleep(0.02)


def _numbers(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def _alive(process: int) -> bool:
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


NOTE = "import os, sys; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n');"
"""Writes the number of the process in the file that is its first argument."""
WITH_CHILD = (
    "import subprocess, sys; child = subprocess.Popen([sys.executable, '-I', '-c', sys.argv[2], sys.argv[1]]);"
    "child.wait()"
)
"""Starts its second argument as a child, which gets the first argument, and waits for it."""


def test_a_part_that_dies_is_started_again_and_the_others_are_left_alone(tmp_path: Path) -> None:
    dying, steady = tmp_path / "sterft", tmp_path / "blijft"

    async def talk() -> None:
        parts = (Part("a", _python(NOTE, dying)), Part("b", _python(NOTE + SLEEP, steady)))
        async with _running(tmp_path, *parts):
            await _until(lambda: len(_numbers(dying)) >= 3 and _numbers(steady))
            assert len(_numbers(steady)) == 1

    asyncio.run(talk())


def test_a_part_that_was_killed_is_started_again(tmp_path: Path) -> None:
    file = tmp_path / "nummers"

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(NOTE + SLEEP, file))):
            await _until(lambda: len(_numbers(file)) == 1)
            os.kill(_numbers(file)[0], signal.SIGKILL)
            await _until(lambda: len(_numbers(file)) == 2)

    asyncio.run(talk())


def test_a_dead_part_is_told_by_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def talk() -> None:
        file = tmp_path / "nummers"
        async with _running(tmp_path, Part("motor", _python(NOTE + "sys.exit(3)", file))):
            await _until(lambda: len(_numbers(file)) >= 2)

    asyncio.run(talk())
    assert "motor stopped (3); it starts again" in capfd.readouterr().err


def test_stopping_stops_the_parts_and_their_children(tmp_path: Path) -> None:
    file = tmp_path / "kinderen"

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(WITH_CHILD, file, NOTE + SLEEP))):
            await _until(lambda: _numbers(file))

    asyncio.run(talk())
    asyncio.run(_until(lambda: not any(map(_alive, _numbers(file)))))


def test_a_part_that_will_not_go_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "nummers"
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(deaf + NOTE + SLEEP, file))):
            await _until(lambda: _numbers(file))

    asyncio.run(talk())
    asyncio.run(_until(lambda: not _alive(_numbers(file)[0])))


def test_a_child_that_will_not_go_is_killed_though_its_parent_went(tmp_path: Path) -> None:
    file = tmp_path / "nummers"
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(WITH_CHILD, file, deaf + NOTE + SLEEP))):
            await _until(lambda: _numbers(file))

    try:
        asyncio.run(talk())
        asyncio.run(_until(lambda: not any(map(_alive, _numbers(file)))))
    finally:
        _end([process for process in _numbers(file) if _alive(process)])


def test_what_a_dead_part_left_behind_is_gone_before_it_starts_again(tmp_path: Path) -> None:
    """An orphan of the engine would keep its port, and the new engine could never bind it."""
    file = tmp_path / "wezen"
    starts = tmp_path / "starts"
    orphan = (
        "import os, pathlib, subprocess, sys, time; open(sys.argv[3], 'a').write(f'{os.getpid()}\\n');"
        "subprocess.Popen([sys.executable, '-I', '-c', sys.argv[2], sys.argv[1]]);"
        "[time.sleep(0.02) for _ in range(500) if not pathlib.Path(sys.argv[1]).exists()]"
    )

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(orphan, file, NOTE + SLEEP, starts))):
            await _until(lambda: len(_numbers(starts)) >= 2 and not _alive(_numbers(file)[0]))

    try:
        asyncio.run(talk())
        asyncio.run(_until(lambda: not any(map(_alive, _numbers(file)))))
    finally:
        _end([process for process in _numbers(file) if _alive(process)])


def test_a_part_whose_command_fails_is_tried_again(tmp_path: Path) -> None:
    """The engine's command looks for a model; while there is none the others must run, and it must come up later."""
    file, tries = tmp_path / "nummers", [0]

    def command() -> Sequence[str]:
        tries[0] += 1
        if tries[0] < 3:
            raise OSError("not yet")
        return _python(NOTE + SLEEP, file)()

    async def talk() -> None:
        async with _running(tmp_path, Part("a", command), Part("b", _python(SLEEP))):
            await _until(lambda: _numbers(file))

    asyncio.run(talk())


def test_a_part_gets_its_own_environment_and_folder(tmp_path: Path) -> None:
    file = tmp_path / "omgeving"
    program = "import os, sys; open(sys.argv[1], 'w').write(os.environ['WEGWIJS_X'] + os.getcwd());" + SLEEP

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(program, file), {"WEGWIJS_X": "ja"})):
            await _until(lambda: file.exists() and file.read_text())

    asyncio.run(talk())
    assert file.read_text() == f"ja{tmp_path}"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything(tmp_path: Path, sign: signal.Signals) -> None:
    file = tmp_path / "nummers"

    async def talk() -> None:
        async with _running(tmp_path, Part("a", _python(NOTE + SLEEP, file))):
            await _until(lambda: _numbers(file))
            os.kill(os.getpid(), sign)
            await _until(lambda: not _alive(_numbers(file)[0]))

    asyncio.run(talk())
    assert len(_numbers(file)) == 1


def _end(processes: list[int]) -> None:
    """Clean up what a failing test left."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
