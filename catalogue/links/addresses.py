"""The addresses behind a name, and which of them may be visited: public ones alone.

Who proposes an instrument chooses its link, so a check of links could be made to knock on doors inside our own network.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from dataclasses import dataclass

HTTPS = 443
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Where IPv6-only networks put the IPv4 internet (RFC 6052); the last 32 bits are the real address."""
_NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "2001::/23", "2002::/16", "5f00::/16")))
"""Special ranges (IANA) that not every Python of ours knows to be so."""


@dataclass(frozen=True)
class Endpoint:
    """Where a connection goes to: an address in numbers, never a name."""

    address: str
    port: int = HTTPS


class NoAddressError(Exception):
    """The name has no address. `sure` is False when the question itself failed and may work later."""

    def __init__(self, sure: bool) -> None:
        super().__init__(sure)
        self.sure = sure


def is_public(address: str) -> bool:
    """Whether an address (in numbers) belongs to the public internet, whatever it is wrapped in."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
        if ip.scope_id or ip.ipv4_mapped:
            return False
    if any(ip in network for network in _NEVER if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve(host: str, seconds: float) -> tuple[Endpoint, ...]:
    """All addresses of a name, in the order of the system. Raises NoAddressError."""
    answers: queue.SimpleQueue[tuple[Endpoint, ...] | NoAddressError] = queue.SimpleQueue()
    # The system's own question takes as long as it likes and cannot be stopped; then it is left behind.
    threading.Thread(target=lambda: answers.put(_ask(host)), daemon=True, name="dns").start()
    try:
        found = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise NoAddressError(sure=False) from None
    if isinstance(found, NoAddressError):
        raise found
    return found


def _ask(host: str) -> tuple[Endpoint, ...] | NoAddressError:
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return NoAddressError(sure=error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)})
    except (OSError, UnicodeError):
        return NoAddressError(sure=False)
    return tuple(dict.fromkeys(Endpoint(str(sockaddr[0])) for *_, sockaddr in found))
