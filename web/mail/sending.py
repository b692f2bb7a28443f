"""Send a plain text by SMTP, where the settings name a server.

Each send is bounded in time. What comes from a record (an address, a name in a subject) can never become a header.
"""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from catalogue import texts

SECONDS = 10.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class MailError(Exception):
    """The mail was not sent; the message says in Dutch why, without the address or the text."""


@dataclass(frozen=True)
class _Server:
    host: str
    port: int
    tls: bool
    starttls: bool
    user: str | None
    password: str


class Post:
    """Sends mail from one sender. Raises ValueError when the address of the server cannot be used.

    `url` is smtp://host:port, smtps://host:port or smtp://user:password@host:port?tls=starttls; without it nothing is
    sent and `enabled` is False. `context` says whose certificates are believed.
    """

    def __init__(
        self, url: str | None, sender: str, *, seconds: float = SECONDS, context: ssl.SSLContext | None = None
    ) -> None:
        self._server = _server(url) if url else None
        self._sender, self._seconds = sender, seconds
        self._context = context or ssl.create_default_context()

    @property
    def enabled(self) -> bool:
        """Whether there is a server to send with."""
        return self._server is not None

    async def send(self, to: str, subject: str, text: str) -> None:
        """Send a text to one address. Raises MailError."""
        await asyncio.to_thread(self.send_now, to, subject, text)

    def send_now(self, to: str, subject: str, text: str) -> None:
        """The same, for who has no event loop; it takes at most a few times `seconds`."""
        if self._server is None:
            raise MailError("Er is geen mailserver ingesteld.")
        message = self._message(to, subject, text)
        try:
            self._deliver(self._server, message)
        except smtplib.SMTPNotSupportedError:
            raise MailError("De mailserver biedt geen beveiligde verbinding of geen inlog.") from None
        except smtplib.SMTPAuthenticationError:
            raise MailError("De mailserver neemt de inlog niet aan.") from None
        except smtplib.SMTPRecipientsRefused:
            raise MailError("De mailserver neemt dit e-mailadres niet aan.") from None
        except smtplib.SMTPResponseException as error:
            raise MailError(f"De mailserver weigert de mail (code {error.smtp_code}).") from None
        except ssl.SSLError:
            raise MailError("De beveiliging van de mailserver klopt niet.") from None
        except (smtplib.SMTPException, OSError):
            raise MailError("De mailserver geeft geen antwoord.") from None

    def _message(self, to: str, subject: str, text: str) -> EmailMessage:
        try:
            texts.email(to)
        except ValueError:
            raise MailError("Dit is geen geldig e-mailadres.") from None
        message = EmailMessage(policy=POLICY)
        message["From"], message["To"] = self._sender, to
        message["Subject"] = " ".join("".join(part if part.isprintable() else " " for part in subject).split())[:200]
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, charset="utf-8", cte="quoted-printable")
        return message

    def _deliver(self, server: _Server, message: EmailMessage) -> None:
        if server.tls:
            client: smtplib.SMTP = smtplib.SMTP_SSL(timeout=self._seconds, context=self._context)
        else:
            client = smtplib.SMTP(timeout=self._seconds)
        # A socket's own timeout begins anew at each byte; this one ends it all.
        watch = threading.Timer(self._seconds, _hang_up, [client])
        watch.daemon = True
        watch.start()
        try:
            client._host = server.host  # type: ignore[attr-defined]  # the name the certificate must have
            client.connect(server.host, server.port)
            if server.starttls:
                client.starttls(context=self._context)
            if server.user is not None:
                client.login(server.user, server.password)
            client.send_message(message)
            with contextlib.suppress(smtplib.SMTPException, OSError):  # it has the mail already
                client.quit()
        finally:
            watch.cancel()
            client.close()


def _hang_up(client: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, AttributeError):
        socket.socket.shutdown(client.sock, socket.SHUT_RDWR)  # type: ignore[arg-type]


def _server(url: str) -> _Server:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    else:
        tls = parts.scheme == "smtps"
        asked = parse_qs(parts.query).get("tls", [])
    if not host or parts.scheme not in {"smtp", "smtps"} or asked not in ([], ["starttls"]) or (tls and asked):
        raise ValueError("WEGWIJS_SMTP_URL must be smtp://host:port, smtps://host:port, or smtp://… with ?tls=starttls")
    starttls = bool(asked)
    if parts.username and not (tls or starttls or host in _LOOPBACK):
        raise ValueError("WEGWIJS_SMTP_URL has a password, which may only go over TLS: use smtps:// or ?tls=starttls")
    user = unquote(parts.username) if parts.username else None
    usual = 465 if tls else 587 if starttls else 25
    return _Server(host, port or usual, tls, starttls, user, unquote(parts.password or ""))
