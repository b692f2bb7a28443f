"""A mail server for tests, which keeps what it gets."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """Takes mail, or refuses it with the answer that a test sets."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.secured: list[bool] = []
        self.refuse_recipient: str | None = None
        self.refuse_data: str | None = None

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse_data:
            return self.refuse_data
        self.received.append(envelope)
        self.secured.append(session.ssl is not None)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        """What came in, in order."""
        found: list[EmailMessage] = []
        for envelope in self.received:
            assert isinstance(envelope.content, bytes)
            found.append(email.message_from_bytes(envelope.content, policy=default))
        return found

    def message(self) -> EmailMessage:
        """The only mail that came in."""
        (found,) = self.messages()
        return found


@contextmanager
def serving(sink: Sink, **options: Any) -> Iterator[int]:
    """The port of a mail server on loopback, until the `with` ends."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
