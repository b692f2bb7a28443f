"""Mail to colleagues: something waits for you at the desk. Nothing in it says what, of whom, or which request."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from web.database import Database, UnavailableError
from web.mail.sending import MailError, Post
from web.request_desk import due_mails
from web.request_desk.due_mails import Letter
from web.request_desk.terms import Terms

log = logging.getLogger(__name__)

SUBJECT = "Er staat iets voor je klaar in Wegwijs"
_TEXT = """Hallo {name},

Er staat iets voor je klaar in Wegwijs. Log in en kijk bij Contactvragen:
{address}/bureau/contactvragen

In deze mail staat expres niet waar het over gaat.
"""
_PAUSE = 20.0  # seconds


class Tidings:
    """Looks now and then who must be mailed, and mails them. Without a mail server it does nothing."""

    def __init__(self, database: Database, post: Post, terms: Terms, public_address: str) -> None:
        self._database, self._post, self._terms, self._address = database, post, terms, public_address

    async def run(self) -> None:
        """Until it is cancelled."""
        while self._post.enabled:
            try:
                await self.look(datetime.now(UTC))
            except UnavailableError:
                log.warning("contact: the database did not answer; mails wait")
            await asyncio.sleep(_PAUSE)

    async def look(self, now: datetime) -> None:
        """Mail everybody who must be mailed now. Raises UnavailableError."""
        if not await self._database.read(lambda session: due_mails.waits(session, self._terms, now)):
            return
        await self._database.write(lambda session: due_mails.put(session, self._terms, now))
        for letter in await self._database.write(lambda session: due_mails.claim(session, now)):
            await self._send(letter)

    async def _send(self, letter: Letter) -> None:
        text = _TEXT.format(name=letter.to.name, address=self._address)
        try:
            await self._post.send(letter.to.email, SUBJECT, text)
        except MailError as error:
            log.warning("contact: a mail to a colleague was not sent and is tried again: %s", error)
            return
        await self._database.write(lambda session: due_mails.sent(session, letter))
