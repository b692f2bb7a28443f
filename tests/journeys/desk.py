"""Somebody of the staff, or of a partner, in a real browser: logging in, forms, and the keyboard alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from catalogue.search import today_here
from tests.common.browser import PATIENCE
from tests.journeys.product import Product

PASSWORD = "een paard met zeven laarzen"
MOST_TABS = 250
"""Times that Tab is pressed on the longest page, the form of an instrument."""


def account(product: Product, name: str) -> str:
    """Make an account for a medewerker as an operator does; gives its e-mail address."""
    email = f"{name.split()[0].lower()}@desk.test"
    asked = ("--name", name, "--email", email, "--role", "medewerker", "--password-stdin")
    product.run("staff", "add", *asked, typed=PASSWORD + "\n")
    return email


def record(slug: str, place: str, **changes: str) -> dict[str, str]:
    """A row of a table of instruments that is right: verified today, in one municipality, by a provider of its own."""
    return {
        "slug": slug,
        "title": f"Hulp van {slug}",
        "summary": "Je krijgt hulp van iemand uit de buurt.",
        "instrument_kind": "emotionele_steun",
        "bouwstenen": "3",
        "needs": "lotgenoten",
        "audiences": "mantelzorger",
        "age_min": "",
        "age_max": "",
        "regions": place,
        "phone": "0113 12 34 56",
        "url": "",
        "provider": f"Steunpunt {slug}",
        "status": "gepubliceerd",
        "verified_on": today_here().isoformat(),
        "source": "proef",
    } | changes


def table(path: Path, rows: list[Mapping[str, str]]) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def public(product: Product, slug: str) -> dict[str, Any] | None:
    """The record as everybody may read it, or None when it is not there."""
    answer = httpx.get(f"{product.address}/api/v1/instruments/{slug}", timeout=30, trust_env=False)
    assert answer.status_code in {httpx.codes.OK, httpx.codes.NOT_FOUND}, answer.text
    return dict(answer.json()) if answer.status_code == httpx.codes.OK else None


Open = Callable[[], Page]


@contextmanager
def people(browser: Browser, product: Product) -> Iterator[Open]:
    """Opens a browser for one more person each time. Nothing is blocked, breaks, or is asked of anybody else."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it() -> Page:
        context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("request", lambda asked: None if asked.url.startswith(product.address) else wrong.append(asked.url))
        return page

    try:
        yield open_it
    finally:
        for context in contexts:
            context.close()
    assert wrong == []


def log_in(page: Page, product: Product, email: str) -> Page:
    """Log in through the page."""
    page.goto(f"{product.address}/bureau/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    seen(page.get_by_role("button", name="Uitloggen"))
    return page


def seen(target: Locator, within: int = PATIENCE) -> None:
    """Wait until it is on the page; `within` in milliseconds."""
    expect(target).to_be_visible(timeout=within)


def says(target: Locator, words: str) -> None:
    """Wait until it is on the page with these words."""
    expect(target).to_contain_text(words)


def heading(page: Page, words: str, within: int = PATIENCE) -> None:
    """Wait until this is what the page is about."""
    seen(page.get_by_role("heading", level=1).filter(has_text=words), within)


def told(page: Page, words: str) -> None:
    """Wait until the page says this."""
    seen(page.get_by_role("main").get_by_text(words).first)


def menu(page: Page, name: str) -> None:
    """Go to a page of the desk through its menu."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True).first.click()


def open_form(page: Page, title: str, mark: str = "") -> None:
    """Find an instrument in the list, where it has this mark, and open the form to change it."""
    menu(page, "Aanbod")
    page.get_by_label("Zoeken", exact=True).fill(title)
    page.get_by_role("button", name="Zoeken", exact=True).click()
    page.wait_for_url("**q=**")
    says(page.get_by_role("row").filter(has_text=title), mark)
    page.get_by_role("link", name=title, exact=True).click()
    heading(page, title)
    page.get_by_role("link", name="Wijzigen", exact=True).click()
    heading(page, f"{title} wijzigen")


def keep(page: Page) -> None:
    """Press the button of the form."""
    page.get_by_role("button", name="Bewaren", exact=True).click()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    seen(target)
    page.wait_for_load_state()  # a page that is still coming takes no keys
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with Tab")
