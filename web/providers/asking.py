"""Ask providers whether their records still hold: one mail with one link, and never twice within a month.

The right to write is taken before a mail goes out, for a limited time, and that it went out is noted afterwards: two
who press the button at the same moment send one mail, and who is killed halfway keeps nobody unmailed for a month.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from catalogue import asking, provider_links
from catalogue.asking import Ask
from catalogue.provider_links import Mailing
from catalogue.search import today_here
from web.database import Database, UnavailableError
from web.mail.sending import MailError, Post
from web.site import content, filters
from web.staff.jobs import Progress

log = logging.getLogger(__name__)

LINK_DAYS = 60
"""How long a link works."""
_HERE = ZoneInfo("Europe/Amsterdam")
_MOST_TITLES = 40
"""Named in one mail; the page behind the link has them all."""
_PAUSES = (1.0, 5.0)
"""Seconds before it is tried again to note that a mail went out."""
_REFUSALS = {
    Mailing.STOPPED: "wil geen mail",
    Mailing.LATELY: "kreeg minder dan een maand geleden al mail",
    Mailing.BUSY: "krijgt nu al mail, of dat brak net af. Probeer het over een uur opnieuw",
}


class Words(content.Words):
    """The mail, with places for what differs."""

    subject: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A mail as it is sent; `to` is None when no address is known."""

    to: str | None
    subject: str
    text: str
    link: str


@dataclass(frozen=True)
class Result:
    """What became of one provider; `reason` says in Dutch why it was not written to."""

    provider: str
    reason: str | None = None


class Asker:
    """Writes to providers. Raises TextsError when the words of the mail are not as they should be."""

    def __init__(self, database: Database, post: Post, public_address: str) -> None:
        self._database, self.post, self._public_address = database, post, public_address
        self._words = content.load("aanbieder_mail", Words)

    def link(self, token: str) -> str:
        """The address of the page behind a token."""
        return f"{self._public_address}/aanbieder/{token}"

    def letter(self, ask: Ask, token: str, now: datetime) -> Letter:
        """The mail to a provider."""
        until = last_day(now)
        named = [f"- {title}" for title in ask.titles[:_MOST_TITLES]]
        if len(ask.titles) > _MOST_TITLES:
            named.append(f"- en nog {len(ask.titles) - _MOST_TITLES} andere")
        link = self.link(token)
        text = self._words.text.format(
            provider=ask.provider, records="\n".join(named), link=link, until=filters.day(until)
        )
        return Letter(ask.email, self._words.subject, text, link)

    async def to_copy(self, provider: str, by: str, now: datetime) -> Letter | None:
        """The mail to a provider, for who sends it by hand; None when it offers nothing. Raises UnavailableError."""

        def work(session: Session) -> Letter | None:
            ask = asking.of_provider(session, provider, today_here())
            if ask is None:
                return None
            return self.letter(ask, provider_links.new_link(session, provider, by=by, now=now, days=LINK_DAYS), now)

        return await self._database.write(work)

    async def ask(self, ask: Ask, by: str) -> Result:
        """Write to one provider. Raises UnavailableError when that could not be noted; then nothing was sent."""
        now = datetime.now(UTC)
        if ask.email is None:
            return Result(ask.provider, "heeft geen e-mailadres in het aanbod")

        def begin(session: Session) -> tuple[Mailing, str]:
            mailing = provider_links.claim_mail(session, ask.provider, now)
            if mailing is not Mailing.MAY:
                return mailing, ""
            return mailing, provider_links.new_link(session, ask.provider, by=by, now=now, days=LINK_DAYS)

        mailing, token = await self._database.write(begin)
        if mailing in _REFUSALS:
            return Result(ask.provider, _REFUSALS[mailing])
        letter = self.letter(ask, token, now)
        try:
            await self.post.send(ask.email, letter.subject, letter.text)
        except MailError as error:
            await self._undo(ask.provider, token, now)
            return Result(ask.provider, str(error))
        await self._noted(ask.provider)
        return Result(ask.provider)

    async def ask_due(self, progress: Progress) -> None:
        """Write to every provider with a record that is stale or soon will be; what was not sent stands in `notes`."""
        due = await self._database.read(lambda session: asking.due(session, today_here()))
        progress.total = len(due)
        for ask in due:
            try:
                result = await self.ask(ask, progress.by)
            except UnavailableError:
                result = Result(ask.provider, "de database gaf geen antwoord")
            if result.reason:
                progress.notes.append(f"{result.provider}: {result.reason}")
            progress.done += 1

    async def _undo(self, provider: str, token: str, now: datetime) -> None:
        def work(session: Session) -> None:
            provider_links.not_mailed(session, provider)
            provider_links.revoke_token(session, token, now)

        await self._database.write(work)

    async def _noted(self, provider: str) -> None:
        """Note that a mail went out. It cannot be called back: a database that is silent is asked again."""

        def work(session: Session) -> None:
            provider_links.mailed(session, provider, datetime.now(UTC))

        for pause in (*_PAUSES, None):
            try:
                await self._database.write(work)
                return
            except UnavailableError:
                if pause is None:
                    log.error("a mail to a provider went out and could not be noted; it may be asked again in an hour")
                    return
                await asyncio.sleep(pause)


def last_day(now: datetime) -> date:
    """The last whole day, in the Netherlands, on which a link made now works."""
    return (now + timedelta(days=LINK_DAYS - 1)).astimezone(_HERE).date()
