"""Requests for contact: kept once, withdrawn with the talk, kept no longer than the talk, marked without content."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.conversations import contact_requests, retention, store
from web.conversations.contact_requests import Asked, Details, UnknownRequestError, origin_of
from web.conversations.erase import erase
from web.conversations.models import Audit, ContactRequest
from web.conversations.sealed import Seal
from web.conversations.store import Answered, Reply

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SEAL = Seal([Fernet.generate_key().decode()])
DETAILS = Details("Ik zorg voor Karin.", "Jan", "0612345678", None, "avond", "een casusregisseur van Mantelfoon")
ASKED = Asked("casusregisseur", "Rotterdam", DETAILS, "2026-12-01-ab", None)


def talk(session: Session, name: str) -> str:
    opening = Answered(Reply([], {}), {}, None, "engine", 1)
    store.create(session, talk=name, token=name, partner=None, opening=opening, now=NOW, expires=NOW)
    return origin_of(name)


def events(session: Session) -> list[tuple[str, int]]:
    return [(row.event, row.amount) for row in session.scalars(select(Audit).order_by(Audit.id))]


def kept(session: Session) -> list[ContactRequest]:
    session.flush()
    session.expire_all()
    return list(session.scalars(select(ContactRequest).order_by(ContactRequest.created_at)))


def test_the_same_form_sent_twice_is_one_request(session: Session) -> None:
    origin = talk(session, "een")
    first = contact_requests.keep(session, SEAL, origin, "formulier-1", ASKED, NOW)
    assert contact_requests.keep(session, SEAL, origin, "formulier-1", ASKED, NOW) == first
    assert len(kept(session)) == 1
    assert events(session) == [("contact-new", 1)]


def test_a_corrected_form_replaces_the_words_and_is_new_to_staff(session: Session) -> None:
    origin = talk(session, "een")
    made = contact_requests.keep(session, SEAL, origin, "formulier-1", ASKED, NOW)
    contact_requests.set_status(session, made, "opgepakt", NOW)
    contact_requests.keep(
        session, SEAL, origin, "formulier-1", replace(ASKED, details=replace(DETAILS, phone="0687654321")), NOW
    )
    (row,) = kept(session)
    assert (contact_requests.details_of(row, SEAL).phone, row.status) == ("0687654321", "nieuw")
    assert events(session) == [("contact-new", 1), ("contact-opgepakt", 1), ("contact-changed", 1)]


def test_erasing_a_talk_withdraws_what_is_still_open(session: Session) -> None:
    origin, other = talk(session, "een"), talk(session, "twee")
    open_, done = (contact_requests.keep(session, SEAL, origin, f"formulier-{n}", ASKED, NOW) for n in range(2))
    contact_requests.set_status(session, done, "afgerond", NOW)
    stays = contact_requests.keep(session, SEAL, other, "formulier-9", ASKED, NOW)
    erase(session, "een", NOW)
    assert {row.id for row in kept(session)} == {done, stays}
    assert ("contact-withdrawn", 1) in events(session)
    with pytest.raises(UnknownRequestError):
        contact_requests.set_status(session, open_, "opgepakt", NOW)


def test_a_request_is_kept_as_long_as_a_talk_and_no_longer(session: Session) -> None:
    origin = talk(session, "een")
    contact_requests.keep(session, SEAL, origin, "oud", ASKED, NOW - timedelta(days=181))
    contact_requests.keep(session, SEAL, origin, "rand", ASKED, NOW - timedelta(days=180))
    deleted = retention.clean(session, NOW, raw_days=30, redacted_days=180)
    assert deleted.requests == 1
    assert [row.form_id for row in kept(session)] == ["rand"]


def test_staff_read_the_oldest_first_and_that_is_marked(session: Session) -> None:
    origin = talk(session, "een")
    later = contact_requests.keep(session, SEAL, origin, "b", ASKED, NOW)
    earlier = contact_requests.keep(session, SEAL, origin, "a", ASKED, NOW - timedelta(days=1))
    contact_requests.set_status(session, later, "afgerond", NOW)
    assert [row.id for row in contact_requests.read_all(session, NOW)] == [earlier]
    assert [row.id for row in contact_requests.read_all(session, NOW, finished=True)] == [earlier, later]
    assert events(session)[-2:] == [("contact-read", 1), ("contact-read", 2)]


def test_neither_the_talk_nor_a_word_of_the_request_stands_in_the_audit_log(session: Session) -> None:
    origin = talk(session, "een")
    contact_requests.keep(session, SEAL, origin, "a", ASKED, NOW)
    contact_requests.withdraw(session, origin, NOW)
    marks = [f"{row.event} {row.subject}" for row in session.scalars(select(Audit))]
    assert marks == [f"contact-new {origin}", f"contact-withdrawn {origin}"]
    assert not any(row.id == "een" for row in session.scalars(select(ContactRequest)))
