"""Who cannot add a script adds a frame: the whole talk is in it, and only websites on the list may show it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.common.browser import PATIENCE
from tests.embedding.acting import begun, tell
from tests.embedding.conftest import STRANGER, Embedded, Visit, Watch

pytestmark = pytest.mark.journey

STRICT = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")
REFUSED = ("frame-ancestors", "X-Frame-Options", "chrome-error", "status of 404")
"""What a browser writes of a frame that may not be shown."""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_talk_is_held_in_a_frame_under_a_strict_policy(
    embedded: Embedded, visit: Visit, watch: Watch, width: int
) -> None:
    snippet = embedded.snippet("frame")
    embedded.put("/kader", snippet.code, csp=(*STRICT, *snippet.csp))
    page = visit("/kader", viewport={"width": width, "height": 800})
    frame = page.frame_locator("iframe")
    begun(frame)
    tell(frame, "Ik zorg voor mijn man en ik ben zo moe.")
    expect(frame.get_by_label("Typ je bericht")).to_be_in_viewport()
    inner = next(one for one in page.frames if one.url.startswith(embedded.service))
    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert inner.evaluate("document.documentElement.scrollHeight <= innerHeight"), "the frame scrolls around the chat"


def refused(page: Page, watch: Watch) -> None:
    """The browser says that it may not show the frame; it stays empty, and what stands below it gives the numbers."""
    expect(page.get_by_role("link", name="113", exact=True)).to_be_visible()
    end = time.monotonic() + PATIENCE / 1000
    while not any(part in words for words in watch.wrong for part in REFUSED):
        assert time.monotonic() < end, f"nothing was refused: {watch.wrong}"
        page.wait_for_timeout(50)
    expect(page.frame_locator("iframe").get_by_role("log")).to_have_count(0)
    expect(page.frame_locator("iframe").get_by_label("Typ je bericht")).to_have_count(0)


def test_a_website_that_is_not_on_the_list_cannot_show_the_frame(
    embedded: Embedded, visit: Visit, watch: Watch
) -> None:
    embedded.put("/kader", embedded.snippet("frame").code, host=STRANGER)
    refused(visit("/kader", STRANGER, expected=REFUSED), watch)


def test_a_frame_of_a_partner_without_a_website_is_shown_by_nobody(
    embedded: Embedded, visit: Visit, watch: Watch
) -> None:
    embedded.put("/kader-nergens", embedded.snippet("frame", "nog-nergens").code)
    refused(visit("/kader-nergens", expected=REFUSED), watch)
