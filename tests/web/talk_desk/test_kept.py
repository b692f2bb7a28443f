"""The page that proves that what is past its time goes: terms, runs, runs that found nothing, runs that failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import until
from tests.web.staff.login import colleague, in_database
from web.conversations.models import RetentionRun
from web.staff.words import moment

pytestmark = pytest.mark.anyio

HERE = "/bureau/gesprekken/bewaren"


async def test_the_terms_and_the_next_run_and_a_run_that_found_nothing(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(retention_raw_days=20, retention_redacted_days=120)) as running:
        client = await colleague(running)

        async def has_run() -> bool:
            return "Niets: er was niets te oud." in (await client.get(HERE)).text

        await until(has_run)
        page = (await client.get(HERE)).text
        assert "20 dagen" in page
        assert "120 dagen na het laatste bericht" in page
        assert f"De volgende keer: {moment(datetime.now(UTC) + timedelta(days=1))[:10]}" in page
        assert "niets nagekeken" not in page


async def test_amounts_and_failures_are_told_and_only_old_runs_without_anything_are_left_out(
    settings_for: SettingsFor,
) -> None:
    async with gateway.running(settings_for()) as running:
        now = datetime.now(UTC)
        nothing = {"raw_texts": 0, "talks": 0}

        def fill(session: Session) -> None:
            session.execute(delete(RetentionRun))
            session.add(RetentionRun(at=now - timedelta(days=90), amounts=nothing))
            session.add(RetentionRun(at=now - timedelta(days=80), amounts={"talks": 1, "requests": 2, "namen": 4}))
            session.add(RetentionRun(at=now - timedelta(days=29), amounts=nothing))
            session.add(RetentionRun(at=now - timedelta(days=3), amounts={}, trouble="De database antwoordde niet."))

        client = await colleague(running)
        await until(lambda: _cleaned(running.settings.database_url))
        in_database(running.settings.database_url, fill)
        page = (await client.get(HERE)).text
        assert moment(now - timedelta(days=90))[:10] not in page
        assert "1 gesprek, 2 contactvragen, 4 namen" in page
        assert moment(now - timedelta(days=29)) in page
        assert "Niet gelukt." in page
        assert "De database antwoordde niet." in page
        assert "Geef dit door aan wie de server beheert" in page, "nothing came through in the last day"


def _cleaned(url: str) -> bool:
    return in_database(url, lambda session: session.query(RetentionRun).count()) > 0
