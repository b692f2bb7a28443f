"""Mail is sent as it was written, or the caller hears that it was not."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from tests.common.certificates import Authority
from tests.common.smtp import Sink, free_port, serving
from web.mail.sending import MailError, Post

pytestmark = pytest.mark.anyio

TO = "info@voorbeeld.nl"
FROM = "wegwijs@informatiepunt.nl"
TEXT = "Beste collega’s,\n\nKlopt dit nog? – café, één, ☂\n.\nGroet\n" + "een heel lange regel " * 200


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def post(sink: Sink) -> Iterator[Post]:
    with serving(sink) as port:
        yield Post(f"smtp://127.0.0.1:{port}", FROM)


async def test_a_mail_arrives_as_it_was_written(post: Post, sink: Sink) -> None:
    await post.send(TO, "Klopt dit nog? – één vraag", TEXT)
    message = sink.message()
    assert (message["from"], message["to"], message["subject"]) == (FROM, TO, "Klopt dit nog? – één vraag")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == TEXT + "\n"
    assert message["message-id"].endswith("@informatiepunt.nl>")
    assert message["date"]
    assert (sink.received[0].mail_from, sink.received[0].rcpt_tos) == (FROM, [TO])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x00", "\u2028", "\x0b"])
async def test_no_subject_can_add_a_header_or_another_reader(post: Post, sink: Sink, end: str) -> None:
    await post.send(TO, f"Klopt dit?{end}Bcc: allen@voorbeeld.nl{end}{end}<script>", "Tekst")
    assert sink.message()["bcc"] is None
    assert sink.received[0].rcpt_tos == [TO]
    assert sink.message()["subject"].startswith("Klopt dit? Bcc:")
    assert sink.message().get_content().strip() == "Tekst"


@pytest.mark.parametrize(
    "to",
    [
        *("", "geen adres", "a@b.nl, c@d.nl", "a@b.nl\nBcc: c@d.nl", "a@b.nl\r\n", "<a@b.nl>", "A <a@b.nl>"),
        *("a@b.nl> ORCPT=rfc822;c@d.nl", "a@[127.0.0.1]", "a@b.nl\x00", '"a b"@b.nl'),
    ],
)
async def test_what_is_not_one_plain_address_gets_nothing(post: Post, sink: Sink, to: str) -> None:
    with pytest.raises(MailError, match="geldig e-mailadres"):
        await post.send(to, "Klopt dit nog?", "Tekst")
    assert sink.received == []


async def test_without_a_server_nothing_is_sent() -> None:
    post = Post(None, FROM)
    assert not post.enabled
    with pytest.raises(MailError, match="geen mailserver"):
        await post.send(TO, "Vraag", "Tekst")


async def test_a_server_that_is_gone_is_told() -> None:
    with pytest.raises(MailError, match="geen antwoord"):
        await Post(f"smtp://127.0.0.1:{free_port()}", FROM).send(TO, "Vraag", "Tekst")


@pytest.mark.parametrize(
    ("recipient", "data", "said"),
    [
        ("550 Onbekend", None, "neemt dit e-mailadres niet aan"),
        (None, "554 Ongewenst", r"weigert de mail \(code 554\)"),
    ],
)
async def test_a_server_that_refuses_is_told(
    post: Post, sink: Sink, recipient: str | None, data: str | None, said: str
) -> None:
    sink.refuse_recipient, sink.refuse_data = recipient, data
    with pytest.raises(MailError, match=said) as error:
        await post.send(TO, "Vraag", "Tekst")
    assert TO not in str(error.value)


async def test_tls_that_is_asked_and_not_offered_sends_nothing(sink: Sink) -> None:
    with serving(sink) as port, pytest.raises(MailError, match="geen beveiligde verbinding"):
        await Post(f"smtp://127.0.0.1:{port}?tls=starttls", FROM).send(TO, "Vraag", "Tekst")
    assert sink.received == []


def _trusting(ca: Authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca.certificate("localhost"))
    return context


async def test_starttls_secures_the_mail_and_the_password(sink: Sink, ca: Authority) -> None:
    logins = []

    def check(_server: object, _session: object, _envelope: object, mechanism: str, data: Any) -> AuthResult:
        logins.append((mechanism, data.login, data.password))
        return AuthResult(success=data.password == b"ge:heim/", handled=False)

    options = {"tls_context": _trusting(ca), "authenticator": check, "auth_required": True}
    with serving(sink, **options) as port:
        await Post(f"smtp://ik:ge%3Aheim%2F@localhost:{port}?tls=starttls", FROM, context=ca.trusted).send(
            TO, "Vraag", "Tekst"
        )
        assert sink.secured == [True]
        assert logins[-1][1:] == (b"ik", b"ge:heim/")
        with pytest.raises(MailError, match="neemt de inlog niet aan"):
            await Post(f"smtp://ik:fout@localhost:{port}?tls=starttls", FROM, context=ca.trusted).send(TO, "V", "T")


async def test_a_mail_server_with_an_unknown_certificate_gets_nothing(sink: Sink, ca: Authority) -> None:
    with serving(sink, tls_context=_trusting(ca)) as port, pytest.raises(MailError, match="beveiliging"):
        await Post(f"smtp://localhost:{port}?tls=starttls", FROM).send(TO, "Vraag", "Tekst")
    assert sink.received == []


@contextmanager
def _raw(ca: Authority | None, talk: Callable[[socket.socket], None]) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _ = listener.accept()
            with connection:
                talk(_trusting(ca).wrap_socket(connection, server_side=True) if ca else connection)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(timeout=5)


async def test_smtps_is_secured_from_the_first_byte(ca: Authority) -> None:
    heard: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 hier\r\n")
        with connection.makefile("rb") as lines:
            for line in lines:
                heard.append(line)
                connection.sendall(b"354 ga door\r\n" if line.lower() == b"data\r\n" else b"250 goed\r\n")
                if line.lower() == b"data\r\n":
                    heard.extend(iter(lines.readline, b".\r\n"))
                    connection.sendall(b"250 goed\r\n")
        connection.close()

    with _raw(ca, talk) as port:
        await Post(f"smtps://localhost:{port}", FROM, context=ca.trusted).send(TO, "Vraag", "Tekst")
    assert b"Tekst\r\n" in heard


@pytest.mark.parametrize("part", [b"", b"2"], ids=["silent", "dripping"])
async def test_a_slow_server_is_left_in_time(part: bytes) -> None:
    ended = threading.Event()

    def talk(connection: socket.socket) -> None:
        while not ended.wait(0.1):
            if part:
                connection.sendall(part)

    with _raw(None, talk) as port:
        begun = time.monotonic()
        with pytest.raises(MailError, match="geen antwoord"):
            await Post(f"smtp://127.0.0.1:{port}", FROM, seconds=0.5).send(TO, "Vraag", "Tekst")
        assert time.monotonic() - begun < 2
        ended.set()


@pytest.mark.parametrize(
    "url",
    [
        *("http://mail.nl", "mail.nl:25", "smtp://", "smtp://mail.nl:poort", "smtps://mail.nl?tls=starttls"),
        *("smtp://mail.nl?tls=nee", "smtp://ik:geheim@mail.nl:25"),
    ],
)
def test_a_setting_that_cannot_be_right_stops_the_start_without_showing_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="WEGWIJS_SMTP_URL") as error:
        Post(url, FROM)
    assert "geheim" not in str(error.value)
