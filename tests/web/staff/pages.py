"""Pages of the desk in a real browser: opened by somebody who is logged in, and looked at as anybody would use them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.web.staff.login import Made, sign_in

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
SIZES = [PHONE, DESK]
Open = Callable[..., Page]
"""Opens the desk in a browser of a size; more options are those of a context of Playwright."""


@contextmanager
def opening(browser: Browser, address: str, account: Made, *, permissions: Sequence[str] = ()) -> Iterator[Open]:
    """What opens the desk, logged in. Nothing may be blocked by its own policy, and no script may fail."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(size: ViewportSize, **options: Any) -> Page:
        context = browser.new_context(viewport=size, **options)
        context.grant_permissions(list(permissions), origin=address)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        sign_in(page, address, account.email, account.password)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not wrong


def troubles(page: Page, name: str) -> list[str]:
    """What keeps somebody from using the page that stands open: it is too wide, or axe finds something."""
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    wrong: list[str] = []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        wrong.append(f"{name} is {wide} px too wide")
    report = Axe().run(page)
    if report.violations_count:
        wrong.append(f"{name}: {report.generate_report()}")
    return wrong


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page, where SHOTS says that pictures are wanted."""
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}-{name}.png", full_page=True)


def unfold(page: Page) -> None:
    """Open every fold of the page."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")


def tab_to(page: Page, fits: Callable[[str], bool], what: str, most: int = 80) -> None:
    """Tab to what stands on something, as who has no mouse would; the focus must be seen there."""
    page.wait_for_load_state()  # a page that is still coming takes no keys
    for _ in range(most):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText?.replace(/\\s+/g, ' ').trim()")
        if words is not None and fits(words):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{what!r} cannot be reached with Tab")
