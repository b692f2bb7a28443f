"""Look whether one web address still leads to a page, and say in Dutch what was found.

What it is made with can be replaced: how a name is resolved, which addresses may be visited, whose certificates are
believed. As it stands, only public addresses with a certificate that browsers accept.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from catalogue.links import bounded, redirects
from catalogue.links.addresses import Endpoint, NoAddressError, is_public, resolve

SECONDS = 10.0
"""For one address in all: names, connections, redirects and pages together."""
MOST_REDIRECTS = 5
_MOST_ADDRESSES = 3

Resolve = Callable[[str, float], tuple[Endpoint, ...]]
Allowed = Callable[[str], bool]


@dataclass(frozen=True)
class Outcome:
    """What was found.

    `soft` is a failure that often passes: only when it is found again the link is broken. `answered` is False when
    nobody said anything at all, so that it may be our own network that is down.
    """

    code: str
    message: str
    ok: bool = False
    soft: bool = False
    answered: bool = True


FINE = Outcome("ok", "De link werkt.", ok=True)
SHIELDED = Outcome("afgeschermd", "De site laat een controle niet toe. Kijk zelf even.", ok=True)
MISSING = Outcome("niet gevonden", "De pagina bestaat niet meer (404).")
GONE = Outcome("weg", "De pagina is weggehaald (410).")
NO_NAME = Outcome("dns", "De naam van deze site bestaat niet.", answered=False)
NAME_SILENT = Outcome("dns", "De naam van deze site is nu niet op te zoeken.", soft=True, answered=False)
UNSAFE = Outcome("tls", "De beveiliging van de site klopt niet: het certificaat is niet geldig.")
SLOW = Outcome("tijd", f"De site gaf binnen {SECONDS:.0f} seconden geen antwoord.", soft=True, answered=False)
SILENT = Outcome("storing", "De site is niet te bereiken.", soft=True, answered=False)
PRIVATE = Outcome("niet toegestaan", "Dit adres leidt niet naar het openbare internet.")
ODD = Outcome("niet toegestaan", "Dit is geen gewoon openbaar webadres met https.")
ROUND = Outcome("storing", "De site blijft doorsturen.")


@dataclass(frozen=True)
class Checker:
    """Checks addresses, one at a time; several threads may use one checker."""

    resolve: Resolve = resolve
    allowed: Allowed = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS

    def check(self, url: str) -> Outcome:
        """What is found at `url`. Raises nothing."""
        deadline = time.monotonic() + self.seconds
        begun = redirects.site(url)
        for _ in range(MOST_REDIRECTS + 1):
            if not redirects.is_address(url):
                return ODD
            found = self._visit(url, deadline)
            if isinstance(found, Outcome):
                return found
            if found.location is None:
                return _meaning(found.status)
            try:
                goal = redirects.target(url, found.location)
            except ValueError:
                goal = found.location
            if not redirects.is_address(goal):
                shown = redirects.printable(goal)
                return Outcome("niet toegestaan", f"De site stuurt door naar een adres dat niet mag: {shown}")
            if redirects.site(goal) != begun:
                return Outcome("verhuisd", f"De site stuurt door naar een ander adres: {redirects.printable(goal)}")
            url = goal
        return ROUND

    def _visit(self, url: str, deadline: float) -> bounded.Answer | Outcome:
        parts = urlsplit(url)
        host = parts.hostname or ""
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
        try:
            endpoints = self.resolve(host, deadline - time.monotonic())
        except NoAddressError as error:
            return NO_NAME if error.sure else NAME_SILENT
        if not endpoints:
            return NO_NAME
        if not all(self.allowed(endpoint.address) for endpoint in endpoints):
            return PRIVATE
        outcome: Outcome = SILENT
        for endpoint in endpoints[:_MOST_ADDRESSES]:
            try:
                answer = bounded.get(host, target, endpoint, self.context, deadline)
            except ssl.SSLCertVerificationError:
                return UNSAFE
            except TimeoutError:
                outcome = SLOW
            except ssl.SSLError as error:
                outcome = SLOW if "timed out" in str(error) else UNSAFE
            except (OSError, http.client.HTTPException, ValueError):
                outcome = SILENT
            else:
                is_redirect = answer.status in {301, 302, 303, 307, 308}
                return answer if is_redirect else bounded.Answer(answer.status, None)
        return outcome


def _meaning(status: int) -> Outcome:
    if status == 404:
        return MISSING
    if status == 410:
        return GONE
    if 200 <= status < 300 or status == 416:  # 416: an empty page has no first part
        return FINE
    if status in {401, 403, 405, 406, 429, 451}:
        return SHIELDED
    if status >= 500:
        return Outcome("storing", f"De site heeft een storing ({status}).", soft=True)
    return Outcome("storing", f"De site geeft geen pagina ({status}).", soft=True)
