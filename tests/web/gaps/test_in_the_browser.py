"""The pages of gaps in a real browser, and the card of referrals on paper: one sheet, whatever is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from catalogue.search import today_here
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.common.instruments import store, view
from tests.web.conftest import SettingsFor
from tests.web.gaps.test_pages import asked, writing
from tests.web.mine import served
from tests.web.staff.login import make_account, sign_in
from vocabulary import needs
from web.conversations.models import Demand
from web.staff.people import Role

SIZES: list[ViewportSize] = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]
PATHS = [
    "/bureau/hiaten?bouwsteen=alle",
    "/bureau/hiaten?bouwsteen=alle&regio=Utrecht",
    "/bureau/hiaten/respijtzorg?regio=Texel",
    "/bureau/verwijskaart?regio=Utrecht&ziekte=borstkanker",
    "/bureau/verwijskaart?regio=weg",
]
CARDS = [
    ("Utrecht", "borstkanker", "patient"),
    ("Haarlemmermeer", "dementie", "mantelzorger"),
    ("Rotterdam", "parkinson", "mantelzorger"),
    ("Goeree-Overflakkee", "diabetes type 2", "patient"),
    ("Midden-Drenthe", "", "mantelzorger"),
    ("Texel", "long covid", "patient"),
]


@pytest.fixture
def desk_page(browser: Browser, settings_for: SettingsFor) -> Iterator[tuple[Page, str]]:  # noqa: F811
    """A kwaliteitsbewaker who is logged in. Nothing may be blocked by the policy of a page."""
    settings = settings_for()
    with writing(settings.database_url) as session:
        session.add_all(_demand())
    made = make_account(settings.database_url, Role.KWALITEITSBEWAKER, bouwsteen=3)
    wrong: list[str] = []
    with served.running(settings) as address:
        context = browser.new_context(viewport=SIZES[1])
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        sign_in(page, address, made.email)
        yield page, address
        context.close()
    assert wrong == []


def _demand() -> list[Demand]:
    return [
        asked("respijtzorg", 148, nothing_fitting=31, nothing_local=96, nothing_liked=42),
        asked("lotgenoten", 212, nothing_fitting=12, nothing_local=120),
        asked("praktische_hulp", 8),
    ]


def test_axe_finds_nothing_and_nothing_sticks_out(desk_page: tuple[Page, str]) -> None:
    page, address = desk_page
    for path in PATHS:
        page.goto(address + path)
        for size in SIZES:
            page.set_viewport_size(size)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def test_from_a_gap_to_the_kind_that_is_missing(desk_page: tuple[Page, str]) -> None:
    page, address = desk_page
    page.goto(f"{address}/bureau/hiaten")
    expect(page.get_by_role("row").nth(1)).to_contain_text("De zorg even overdragen")
    expect(page.get_by_role("row").nth(1)).to_contain_text("140–149")
    page.get_by_label("Gemeente").select_option("Texel")
    page.get_by_role("button", name="Bekijken").click()
    page.wait_for_url("**regio=Texel**")
    page.get_by_role("link", name="Hulp bij dagelijkse dingen").click()
    expect(page.get_by_role("heading", name="Wat mist er in Texel?")).to_be_visible()
    expect(page.get_by_role("link", name="Nieuw instrument: Praktische hulp")).to_be_visible()


def test_the_card_is_one_sheet_for_every_region_and_illness(desk_page: tuple[Page, str]) -> None:
    page, address = desk_page
    for region, illness, audience in CARDS:
        page.goto(f"{address}/bureau/verwijskaart?regio={region}&ziekte={illness}&doelgroep={audience}")
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, (region, illness)
        assert page.locator(".card__table tbody tr").count() == 19
        assert page.locator(".offer").count() >= 19


def test_a_card_full_of_long_names_is_one_sheet_too(
    desk_page: tuple[Page, str],
    settings_for: SettingsFor,
) -> None:
    page, address = desk_page
    known = [need for need in needs.load() if need not in needs.for_professionals()]
    with writing(settings_for().database_url) as session:
        for number in range(60):
            long = {
                "title": f"{number} "
                + "Ondersteuning voor mensen met een ingewikkelde chronische aandoening en naasten " * 2,
                "provider": "Samenwerkende organisaties voor welzijn, zorg en ondersteuning in de regio " * 2,
                "url": "https://www.een-heel-lange-naam-van-een-organisatie.nl/" + "ondersteuning-en-advies/" * 6,
            }
            one = view(
                f"lang-{number}",
                **{**long, "title": long["title"][:120], "provider": long["provider"][:160].strip()},
                needs=[known[number % len(known)], known[(number + 7) % len(known)]],
                regions=["Texel"] if number % 2 else [],
                phone="0800 123 45 67 89",
                access="verwijzing",
                verified_on=today_here(),
            )
            store(session, one)
    page.goto(f"{address}/bureau/verwijskaart?regio=Texel&ziekte=copd")
    assert "nog " in page.locator(".more").first.inner_text()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))) == 1


def test_the_card_of_utrecht_names_who_is_near_and_when_it_was_verified(desk_page: tuple[Page, str]) -> None:
    page, address = desk_page
    page.goto(f"{address}/bureau/verwijskaart?regio=Utrecht&ziekte=borstkanker")
    card = page.get_by_role("article")
    expect(card).to_contain_text("Helen Dowling Instituut")
    expect(card).to_contain_text("met verwijzing")
    expect(card).to_contain_text("nog niet nagekeken")
    expect(card).to_contain_text(re.compile(r"Gemaakt op \d{1,2} \w+ 20\d\d"))
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Maak de kaart")).to_be_hidden()


def test_the_card_uses_the_regions_own_word(desk_page: tuple[Page, str]) -> None:
    page, address = desk_page
    page.goto(f"{address}/bureau/verwijskaart?regio=Haarlemmermeer&ziekte=dementie&doelgroep=mantelzorger")
    expect(page.get_by_role("article")).to_contain_text("Casusregisseur (gezinsassistent)")
