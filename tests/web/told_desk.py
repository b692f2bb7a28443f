"""A desk at which the same texts were stored wherever visitors and staff can leave words, and its gateway."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from catalogue.editing import store
from tests.common.instruments import view
from tests.web import desk_pages
from tests.web.mine import served
from tests.web.quality_desk.talks import Laid, put_all
from tests.web.request_desk.conftest import KEY, SEAL, worker
from tests.web.staff.login import LIMITS, Made, in_database, make_account
from tests.web.talk_desk.transcripts import said
from web.app import create_app
from web.conversations import contact_requests
from web.conversations.contact_requests import Asked, Details
from web.conversations.models import ContactRequest, Feedback
from web.request_desk.acts import Act, Doer
from web.request_desk.rules import LONGEST as LONGEST_STEP
from web.review import examples
from web.review.models import TalkReview, TurnNote, TurnTag
from web.review.wording import LONGEST_TAG
from web.settings import Settings
from web.staff import cookie, sessions
from web.staff.people import Role

SLUG = "wandelgroep"
_NEED = "respijtzorg"


@dataclass(frozen=True)
class Told:
    """A gateway whose desk holds these texts: each as a message with a tag and a note, as an example and as a step of a
    request; all of them together as one message more, and wherever else there is one text."""

    texts: tuple[str, ...]
    address: str
    viewer: Made
    cookie: str
    talk: str
    request: str
    paths: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All texts in one."""
        return whole(self.texts)

    @property
    def examples(self) -> list[str]:
        """The texts that are short enough for an example, as an example keeps them."""
        lines = (" ".join(text.split()) for text in self.texts)
        return [line for line in lines if 0 < len(line) <= examples.LONGEST]

    @property
    def steps(self) -> list[str]:
        """The texts that are a step of a request, as such a step keeps them."""
        typed = (text.replace("\r\n", "\n").strip() for text in self.texts)
        return [text for text in typed if 0 < len(text) <= LONGEST_STEP]


def whole(texts: Iterable[str]) -> str:
    """All texts in one."""
    return "\n".join(texts)


@contextmanager
def telling(folder: Path, empty: Path, texts: Sequence[str]) -> Iterator[Told]:
    """Such a desk, made from an empty database with all tables."""
    shutil.copy(empty, folder / "w.sqlite")
    url = f"sqlite:///{folder / 'w.sqlite'}"
    settings = Settings(
        database_url=url,
        address_rate="10000/second",
        redaction_names=False,
        redaction_folder=folder / "deduce",
        contact_keys=KEY,
    )
    viewer, now = make_account(url, Role.BEHEERDER, name="Anna"), datetime.now(UTC)
    token, _ = in_database(url, lambda session: sessions.open_new(session, viewer.id, now, LIMITS))
    talk = _talk(url, texts)
    request = _request(url, texts)
    routes = desk_pages.filled(create_app(settings).routes, lambda name: _values(name, talk, request, len(texts)))
    paths = tuple(dict.fromkeys(routes))
    with served.running(settings) as address:
        yield Told(tuple(texts), address, viewer, f"{cookie.NAME}={token}", talk, request, paths)


def _values(name: str, talk: str, request: str, messages: int) -> list[str]:
    known = {"talk": talk, "seq": str(messages + 1), "slug": SLUG, "request_id": request, "need": _NEED}
    return [known[name]] if name in known else [talk]


def _talk(url: str, texts: Sequence[str]) -> str:
    messages = [said(text, _NEED) for text in (*texts, whole(texts))]
    messages[0] |= {"danger": "self", "danger_tier": "A", "danger_rule": "self.wish"}
    laid = Laid(tuple(messages), verdicts=[("bob", True)], reviewed=True, followed_after=timedelta(hours=1), score=1)
    [talk] = put_all(url, [laid])
    bob, eva = (worker(url) for _ in range(2))
    now = datetime.now(UTC)

    def more(session: Session) -> None:
        store.create(session, view(SLUG), by="Beginner", now=now)
        session.get_one(TalkReview, talk).followed_how = whole(texts)
        session.get_one(Feedback, (talk, "")).note = whole(texts)
        about: dict[str, Any] = {"talk_id": talk, "redacted": "names", "at": now}
        session.add(Feedback(slug=SLUG, score=2, note=whole(texts), **about))
        for number, text in enumerate(texts, start=1):
            at: dict[str, Any] = {"talk_id": talk, "seq": number, "who": "Bob", "at": now}
            session.add(TurnTag(tag=text[:LONGEST_TAG], **at))
            session.add(TurnNote(text=text, staff_id=bob.id, **at))
            if 0 < len(" ".join(text.split())) <= examples.LONGEST:
                for approved in (False, True):
                    made = examples.propose(session, bob, text=text, label=_NEED, talk_id=talk, partner=None, now=now)
                    if approved:
                        examples.decide(session, made, eva, True, "", now)

    in_database(url, more)
    return talk


def _request(url: str, texts: Sequence[str]) -> str:
    words = whole(texts)
    asked = Asked("informatiepunt", None, Details(words, words, words, words, words, words), "versie 1", None)
    bob, now = worker(url), datetime.now(UTC)

    def work(session: Session) -> str:
        request = contact_requests.keep(session, SEAL, contact_requests.origin_of("talk"), "formulier", asked, now)
        for text in texts:
            if 0 < len(text.strip()) <= LONGEST_STEP:
                version = session.get_one(ContactRequest, request).version
                Act(session, request, Doer(bob, now, version, SEAL)).note(text)
        return request

    return in_database(url, work)
