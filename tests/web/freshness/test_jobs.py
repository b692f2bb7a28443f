"""Work in the background: one of a kind at a time, and what goes wrong is told without what was in it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.web.gateway import until
from web.staff.jobs import Jobs, Progress

pytestmark = pytest.mark.anyio


async def _ended(jobs: Jobs, kind: str) -> Progress:
    async def done() -> bool:
        progress = jobs.progress(kind)
        return progress is not None and not progress.running

    await until(done, 10)
    progress = jobs.progress(kind)
    assert progress
    return progress


async def test_two_starts_of_one_kind_are_one_and_another_kind_goes_on() -> None:
    jobs, go, begun = Jobs(), asyncio.Event(), []

    async def work(progress: Progress) -> None:
        begun.append(progress.by)
        await go.wait()
        progress.done += 1

    assert jobs.start("links", "Ans", work)
    assert not jobs.start("links", "Joep", work)
    assert jobs.start("mail", "Joep", work)
    go.set()
    assert ((await _ended(jobs, "links")).done, (await _ended(jobs, "mail")).done) == (1, 1)
    assert begun == ["Ans", "Joep"]
    assert jobs.start("links", "Joep", work)  # the first has ended
    await _ended(jobs, "links")


async def test_a_failure_is_told_and_keeps_nobody_from_trying_again(caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs()

    async def fails(progress: Progress) -> None:
        progress.done = 3
        raise RuntimeError("info@welzijn-ede.nl")

    with caplog.at_level(logging.ERROR):
        jobs.start("mail", "Ans", fails)
        ended = await _ended(jobs, "mail")
    assert ended.trouble == "Het werk is gestopt door een storing. Wat al gedaan was, is bewaard."
    assert ended.done == 3
    assert "RuntimeError" in caplog.text
    assert "welzijn-ede" not in caplog.text
    assert jobs.start("mail", "Ans", fails)
    await _ended(jobs, "mail")


async def test_closing_stops_what_is_going_on() -> None:
    jobs, stopped = Jobs(), asyncio.Event()

    async def forever(_: Progress) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    jobs.start("links", "Ans", forever)
    await asyncio.sleep(0)
    await jobs.close()
    assert stopped.is_set()
    assert not (await _ended(jobs, "links")).running
