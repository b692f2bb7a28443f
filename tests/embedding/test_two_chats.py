"""Two chats on one page, of one partner or of two, do not get in each other's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.embedding.acting import begun, open_bubble, tell
from tests.embedding.conftest import Embedded, Visit

pytestmark = pytest.mark.journey


def apart(first: Locator, second: Locator) -> None:
    """Say something in each and see that it stands there alone."""
    tell(first, "Ik zorg voor mijn vader.")
    tell(second, "Ik heb zelf reuma.")
    expect(first.get_by_role("log")).not_to_contain_text("reuma")
    expect(second.get_by_role("log")).not_to_contain_text("mijn vader")
    tell(first, "Ik slaap slecht.")
    expect(second.get_by_role("log")).not_to_contain_text("slecht")


def test_two_partners_on_one_page_hold_two_talks(embedded: Embedded, visit: Visit) -> None:
    both = [embedded.snippet("inline", key).code for key in ("huisartsen", "gemeente")]
    embedded.put("/samen", "".join(both))
    page = visit("/samen")
    chats = page.locator("wegwijs-chat")
    expect(chats).to_have_count(2)
    for number in (0, 1):
        begun(chats.nth(number))
    apart(chats.nth(0), chats.nth(1))


def test_a_chat_in_the_page_and_one_in_the_corner_both_answer(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/dubbel", embedded.snippet("inline").code + embedded.snippet("bubble").code)
    page = visit("/dubbel")
    inside, corner = page.locator("wegwijs-chat").nth(0), page.locator("wegwijs-chat").nth(1)
    begun(inside)
    tell(inside, "Ik zorg voor mijn vader.")
    open_bubble(corner)
    begun(corner)
    tell(corner, "Ik ben zo moe.")
    expect(corner.get_by_role("log")).to_contain_text("Ik ben zo moe.")
    page.keyboard.press("Escape")
    tell(inside, "Wat kan ik doen?")


def test_two_versions_of_the_file_on_one_page_are_one_chat(embedded: Embedded, visit: Visit) -> None:
    newest = f'<script type="module" src="{embedded.service}/widget/wegwijs-chat.js"></script>'
    embedded.put("/twee-versies", newest + embedded.snippet("inline").code + newest)
    page = visit("/twee-versies")
    begun(page)
    tell(page, "Ik ben zo moe.")
