"""`/mijn/{key}/waardering/{slug}`: what the visitor thought of an instrument that was shown in the talk.

1. A score is one tap on the sheet; it can be changed. After a low one a note can be written.
2. A note is read for danger before anything else: the card then stands on top of whatever page comes, and staff are
   told, also of a note that is too long to keep.
3. What cannot be kept comes back with all that was typed, and with the alarm it gave: shortened it gives no second one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from sqlalchemy.orm import Session

from web import safety_check
from web.conversations import feedback, store
from web.conversations.feedback import Alarm
from web.conversations.store import Line, PageTalk, TalkGoneError
from web.limits.body import READ_FOR_DANGER
from web.mine import forms, talk_so_far
from web.mine.door import Door
from web.mine.forms import Clean
from web.mine.known import Known
from web.mine.words import Said, fills
from web.site import content
from web.site.content import Troubles, Words
from web.site.render import PageError, page

MOST = 1000
"""Characters of a note; as much as a message of the chat may have."""
LOW = 2
"""After a score up to this a note can be written."""
Score = Literal[1, 2, 3]


class RatingWords(Words):
    """`texts/waardering.yml`."""

    ask: Said
    scores: dict[Score, Said] = Field(min_length=3)
    chosen: Annotated[Said, fills("score")]
    note: Said
    note_hint: Said
    noted: Said
    send: Said
    title: Said
    kept: Said
    too_long: Annotated[Said, fills("count", "most")]
    lost: Said
    back: Said


@dataclass(frozen=True)
class Rated:
    """What stands below a card: the score that was given, if any, and whether there is a note."""

    score: int | None = None
    noted: bool = False

    @property
    def low(self) -> bool:
        """Whether a note can be written."""
        return self.score is not None and self.score <= LOW


def shown(known: Known, lines: Sequence[Line]) -> frozenset[str]:
    """The slugs of what was shown in the talk; a step back in it hides nothing that was seen."""
    return frozenset({*known.shown, *known.liked, *talk_so_far.reasons(lines)})


def rated(session: Session, talk_id: str, slugs: Collection[str]) -> dict[str, Rated]:
    """What can be said of each of these instruments, with what was said until now."""
    said = feedback.of_talk(session, talk_id)
    return {
        slug: Rated(said[slug].score, said[slug].note is not None) if slug in said else Rated()
        for slug in sorted(slugs)
    }


@dataclass(frozen=True)
class Rating:
    """What the pages work with; the composition root fills it in."""

    door: Door
    clean: Clean
    on_note: Callable[[], None]
    """Called when there is a note in which names can be searched for."""


def router(tools: Rating) -> APIRouter:
    """What the forms on the sheet send to. Raises TextsError when a file of words is not as it should be."""
    routes = APIRouter(include_in_schema=False)
    words, troubles = content.load("waardering", RatingWords), content.load("trouble", Troubles).pages

    @routes.post("/mijn/{key}/waardering/{slug}")
    async def rate(request: Request, key: str, slug: str) -> Response:
        fields = await forms.read(request)
        note = tools.clean(fields.get("toelichting", ""))
        typed = _Typed(key, slug, note, words, told=_read_mark(fields.get("gemeld", "")))
        try:
            talk = await tools.door.talk(request, key)
            typed.told = await _keep(tools.door, talk, slug, fields, typed)
        except PageError as error:
            if not note:
                raise
            trouble = troubles[error.word]
            return typed.again(" ".join([words.lost, *trouble.text]), trouble.status, error.headers)
        if typed.too_long:
            return typed.again(words.too_long.format(count=len(note), most=MOST), 422)
        if note:
            tools.on_note()
            if typed.danger:
                return typed.page(said=words.kept)
        return RedirectResponse(f"/mijn/{key}/overzicht#waardering-{slug}", status_code=303)

    return routes


async def _keep(door: Door, talk: PageTalk, slug: str, fields: Mapping[str, str], typed: _Typed) -> Alarm | None:
    """Keep a score or a note, with the danger in it; of a note that is too long only the danger: gives that alarm.

    Raises PageError, also for what was not shown in this talk.
    """
    score, now = fields.get("cijfer", ""), datetime.now(UTC)
    alarm = Alarm(typed.tier, now) if typed.tier else None
    if score and score not in {str(one) for one in feedback.SCORES}:
        raise PageError("niet-gevonden")

    def work(session: Session) -> tuple[bool, Alarm | None]:
        if slug not in shown(Known.of(talk.state), store.transcript(session, talk.talk)):
            return False, typed.told
        if score:
            feedback.rate(session, talk.talk, slug, int(score), now)
        if typed.note and not typed.too_long:
            return feedback.annotate(session, talk.talk, slug, typed.note, alarm, typed.told), None
        if not alarm:
            return True, typed.told
        stands = feedback.tell_danger(session, talk.talk, slug, alarm, typed.told)
        return stands is not None, stands

    try:
        found, stands = await door.write(work)
    except TalkGoneError:
        raise PageError("niet-gevonden") from None
    if not found:
        raise PageError("niet-gevonden")
    return stands


def _read_mark(mark: str) -> Alarm | None:
    """The alarm that the page of a note that came back was marked with."""
    tier, _, at = mark.partition(" ")
    try:
        return Alarm(tier, datetime.fromisoformat(at).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


class _Typed:
    """A note that was typed, and the page that gives it back; `told` is the alarm that it gave before."""

    def __init__(self, key: str, slug: str, note: str, words: RatingWords, told: Alarm | None) -> None:
        self._key, self._slug, self._words = key, slug, words
        self.note, self.told = note, told
        self.too_long = len(note) > MOST
        finding = safety_check.look(note[:READ_FOR_DANGER]) if note else None
        self.danger: list[dict[str, Any]] = safety_check.messages_for(finding) if finding else []
        self.tier: str | None = finding.tier if finding else None

    def again(self, wrong: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
        """The page with what is wrong and all that was typed."""
        return self.page(wrong=wrong, status=status, headers=headers)

    def page(
        self, *, said: str = "", wrong: str = "", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The card when there is danger, then what happened to the note."""
        return page(
            "mine/waardering.html",
            status=status,
            headers=headers,
            t=self._words,
            key=self._key,
            slug=self._slug,
            typed=self.note,
            mark=f"{self.told.tier} {self.told.at.isoformat()}" if self.told else "",
            said=said,
            wrong=wrong,
            safety=self.danger,
        )
