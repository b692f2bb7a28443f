"""A link works for its provider and its time alone, and a provider is written to once a month, whatever breaks off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue import provider_links
from catalogue.provider_links import (
    CLAIM,
    MAIL_PAUSE,
    Mailing,
    ProviderLink,
    claim_mail,
    find_link,
    mailed,
    mails,
    new_link,
    not_mailed,
    stop_mail,
)
from catalogue.provider_names import key

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
OURS = "Welzijn Straße"
SPELLINGS = ["welzijn  strasse", "WELZIJN STRASSE", " Welzijn\tStraße "]
TICK = timedelta(seconds=1)


def test_a_link_works_till_its_last_moment_and_its_token_is_not_kept(session: Session) -> None:
    token = new_link(session, OURS, by="Ans", now=NOW, days=60, slug="lijn")
    found = find_link(session, token, NOW + timedelta(days=60) - TICK)
    assert found
    assert (found.provider, found.slug) == (OURS, "lijn")
    assert find_link(session, token, NOW + timedelta(days=60)) is None
    assert find_link(session, token[:-1], NOW) is None
    assert find_link(session, "\ud800", NOW) is None
    (row,) = session.scalars(select(ProviderLink))
    assert token not in [getattr(row, column.key) for column in ProviderLink.__table__.columns]


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_revoking_ends_every_link_of_a_provider_however_its_name_is_written(session: Session, spelled: str) -> None:
    tokens = [new_link(session, name, by="Ans", now=NOW, days=9) for name in (OURS, spelled)]
    other = new_link(session, "Welzijn Straat", by="Ans", now=NOW, days=9)
    assert provider_links.working_until(session, NOW)[key(spelled)] == NOW + timedelta(days=9)
    assert provider_links.revoke(session, spelled, NOW) == 2
    assert provider_links.revoke(session, spelled, NOW) == 0
    assert [find_link(session, token, NOW) for token in tokens] == [None, None]
    assert find_link(session, other, NOW)
    provider_links.revoke_token(session, other, NOW)
    session.expire_all()
    assert find_link(session, other, NOW) is None


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_nobody_is_written_to_twice_within_a_month(session: Session, spelled: str) -> None:
    assert claim_mail(session, OURS, NOW) is Mailing.MAY
    assert claim_mail(session, spelled, NOW) is Mailing.BUSY
    mailed(session, OURS, NOW)
    assert claim_mail(session, spelled, NOW + TICK) is Mailing.LATELY
    assert claim_mail(session, spelled, NOW + MAIL_PAUSE - TICK) is Mailing.LATELY
    assert claim_mail(session, spelled, NOW + MAIL_PAUSE) is Mailing.MAY


def test_a_mail_that_did_not_go_out_can_be_tried_again_at_once(session: Session) -> None:
    claim_mail(session, OURS, NOW)
    not_mailed(session, OURS)
    assert claim_mail(session, OURS, NOW + TICK) is Mailing.MAY
    assert mails(session, [OURS])[key(OURS)].sent_at is None


def test_who_is_killed_while_writing_keeps_the_provider_unmailed_for_an_hour_and_not_a_month(session: Session) -> None:
    assert claim_mail(session, OURS, NOW) is Mailing.MAY  # and then nothing more is heard
    assert claim_mail(session, OURS, NOW + CLAIM - TICK) is Mailing.BUSY
    assert claim_mail(session, OURS, NOW + CLAIM) is Mailing.MAY
    mailed(session, OURS, NOW + CLAIM)
    assert claim_mail(session, OURS, NOW + 2 * CLAIM) is Mailing.LATELY


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_who_wants_no_mail_gets_none_until_it_does_again(session: Session, spelled: str) -> None:
    stop_mail(session, spelled, NOW)
    assert claim_mail(session, OURS, NOW + timedelta(days=400)) is Mailing.STOPPED
    stop_mail(session, OURS, None)
    assert claim_mail(session, spelled, NOW) is Mailing.MAY
