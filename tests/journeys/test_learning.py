"""Learning from staff, from a sentence that was misunderstood to a model that understands it, and back again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import small_tree
from tests.journeys.desk import PASSWORD, heading, log_in, menu, people, says, seen, told
from tests.journeys.product import ROOT, Product
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey

SAID = "Kan een blauwe engel het een dagje overnemen?"
WRITTEN_ANEW = "een blauwe engel die het overneemt, kan dat een dagje"
NEED, WORDS = "respijtzorg", "De zorg even overdragen"
LEARNT_WITHIN = 900.0
"""Seconds for a small model on a busy machine, with two measurements."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Product]:
    """The product on a tree of its own, with little to learn."""
    (tmp_path / "tree").mkdir()
    names = str(ROOT / "var" / "deduce")
    running = Product(tmp_path, small_tree.make(tmp_path / "tree"), WEGWIJS_REDACTION_FOLDER=names)
    running.train()
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_what_was_misunderstood_is_mended_learnt_put_live_and_taken_back(
    small: Product,
    browser: Browser,
) -> None:
    assert NEED not in _understood(small, SAID)
    anna, bram = _account(small, "Anna", "medewerker"), _account(small, "Bram", "medewerker")
    chris = _account(small, "Chris", "beheerder")
    with people(browser, small) as open_it:
        _mend_and_propose(log_in(open_it(), small, anna))
        _approve(log_in(open_it(), small, bram))
        page = log_in(open_it(), small, chris)
        _learn(page)
        with _Talking(small) as wrong:
            page.get_by_role("button", name="Zet live").click()
            told(page, "Het model is live.")
        assert wrong == []
        assert NEED in _understood(small, SAID)
        page.get_by_role("button", name="Zet terug").click()
        told(page, "Het vorige model is weer live.")
    assert NEED not in _understood(small, SAID)


def _account(product: Product, name: str, role: str) -> str:
    email = f"{name.lower()}@leren.test"
    asked = ("--name", name, "--email", email, "--role", role, "--password-stdin")
    product.run("staff", "add", *asked, typed=PASSWORD + "\n")
    return email


def _understood(product: Product, text: str) -> list[str]:
    with Talk(product.address) as talk:
        return list(talk.say(text).understood["needs"])


def _mend_and_propose(page: Page) -> None:
    """Find the talk in the overview, say what it should have been, and write an example."""
    menu(page, "Gesprekken")
    heading(page, "Gesprekken")
    talk = page.locator("table.talks tbody").get_by_role("link").first
    _until_seen(page, talk)
    talk.click()
    heading(page, "Gesprek van")
    _until_seen(page, page.get_by_role("main").get_by_text(SAID).first)
    page.get_by_text("Anders dan verstaan, bericht 1").click()
    page.locator("#bericht-1").get_by_role("button", name=WORDS, exact=True).click()
    seen(page.locator("#bericht-1").get_by_text(f"moet zijn: {WORDS}"))
    page.get_by_role("link", name="Stel een voorbeeld voor bij bericht 1").click()
    heading(page, "Een voorbeeld voorstellen")
    page.get_by_label("Jouw zin").fill(WRITTEN_ANEW)
    expect(page.get_by_label("Wat betekent deze zin?")).to_have_value(NEED)
    page.get_by_role("button", name="Stel voor").click()
    heading(page, "Gesprek van")


def _approve(page: Page) -> None:
    menu(page, "Leren")
    says(page.get_by_role("article"), WRITTEN_ANEW)
    page.get_by_role("button", name="Goedkeuren").click()
    told(page, "Goedgekeurd.")


def _learn(page: Page) -> None:
    menu(page, "Leren")
    page.get_by_role("link", name="Modellen", exact=True).first.click()
    told(page, "Er is 1 goedgekeurd voorbeeld dat nog niet is geleerd.")
    page.get_by_role("button", name="Leer nu").click()
    expect(page.get_by_role("button", name="Leer nu")).to_have_count(0)
    _until_seen(page, page.get_by_text("Het leren is klaar."), LEARNT_WITHIN)
    told(page, "mag live")


def _until_seen(page: Page, target: Locator, within: float = 120.0) -> None:
    """Open the page again until it is there: what is made in the background comes a moment later."""
    end = time.monotonic() + within
    while not target.is_visible():
        assert time.monotonic() < end, f"{target} did not come\n{page.get_by_role('main').inner_text()[:2000]}"
        time.sleep(1)
        page.reload()
    seen(target)


class _Talking:
    """Visitors go on talking meanwhile; what they would notice is in the list that this gives."""

    def __init__(self, product: Product) -> None:
        self._product, self._stop, self._wrong = product, threading.Event(), list[str]()
        self._thread = threading.Thread(target=self._talk)

    def __enter__(self) -> list[str]:
        self._thread.start()
        return self._wrong

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _talk(self) -> None:
        while not self._stop.is_set():
            try:
                if (heard := _understood(self._product, "Ik zoek lotgenoten")) != ["lotgenoten"]:
                    self._wrong.append(f"understood {heard}")
            except Exception as problem:  # noqa: BLE001 - whatever a visitor would notice is told by the test
                self._wrong.append(repr(problem))
            time.sleep(0.2)
