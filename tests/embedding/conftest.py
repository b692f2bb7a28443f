"""The real product behind TLS, websites of others that embed its chat, and visitors in a real browser, each watched."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.common.browser import launched
from tests.common.certificates import Authority, ca  # noqa: F401 - a fixture
from tests.embedding import servers
from tests.embedding.servers import Websites
from tests.journeys.product import Product
from web.partner_desk.snippet import Mode, Snippet, snippets
from web.partners.record import Partner
from web.partners.widget import Widget

SERVICE = "wegwijs.test"
GP, TOWN, STRANGER = "www.huisarts.test", "www.gemeente.test", "www.vreemd.test"
"""Names of websites: two on the list of a partner, one on nobody's."""
NAMES = (SERVICE, GP, TOWN, STRANGER)
_ONLY_HERE = "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_KNOWN_WITHIN = 60.0
"""Seconds until the running service has read a changed list."""
_TOLD = ("ready", "open", "close", "message", "safety", "ended", "off", "trouble")
_LISTEN = f"""
    window.told = [];
    for (const name of {json.dumps(_TOLD)})
        addEventListener("wegwijs:" + name, (event) => told.push([name, event.detail]));
"""


@dataclass(frozen=True)
class Embedded:
    """The service as websites see it, and those websites."""

    service: str
    sites: Websites
    partners: dict[str, Partner]
    widget: Widget
    product: Product

    def snippet(self, mode: Mode, key: str = "huisartsen") -> Snippet:
        """What the desk gives a partner to paste: this version of the widget, with its checksum."""
        return next(one for one in snippets(self.partners[key], self.service, self.widget) if one.mode == mode)

    def put(self, path: str, body: str, *, host: str = GP, head: str = "", csp: tuple[str, ...] = ()) -> None:
        """Make a page of a website, with the lines of its Content-Security-Policy if it has one."""
        html = (
            '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Zorg in de buurt</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
            f"<body><h1>Zorg in de buurt</h1><p>Hier staat wat er altijd al stond.</p>{body}</body></html>"
        )
        headers = {"content-security-policy": "; ".join(csp)} if csp else {}
        self.sites.pages[host, path] = servers.Page(html, headers)


@pytest.fixture(scope="session")
def embedded(
    product: Product,
    ca: Authority,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Embedded]:
    """The product with three partners, of which one has no website yet."""
    certificate = ca.certificate(*NAMES)
    port = httpx.URL(product.address).port
    assert port
    with servers.behind_tls(certificate, port) as front, servers.websites(certificate) as sites:
        point = {"name": "Praktijk Zuid", "phone": "0113 12 34 56", "text": "Op werkdagen van 9 tot 17 uur."}
        listed: list[dict[str, Any]] = [
            {"key": "huisartsen", "name": "Huisartsen", "origins": [sites.origin(GP)], "information_point": point},
            {"key": "gemeente", "name": "Gemeente", "origins": [sites.origin(TOWN), sites.origin(GP)]},
            {"key": "nog-nergens", "name": "Nog nergens"},
        ]
        # All visitors of the tests come from one address, of which a website takes only a part of its talks.
        partners = [{**one, "talks_per_minute": 6000, "messages_per_minute": 6000} for one in listed]
        _register(product, partners, tmp_path_factory.mktemp("partners") / "partners.yml")
        built = httpx.get(f"{product.address}/widget/wegwijs-chat.js", timeout=30, trust_env=False)
        assert built.status_code == httpx.codes.OK, built.text
        records = {one["key"]: Partner.model_validate(one) for one in partners}
        yield Embedded(f"https://{SERVICE}:{front}", sites, records, Widget.of(built.content), product)


def _register(product: Product, partners: list[dict[str, Any]], file: Path) -> None:
    """Put partners in the registry as an operator does, and wait until the service knows them."""
    file.write_text(json.dumps({"partners": partners}), encoding="utf-8")  # JSON is YAML
    product.run("partners", "import", str(file))
    end = time.monotonic() + _KNOWN_WITHIN
    for partner in partners:
        asked = {"partner": partner["key"]}
        while (
            httpx.get(f"{product.address}/api/v1/widget", params=asked, timeout=30, trust_env=False).status_code != 200
        ):
            assert time.monotonic() < end, f"{partner['key']} is not known"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that finds the names of the tests on this machine, and nobody else anywhere."""
    with launched(_ONLY_HERE) as started:
        yield started


@dataclass
class Watch:
    """What went wrong on the pages of a test, and whom they asked for something."""

    wrong: list[str]
    asked: list[str]


@pytest.fixture
def watch() -> Watch:
    """The watch over all pages of a test."""
    return Watch([], [])


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, embedded: Embedded, watch: Watch) -> Iterator[Visit]:
    """Opens a page of a website for one more visitor.

    At the end no page may have had a script error or a message of the browser that is not in `expected`, asked anybody
    but its own website and the service, or kept a cookie.
    """
    contexts: list[BrowserContext] = []
    # An engine that is busy for a moment says so, and the chat asks again.
    excused = ["status of 503"]

    def open_it(path: str, host: str = GP, *, expected: tuple[str, ...] = (), **options: Any) -> Page:
        excused.extend(expected)
        size = {"viewport": {"width": 1280, "height": 800}}
        # The authority of the tests is nobody's; who is who is not what is tested here.
        context = browser.new_context(**{"ignore_https_errors": True, "locale": "nl-NL", **size, **options})
        contexts.append(context)
        context.add_init_script(_LISTEN)
        context.on("page", lambda page: _watch(page, watch))
        page = context.new_page()
        page.goto(embedded.sites.origin(host) + path)
        return page

    yield open_it
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    own = (embedded.service, *(embedded.sites.origin(name) for name in NAMES))
    assert cookies == []
    assert [url for url in watch.asked if not url.startswith(own)] == []
    assert [words for words in watch.wrong if not any(part in words for part in excused)] == []


def _watch(page: Page, watch: Watch) -> None:
    page.on("pageerror", lambda error: watch.wrong.append(str(error)))
    page.on("console", lambda said: watch.wrong.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda asked: watch.asked.append(asked.url))
