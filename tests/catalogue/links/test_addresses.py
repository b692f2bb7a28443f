"""Only the public internet is visited, however an address is written or wrapped."""

from __future__ import annotations

import socket
import time

import pytest

from catalogue.links import addresses
from catalogue.links.addresses import NoAddressError, is_public, resolve


@pytest.mark.parametrize("address", ["93.184.215.14", "2a02:2b88::1", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_visited(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::", "2001:db8::1", "100::1"),
        *("localhost", "", "1.2.3", "0x7f000001", "2130706433", "127.1"),
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


def test_all_addresses_of_a_name_are_looked_at() -> None:
    found = {endpoint.address for endpoint in resolve("localhost", 5)}
    assert found <= {"127.0.0.1", "::1"}
    assert found


def test_a_name_that_cannot_exist_has_no_address() -> None:
    with pytest.raises(NoAddressError):
        resolve("bestaat-niet.invalid", 5)


def test_a_silent_name_server_does_not_hold_up_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_ask", lambda _host: time.sleep(3))
    begun = time.monotonic()
    with pytest.raises(NoAddressError) as error:
        resolve("www.voorbeeld.nl", 0.2)
    assert time.monotonic() - begun < 1
    assert not error.value.sure


def test_a_name_that_is_no_name_is_refused_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(NoAddressError) as error:
        resolve("www.voorbeeld.nl", 1)
    assert error.value.sure
