"""What staff say of a talk, on a real PostgreSQL, also when two say it at the same moment."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.staff.login import enter, in_database, make_account
from tests.web.talk_desk.test_mending import FORMS, TIRED, rows
from tests.web.talk_desk.test_transcript import message
from tests.web.talk_desk.transcripts import lay, place, send
from web.conversations.erase import erase
from web.conversations.models import Talk
from web.review.models import TalkReview, TurnNote, TurnTag, TurnVerdict

pytestmark = pytest.mark.anyio


async def test_all_of_it_is_kept_once_and_goes_with_the_talk(settings_for: SettingsFor, postgres_url: str) -> None:
    upgrade(postgres_url)
    async with gateway.running(settings_for(database_url=postgres_url)) as running:
        talk = lay(postgres_url, TIRED)
        anna, bea = (make_account(postgres_url, name=name) for name in ("Anna", "Bea"))
        async with await enter(running, anna) as first, await enter(running, bea) as second:
            for rest, fields in FORMS:
                assert (await send(first, talk, rest, **fields)).status_code == 303
            twice = [send(first, talk, "/bericht/1/oordeel", oordeel="goed") for _ in range(4)]
            twice += [send(first, talk, "/bericht/1/label", label="moe") for _ in range(4)]
            assert {answer.status_code for answer in await asyncio.gather(*twice)} == {303}
            both = await asyncio.gather(
                send(first, talk, "/toewijzen", aan=anna.id, was=""),
                send(second, talk, "/toewijzen", aan=bea.id, was=""),
            )
            assert sorted(answer.status_code for answer in both) == [303, 409]
            told = message((await second.get(place(talk))).text, 1)
            assert "Anna : goed verstaan" in told
            assert "moe" in told

            def gone(session: Session) -> None:
                kept = session.get(Talk, talk)
                assert kept
                assert erase(session, talk, kept.created_at)

            assert (len(rows(postgres_url, TurnVerdict)), len(rows(postgres_url, TurnTag))) == (1, 1)
            in_database(postgres_url, gone)
            assert (await send(first, talk, "/bericht/1/oordeel", oordeel="goed")).status_code == 404
    for table in (TurnVerdict, TurnTag, TurnNote, TalkReview):
        assert rows(postgres_url, table) == []
