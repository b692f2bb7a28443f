"""What visitors of a website do with the chat on it."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

Place = Page | FrameLocator | Locator
"""Where the chat is: a page, a frame on it, or one of several chats."""


def open_bubble(place: Place) -> None:
    """Open the chat that waits in the corner."""
    place.get_by_role("button", name="Vraag hulp").click()


def begun(place: Place) -> Locator:
    """Wait for the opening; gives the log."""
    log = place.get_by_role("log")
    expect(log.get_by_text("Hoe gaat het met je?")).to_be_visible()
    return log


def tell(place: Place, words: str) -> None:
    """Type something and wait for the answer."""
    log, field = place.get_by_role("log"), place.get_by_label("Typ je bericht")
    before = log.locator(".item").count()
    field.fill(words)
    field.press("Enter")
    expect(log.locator(".item").nth(before + 1)).to_be_attached()
    expect(log).to_contain_text(words)
    expect(field).to_have_value("")


def events(page: Page) -> list[list[object]]:
    """What the page around the chat was told, in order: name and detail."""
    told: list[list[object]] = page.evaluate("window.told")
    return told
