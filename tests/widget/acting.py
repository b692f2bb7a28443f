"""What a visitor does and sees, in the words of the tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def begun(page: Page) -> None:
    """Wait for the opening, and for what the service says about the website: the drawings come with that."""
    # The heading of the page may ask the same.
    log(page).get_by_text("Hoe gaat het met je?", exact=True).wait_for()
    expect(log(page).get_by_role("button", name="Niet zo goed").locator("svg")).to_be_attached()


def field(page: Page) -> Locator:
    """Where one types."""
    return page.get_by_label("Typ je bericht")


def say(page: Page, words: str) -> None:
    """Type and press Enter."""
    field(page).fill(words)
    field(page).press("Enter")


def log(page: Page) -> Locator:
    """The log of the talk."""
    return page.get_by_role("log")


def status(page: Page) -> Locator:
    """Where it is said that the assistant is busy."""
    return page.locator("wegwijs-chat #talk [role=status]")


def items(page: Page) -> list[str]:
    """The items of the log as they are read out."""
    return [text.strip() for text in log(page).locator(".item").all_text_contents()]


def choose_from_menu(page: Page, label: str) -> None:
    """Open the menu and tap on something in it."""
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name=label, exact=True).click()


def focused(page: Page) -> str:
    """The tag, and the text or id, of what has the focus inside the widget."""
    found: str = page.evaluate(
        """() => {
            const inner = document.querySelector("wegwijs-chat").shadowRoot.activeElement;
            return inner ? `${inner.localName} ${inner.id || inner.textContent}` : "nothing";
        }"""
    )
    return found


def kept(page: Page) -> list[str]:
    """What the tab keeps, but for what the service says about the website, which holds nothing of the visitor."""
    found: list[str] = page.evaluate(
        "Object.entries(sessionStorage).flatMap(([place, value]) => (place.endsWith(' site') ? [] : [value]))"
    )
    return found
