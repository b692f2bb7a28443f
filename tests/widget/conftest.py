"""A page with the widget on it, served by a fake service under a strict policy; every page is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.widget import fake_service
from tests.widget.acting import begun
from tests.widget.fake_service import Service

Open = Callable[..., Page]


@pytest.fixture
def service() -> Iterator[Service]:
    """The fake service of one test."""
    with fake_service.running() as running:
        yield running


@pytest.fixture
def seen() -> list[str]:
    """Addresses that were asked for by the pages of a test."""
    return []


@pytest.fixture
def open_page(browser: Browser, service: Service, seen: list[str]) -> Iterator[Open]:  # noqa: F811
    """Opens a page with options of a browser context, after `scripts`. No script error and no cookie may occur."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(path: str = "/", scripts: Sequence[str] = (), **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 640}, **options})
        contexts.append(context)
        page = context.new_page()
        for script in scripts:
            page.add_init_script(script)
        page.on("request", lambda request: seen.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.goto(service.address + path)
        return page

    yield open_it
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert wrong == []
    assert [url for url in seen if not url.startswith(service.address)] == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """The demo page on a phone, with the opening in view."""
    opened = open_page()
    begun(opened)
    return opened
