"""One talk in a real browser: by keyboard alone on a desk, by touch on a phone, without a script, for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.common.hostile import FORMULAS
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import Made, in_database, make_account, sign_in
from tests.web.staff.pages import DESK, PHONE, Open, opening, shoot, troubles, unfold
from tests.web.talk_desk.transcripts import BEGAN, CARD, SAFETY, lay, place, said
from web.conversations.models import Feedback
from web.review.models import TurnNote, TurnTag, TurnVerdict
from web.staff.people import Role

LONG = "mijn man heeft dementie en ik slaap al weken niet meer want hij loopt steeds naar buiten " * 4


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, Role.MEDEWERKER, name="Anna")


@pytest.fixture
def talk(database_url: str, account: Made) -> str:
    cards = {"kind": "cards", "cards": [CARD, {**CARD, "instrument": "cafe", "title": "Alzheimer Café " + "x" * 60}]}
    choices = {
        "kind": "choices",
        "choices": [{"id": "a", "label": "Ja, graag"}, {"id": "b", "label": "Nee, iets anders"}],
    }
    contact = {"kind": "contact", "role": "informatiepunt", "title": "Steunpunt Ermelo", "phone": "0341 12 34 56"}
    facts = {"audience": "mantelzorger", "condition": "dementie", "region": "Ermelo"}
    laid = lay(
        database_url,
        {**said(LONG, "overbelasting", 0.82, facts=facts), "reply": [cards, choices]},
        said("pffff " + "a" * 120, None, 0.1),
        {"text": "Ja, graag", "choice": "a", "parse": {"intent": "bevestigen"}, "reply": [contact]},
        said("ik wil dood", "somberheid", danger="self", danger_tier="A", danger_rule="self.wish", reply=[SAFETY]),
        said("het is mooi geweest", "bedankt", 0.44),
        said("mijn naam is nog niet gezocht", "groet", redacted="patterns"),
        *(said(text, "somberheid") for text in FORMULAS),
    )

    def more(session: Session) -> None:
        session.add(Feedback(talk_id=laid, slug="", score=1, note="te lang", redacted="names", at=BEGAN))
        at = {"talk_id": laid, "seq": 1, "who": "Bea", "at": BEGAN}
        session.add(TurnTag(tag="lang verhaal", **at))
        session.add(TurnNote(text="Let op: hij dwaalt.", staff_id="bea", **at))
        session.add(TurnVerdict(staff_id="bea", verdict="anders", need="respijtzorg", bouwsteen=3, **at))
        missed = {"talk_id": laid, "seq": 5, "who": "Bea", "at": BEGAN}
        session.add(TurnVerdict(staff_id="bea", verdict="anders", need="crisis", **missed))

    in_database(database_url, more)
    return laid


@pytest.fixture
def address(settings_for: SettingsFor, talk: str) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    """Opens the desk, logged in; no words may run."""
    ran: list[str] = []
    with opening(browser, address, account, permissions=["clipboard-read", "clipboard-write"]) as open_it:

        def opened(size: ViewportSize) -> Page:
            page = open_it(size, has_touch=size is PHONE)
            page.on("dialog", lambda dialog: ran.append(dialog.message))
            return page

        yield opened
    assert not ran


def bericht(page: Page, seq: int) -> Locator:
    return page.locator(f"#bericht-{seq}")


def verdicts_of(database_url: str, made: Made) -> Sequence[tuple[int, str, str | None]]:
    def work(session: Session) -> Sequence[tuple[int, str, str | None]]:
        wanted = select(TurnVerdict).where(TurnVerdict.staff_id == made.id).order_by(TurnVerdict.seq)
        return [(one.seq, one.verdict, one.need) for one in session.scalars(wanted)]

    return in_database(database_url, work)


def back_at(page: Page, seq: int) -> None:
    """The page that came after a form stands at this message, and its keys work: the script is there by then."""
    page.wait_for_load_state("domcontentloaded")
    expect(bericht(page, seq)).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_fit_and_can_be_used_by_everybody(
    open_desk: Open, address: str, talk: str, size: ViewportSize
) -> None:
    page = open_desk(size)
    wrong: list[str] = []
    for number, rest in enumerate(("", "/bericht/1/voorbeeld")):
        page.goto(f"{address}{place(talk, rest)}")
        for opened in (False, True):
            if opened:
                unfold(page)
            shoot(page, f"{number}-{size['width']}-{opened}")
            wrong += troubles(page, rest)
    assert not wrong, "\n".join(wrong)


def test_a_talk_is_mended_with_the_keyboard_alone(
    open_desk: Open, address: str, talk: str, database_url: str, account: Made
) -> None:
    page = open_desk(DESK)
    page.goto(f"{address}{place(talk)}")  # it waits for the script too
    page.keyboard.press("j")
    expect(bericht(page, 0)).to_be_focused()
    page.keyboard.press("j")
    expect(bericht(page, 1)).to_be_focused()
    page.keyboard.press("g")
    expect(bericht(page, 1).get_by_text("Jij: goed verstaan")).to_be_visible()
    back_at(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(bericht(page, 2).get_by_role("button", name="Je somber of bang voelen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(bericht(page, 2).get_by_text("moet zijn: Je somber of bang voelen")).to_be_visible()
    back_at(page, 2)
    page.keyboard.press("l")
    page.keyboard.type("gekke jongen")  # j, k, g, n are letters here
    page.keyboard.press("Enter")
    expect(bericht(page, 2).locator(".tag", has_text="gekke jongen")).to_be_visible()
    back_at(page, 2)
    page.keyboard.press("n")
    page.keyboard.type("kijk nog eens, ja?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(bericht(page, 2).get_by_text("kijk nog eens, ja?")).to_be_visible()
    back_at(page, 2)
    page.keyboard.press("k")
    expect(bericht(page, 1)).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(bericht(page, 1)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_text("volgend, vorig bericht")).to_be_visible()
    page.get_by_label("Sneltoetsen staan aan").focus()
    page.keyboard.press("Space")
    bericht(page, 1).focus()
    page.keyboard.press("j")
    expect(bericht(page, 1)).to_be_focused()
    assert verdicts_of(database_url, account) == [(1, "goed", None), (2, "anders", "somberheid")]


def test_a_correction_takes_two_taps_on_a_phone(
    open_desk: Open, address: str, talk: str, database_url: str, account: Made
) -> None:
    page = open_desk(PHONE)
    page.goto(f"{address}{place(talk)}")
    bericht(page, 2).locator("summary", has_text="Anders").tap()
    need = bericht(page, 2).get_by_role("button", name="De zorg even overdragen")
    expect(need).to_be_visible()
    box = need.bounding_box()
    assert box
    assert box["height"] >= 24
    need.tap()
    expect(bericht(page, 2).get_by_text("moet zijn: De zorg even overdragen")).to_be_in_viewport()
    assert verdicts_of(database_url, account) == [(2, "anders", "respijtzorg")]


def test_the_link_of_a_message_leads_to_it_and_is_copied(open_desk: Open, address: str, talk: str) -> None:
    page = open_desk(DESK)
    page.goto(f"{address}{place(talk)}")
    bericht(page, 3).get_by_role("link", name="Link naar bericht 3").click()
    expect(page.locator("#gezegd")).to_have_text("De link is gekopieerd")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}{place(talk)}#bericht-3"
    page.goto("about:blank")
    page.goto(copied)
    expect(bericht(page, 3)).to_be_in_viewport()
    expect(bericht(page, 3)).to_be_focused()


def test_without_script_all_of_it_works(
    browser: Browser,  # noqa: F811
    address: str,
    talk: str,
    account: Made,
    database_url: str,
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address, account.email, account.password)
    page.goto(f"{address}{place(talk)}")
    bericht(page, 2).locator("summary", has_text="Anders").click()
    bericht(page, 2).get_by_role("button", name="Groet").click()
    expect(bericht(page, 2).get_by_text("moet zijn: Groet")).to_be_visible()
    bericht(page, 2).get_by_text("Label of opmerking").click()
    bericht(page, 2).get_by_label("Label bij bericht 2").fill("straattaal")
    bericht(page, 2).get_by_role("button", name="Erbij").click()
    expect(bericht(page, 2).locator(".tag", has_text="straattaal")).to_be_visible()
    page.get_by_role("button", name="Ik kijk ernaar").click()
    expect(page.get_by_label("Wie kijkt ernaar")).to_have_value(account.id)
    page.get_by_label("Wat is er gedaan?").fill("De huisarts is ingelicht.")
    page.get_by_role("button", name="Opgevolgd").click()
    expect(page.get_by_text("De huisarts is ingelicht.")).to_be_visible()
    expect(page.get_by_text("Gevaar: nog niet opgevolgd")).to_have_count(0)
    page.get_by_role("button", name="Nagekeken", exact=True).click()
    expect(page.get_by_role("button", name="Toch niet nagekeken")).to_be_visible()
    assert verdicts_of(database_url, account) == [(2, "anders", "groet")]
    context.close()
