"""What is found at a link, seen on real servers with TLS; and what is never visited."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from catalogue.links.addresses import Endpoint, NoAddressError
from catalogue.links.checker import Checker
from tests.catalogue.links.server import Reply, Server, answer, running, to
from tests.common.certificates import Authority

SITE, WWW = "voorbeeld.nl", "www.voorbeeld.nl"
OUTSIDE, INSIDE = "127.0.0.2", "127.0.0.1"
"""Loopback plays both: what stands at .2 counts as public here, what stands at .1 as a machine of our own."""


class World:
    """Names, the addresses behind them, and the servers that stand there."""

    def __init__(self, ca: Authority, stack: ExitStack) -> None:
        self.ca, self._stack = ca, stack
        self.names: dict[str, list[Endpoint]] = {}
        self.resolved: list[str] = []
        self.checker = Checker(self.resolve, lambda address: address == OUTSIDE, ca.trusted, seconds=2)

    def serve(self, reply: Reply, *names: str, address: str = OUTSIDE, certificate: Path | None = None) -> Server:
        names = names or (SITE, WWW)
        made = certificate or self.ca.certificate(*names)
        server = self._stack.enter_context(running(made, reply, address))
        for name in names:
            self.names.setdefault(name, []).append(Endpoint(server.address, server.port))
        return server

    def resolve(self, host: str, _seconds: float) -> tuple[Endpoint, ...]:
        self.resolved.append(host)
        if host not in self.names:
            raise NoAddressError(sure=True)
        return tuple(self.names[host])


@pytest.fixture
def world(ca: Authority) -> Iterator[World]:
    with ExitStack() as stack:
        yield World(ca, stack)


def test_a_page_that_is_there_is_fine_and_asked_politely(world: World) -> None:
    server = world.serve(lambda _: answer("206 Partial Content", b"<h1>Welkom</h1>"))
    found = world.checker.check(f"https://{WWW}/hulp?soort=zorg#onder")
    assert (found.code, found.ok) == ("ok", True)
    (asked,) = server.asked
    assert asked.startswith("GET /hulp?soort=zorg HTTP/1.1\r\n")
    assert f"Host: {WWW}\r\n" in asked
    assert "Wegwijs" in asked
    assert "Range: bytes=0-" in asked
    assert "ookie" not in asked


@pytest.mark.parametrize(
    ("status", "code", "ok", "soft"),
    [
        ("200 OK", "ok", True, False),
        ("404 Not Found", "niet gevonden", False, False),
        ("410 Gone", "weg", False, False),
        ("403 Forbidden", "afgeschermd", True, False),
        ("429 Too Many Requests", "afgeschermd", True, False),
        ("416 Range Not Satisfiable", "ok", True, False),
        ("500 Internal Server Error", "storing", False, True),
        ("503 Service Unavailable", "storing", False, True),
        ("302 Found", "storing", False, True),
    ],
)
def test_the_status_says_how_it_stands(world: World, status: str, code: str, ok: bool, soft: bool) -> None:
    world.serve(lambda _: answer(status, b"x"))
    found = world.checker.check(f"https://{SITE}/")
    assert (found.code, found.ok, found.soft) == (code, ok, soft)


@pytest.mark.parametrize("goal", ["/nieuw", f"https://{WWW}/nieuw", f"https://{SITE}/nieuw", "nieuw"])
def test_a_redirect_on_the_same_site_is_followed(world: World, goal: str) -> None:
    server = world.serve(lambda path: answer("200 OK") if path == "/nieuw" else to(goal))
    assert world.checker.check(f"https://{WWW}/oud").ok
    assert server.paths == ["/oud", "/nieuw"]


def test_a_redirect_to_a_page_that_is_gone_is_broken(world: World) -> None:
    world.serve(lambda path: to("/weg") if path == "/" else answer("404 Not Found"))
    assert world.checker.check(f"https://{SITE}").code == "niet gevonden"


def test_a_redirect_to_another_site_is_told_and_not_followed(world: World) -> None:
    world.serve(lambda _: to("https://www.anders.nl/hulp"))
    other = world.serve(lambda _: answer("200 OK"), "www.anders.nl")
    found = world.checker.check(f"https://{SITE}/")
    assert (found.code, found.ok) == ("verhuisd", False)
    assert "https://www.anders.nl/hulp" in found.message
    assert other.connections == 0
    assert "www.anders.nl" not in world.resolved


@pytest.mark.parametrize(
    "goal",
    [
        *(f"http://{SITE}/", "https://127.0.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[::1]/"),
        *(f"https://{SITE}:8443/", f"https://iemand:geheim@{SITE}/", "file:///etc/passwd", "javascript:alert(1)"),
        *(
            "https://localhost/",
            "//169.254.169.254/",
            "https://[kapot",
            "gopher://voorbeeld.nl/",
            "https://2130706433/",
        ),
    ],
)
def test_a_redirect_to_what_may_not_be_visited_stops_there(world: World, goal: str) -> None:
    server = world.serve(lambda _: to(goal))
    inside = world.serve(lambda _: answer("200 OK"), "binnen.nl", address=INSIDE)
    found = world.checker.check(f"https://{SITE}/")
    assert (found.code, found.ok) == ("niet toegestaan", False)
    assert len(server.asked) == 1
    assert inside.connections == 0


def test_a_site_that_keeps_redirecting_is_left_after_five(world: World) -> None:
    counter = itertools.count()
    server = world.serve(lambda _: to(f"/{next(counter)}"))
    assert not world.checker.check(f"https://{SITE}/").ok
    assert len(server.asked) == 6


def test_what_a_site_sends_is_shown_as_harmless_text(world: World) -> None:
    world.serve(lambda _: to("https://www.anders.nl/\x1b[31m" + "a" * 5000))
    message = world.checker.check(f"https://{SITE}/").message
    assert message.isprintable()
    assert len(message) < 700


def test_a_name_that_leads_inside_is_not_visited(world: World) -> None:
    server = world.serve(lambda _: answer("200 OK"), SITE, address=INSIDE)
    assert world.checker.check(f"https://{SITE}/").code == "niet toegestaan"
    assert server.connections == 0


def test_one_address_inside_among_public_ones_is_enough_to_stay_away(world: World) -> None:
    public = world.serve(lambda _: answer("200 OK"), SITE)
    private = world.serve(lambda _: answer("200 OK"), SITE, address=INSIDE)
    assert world.checker.check(f"https://{SITE}/").code == "niet toegestaan"
    assert public.connections == private.connections == 0


def test_a_name_that_changes_its_address_after_the_look_gets_nothing(world: World) -> None:
    public = world.serve(lambda _: answer("200 OK"), SITE)
    private = world.serve(lambda _: answer("200 OK"), SITE, address=INSIDE)
    turns = itertools.cycle([Endpoint(OUTSIDE, public.port), Endpoint(INSIDE, private.port)])
    asked = []

    def rebinding(host: str, _seconds: float) -> tuple[Endpoint, ...]:
        asked.append(host)
        return (next(turns),)

    checker = Checker(rebinding, world.checker.allowed, world.checker.context, seconds=2)
    assert checker.check(f"https://{SITE}/").ok
    assert asked == [SITE]  # looked up once, and the connection went to what was looked at
    assert not checker.check(f"https://{SITE}/").ok
    assert private.connections == 0


def test_a_redirect_back_to_a_name_that_now_leads_inside_is_not_followed(world: World) -> None:
    public = world.serve(lambda _: to(f"https://{WWW}/binnen"), SITE, certificate=world.ca.certificate(SITE, WWW))
    private = world.serve(lambda _: answer("200 OK"), WWW, address=INSIDE)
    assert world.checker.check(f"https://{SITE}/").code == "niet toegestaan"
    assert public.paths == ["/"]
    assert private.connections == 0


def test_a_certificate_for_another_name_is_refused(world: World) -> None:
    server = world.serve(lambda _: answer("200 OK"), SITE, certificate=world.ca.certificate("www.anders.nl"))
    found = world.checker.check(f"https://{SITE}/")
    assert (found.code, found.soft) == ("tls", False)
    assert server.asked == []


def test_a_certificate_of_an_unknown_authority_is_refused(world: World) -> None:
    server = world.serve(lambda _: answer("200 OK"))
    strict = Checker(world.resolve, world.checker.allowed, seconds=2)
    assert strict.check(f"https://{SITE}/").code == "tls"
    assert server.asked == []


def test_a_server_without_tls_is_refused(world: World) -> None:
    with running(None, lambda _: answer("200 OK"), OUTSIDE) as plain:
        world.names[SITE] = [Endpoint(OUTSIDE, plain.port)]
        assert world.checker.check(f"https://{SITE}/").code in {"tls", "tijd"}


def test_the_default_refuses_this_very_machine(ca: Authority) -> None:
    with running(ca.certificate(SITE), lambda _: answer("200 OK")) as server:
        usual = Checker(resolve=lambda *_: (Endpoint("127.0.0.1", server.port),), context=ca.trusted)
        assert usual.check(f"https://{SITE}/").code == "niet toegestaan"
        assert server.connections == 0


def test_of_a_huge_page_only_the_beginning_is_read(world: World) -> None:
    sent = []

    def huge(_: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
        for _turn in range(100_000):
            sent.append(10_000)
            yield b"a" * 10_000

    world.serve(huge)
    begun = time.monotonic()
    assert world.checker.check(f"https://{SITE}/").ok
    assert time.monotonic() - begun < 2
    assert sum(sent) < 50_000_000  # what the buffers between us hold, not a gigabyte


def _drip(first: bytes, part: bytes) -> Callable[[str], Iterator[bytes]]:
    def reply(_: str) -> Iterator[bytes]:
        yield first
        for _turn in range(200):
            time.sleep(0.1)
            yield part

    return reply


@pytest.mark.parametrize(
    "reply",
    [
        _drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"a"),
        _drip(b"HTTP/1.1 200 OK\r\n", b"X-Traag: ja\r\n"),
        _drip(b"", b"H"),
    ],
    ids=["body", "headers", "status"],
)
def test_a_site_that_drips_is_left_when_the_time_is_up(world: World, reply: Reply) -> None:
    world.serve(reply)
    begun = time.monotonic()
    found = world.checker.check(f"https://{SITE}/")
    assert 1.5 < time.monotonic() - begun < 3.5
    assert (found.code, found.ok, found.soft) == ("tijd", False, True)


def test_endless_headers_are_not_read_to_the_end(world: World) -> None:
    def endless(_: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-Nog: " + b"a" * 60_000 + b"\r\n"

    world.serve(endless)
    assert world.checker.check(f"https://{SITE}/").code == "storing"


def test_a_site_that_speaks_nonsense_or_hangs_up_may_pass(world: World) -> None:
    for said in (b"", b"onzin\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"):
        world.names.clear()
        world.serve(lambda _, said=said: said)  # type: ignore[misc]
        found = world.checker.check(f"https://{SITE}/")
        assert (found.code, found.soft) == ("storing", True)


def test_a_name_that_does_not_exist_is_broken(world: World) -> None:
    found = world.checker.check("https://bestaat-niet.nl/")
    assert (found.code, found.ok, found.soft) == ("dns", False, False)


@pytest.mark.parametrize(
    "url",
    [f"http://{SITE}/", f"https://{SITE}:444/", f"https://u:p@{SITE}/", "https://127.0.0.1/", "ftp://x.nl", "", "x"],
)
def test_what_is_no_public_web_address_is_not_even_looked_up(world: World, url: str) -> None:
    assert world.checker.check(url).code == "niet toegestaan"
    assert world.resolved == []
