"""Bringing a file in a real browser: what is wrong stands on the page in Dutch, and nothing happens before the yes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.catalogue.table_files import as_xlsx, row
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import make_account, sign_in

SIZES: list[ViewportSize] = [{"width": 360, "height": 740}, {"width": 1280, "height": 900}]
BROKEN = [
    ({"slug": "geen-titel", "title": ""}, "kolom B (title)", "moet ingevuld zijn"),
    ({"slug": "verkeerde-link", "url": "javascript:alert(1)"}, "kolom H (url)", "moet beginnen met https://"),
    ({"slug": "geen-dag", "verified_on": "2026-02-30"}, "kolom L (verified_on)", "bestaande datum"),
    ({"slug": "onbekend", "needs": "sombrheid"}, "kolom F (needs)", "bedoel je 'somberheid'"),
    ({"slug": "te-lang", "summary": "lang " * 400}, "kolom C (summary)", "is te lang"),
    ({"slug": "opmaak", "provider": "<b>Vet</b>"}, "kolom I (provider)", "zonder opmaak"),
    ({"slug": "goed-1", "title": "Nog een keer"}, "kolom A (slug)", "staat ook op regel 2"),
]
"""Seven kinds of broken rows, with where and how each is told."""
FILE = as_xlsx(
    [
        row(verified_on="", slug="goed-1"),
        row(verified_on="", slug="goed-2"),
        *(row(verified_on="") | changes for changes, _, _ in BROKEN),
    ]
)


def looked_at(page: Page, name: str) -> None:
    """Nothing that a screen reader or a phone would trip over."""
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"{name} scrolls sideways"
    if folder := os.environ.get("WEGWIJS_SHOTS"):
        size = page.viewport_size
        assert size
        page.screenshot(path=f"{folder}/intake-{name}-{size['width']}.png", full_page=True)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_seven_kinds_of_broken_rows_are_told_and_nothing_is_written_before_the_yes(
    browser: Browser,  # noqa: F811
    settings_for: SettingsFor,
    database_url: str,
    tmp_path: Path,
    amount: Callable[[], int],
    size: ViewportSize,
) -> None:
    account = make_account(database_url)
    file = tmp_path / "aanbod.xlsx"
    file.write_bytes(FILE)
    with served.running(settings_for()) as address:
        page = browser.new_context(viewport=size, java_script_enabled=True).new_page()
        sign_in(page, address, account.email)
        page.goto(f"{address}/bureau/invoeren")
        looked_at(page, "begin")
        page.get_by_role("button", name="Lees het bestand").click()
        expect(page.get_by_role("alert")).to_contain_text("kies een bestand")
        looked_at(page, "geen-bestand")
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Lees het bestand").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kijk na wat er verandert")
        for _, column, words in BROKEN:
            told = page.get_by_role("listitem").filter(has_text=column).filter(has_text=words)
            expect(told.first).to_be_visible()
        looked_at(page, "kijk-na")
        assert amount() == 0
        page.get_by_role("button", name="Ja, voer in").click()
        expect(page.get_by_role("alert")).to_contain_text("met fouten weggelaten")
        looked_at(page, "kies")
        assert amount() == 0
        page.get_by_label("Laat de 8 regels met fouten weg").check()
        page.get_by_role("button", name="Ja, voer in").click()
        expect(page.get_by_role("status")).to_contain_text("1 toegevoegd")
        looked_at(page, "klaar")
        assert amount() == 1
        page.goto(f"{address}/bureau/uitvoeren")
        looked_at(page, "uitvoeren")
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel").click()
        assert download.value.suggested_filename.endswith(".xlsx")
        page.context.close()
