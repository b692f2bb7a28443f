"""The desk in real browsers, and what visitors notice of it in the very next talk.

Every journey has records of its own, each in a municipality where nothing else is: no other journey meets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from catalogue.search import today_here
from tests.common.browser import PATIENCE
from tests.journeys import desk
from tests.journeys.conftest import Begin
from tests.journeys.desk import Open, heading, keep, log_in, menu, open_form, record, says, seen, tab_to, told
from tests.journeys.product import Product
from tests.journeys.talk import Talk
from tests.journeys.visitors import lead

pytestmark = pytest.mark.journey

RECORDS = (
    record("j-oppas", "Borsele", title="Oppas in Borsele", needs="respijtzorg", instrument_kind="praktische_hulp"),
    record("j-kring-a", "Tholen", title="Kring aan de haven"),
    record("j-kring-b", "Tholen", title="Kring in de molen"),
    record("j-samen", "Veere", title="Samen koffie drinken"),
    record("j-keuze-mij", "Veere", title="Samen de tuin in"),
    record("j-keuze-hun", "Veere", title="Samen naar zee"),
    record("j-toetsen", "Veere", title="Samen aan de toetsen"),
)
WAITING = 1500
"""Records of the imported file that are drafts: so many that its progress can be seen."""


@pytest.fixture(scope="module")
def sanne(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A colleague, with the records of these journeys in the catalogue."""
    file = desk.table(tmp_path_factory.mktemp("desk") / "aanbod.csv", list(RECORDS))
    product.run("catalogue", "import", str(file), "--yes")
    return desk.account(product, "Sanne de Wit")


@pytest.fixture(scope="module")
def piet(product: Product) -> str:
    """Another colleague."""
    return desk.account(product, "Piet Jansen")


@pytest.fixture
def person(browser: Browser, product: Product) -> Iterator[Open]:
    """Opens a browser for one more person."""
    with desk.people(browser, product) as open_it:
        yield open_it


def asking(begin: Begin, place: str, need: str) -> Talk:
    """A carer in a place who asks for one thing, until there are suggestions."""
    talk = begin()
    lead(
        talk,
        f"Ik zorg voor mijn moeder en woon in {place}. {need}",
        waar=need,
        hulp="nee",
        nodig=need,
        audience="ik zorg voor mijn moeder",
        region=place,
        condition="weet ik niet",
    )
    assert talk.understood["region"] == place, str(talk)
    return talk


RESPITE, PEERS = "Ik zoek iemand die de zorg even overneemt.", "Ik wil praten met andere mantelzorgers."


def test_what_a_partner_proposes_and_staff_accepts_is_in_the_next_talk(
    person: Open, product: Product, sanne: str, begin: Begin
) -> None:
    staff, partner = log_in(person(), product, sanne), person()
    partner.goto(link_of(staff, "Steunpunt j-oppas"))
    heading(partner, "Aanbod van Steunpunt j-oppas")
    partner.get_by_role("link", name=re.compile("^Wijzigen.*Oppas in Borsele$")).click()
    partner.get_by_label("Titel").fill("Oppas aan huis in Borsele")
    partner.get_by_label("Telefoon").fill("0113 65 43 21")
    partner.get_by_role("button", name="Versturen").click()
    told(partner, "Een medewerker kijkt ernaar")
    propose_new(partner, "Logeerhuis De Bevelanden", "Iemand zorgt een weekend voor je naaste. Jij rust uit.")
    propose_new(partner, "Wijnproeverij De Bevelanden", "Je proeft wijn met anderen.")
    assert desk.public(product, "logeerhuis-de-bevelanden") is None

    decide(staff, "Oppas aan huis in Borsele")
    says(staff.get_by_role("row", name=re.compile("Telefoon")), "0113 65 43 21")
    staff.get_by_role("button", name="Zo overnemen").click()
    told(staff, "overgenomen")
    decide(staff, "Logeerhuis De Bevelanden")
    staff.get_by_label("Bericht aan de aanbieder").fill("Mooi, dank je wel.")
    staff.get_by_role("button", name="Zo overnemen").click()
    told(staff, "overgenomen")
    decide(staff, "Wijnproeverij De Bevelanden")
    staff.get_by_role("button", name="Afwijzen").click()
    seen(staff.get_by_role("alert"))
    staff.get_by_label("Reden").fill("Dit past niet bij de mensen voor wie wij er zijn.")
    staff.get_by_role("button", name="Afwijzen").click()
    told(staff, "Het voorstel is afgewezen.")

    partner.get_by_role("link", name=re.compile("^Wijzigen.*Oppas in Borsele$")).wait_for()
    partner.reload()
    heading(partner, "Aanbod van Steunpunt j-oppas")
    answer = partner.get_by_role("listitem").filter(has_text="Wijnproeverij De Bevelanden")
    says(answer, "afgewezen")
    says(answer, "Dit past niet bij de mensen voor wie wij er zijn.")
    answer = partner.get_by_role("listitem").filter(has_text="Logeerhuis De Bevelanden")
    says(answer, "aanvaard")
    says(answer, "Mooi, dank je wel.")
    seen(partner.get_by_role("heading", name="Oppas aan huis in Borsele"))

    talk = asking(begin, "Borsele", RESPITE)
    cards = {card["title"]: card for card in talk.cards}
    assert talk.cards[0]["title"] == "Logeerhuis De Bevelanden", str(talk)
    assert not talk.cards[0]["stale"], str(talk)
    assert cards["Oppas aan huis in Borsele"]["phone"] == "0113 65 43 21", str(talk)
    assert "Wijnproeverij De Bevelanden" not in cards, str(talk)


def link_of(staff: Page, provider: str) -> str:
    """Make the link for a provider and copy it from the page."""
    menu(staff, "Aanbieders")
    staff.get_by_label("Zoek op naam").fill(provider)
    staff.get_by_role("button", name="Zoek", exact=True).click()
    staff.wait_for_url("**naam=**")
    staff.get_by_role("button", name=f"Maak link voor {provider}").click()
    heading(staff, f"Link voor {provider}")
    return staff.get_by_label("Link, werkt tot en met").input_value()


def propose_new(partner: Page, title: str, summary: str) -> None:
    """Send a proposal for a new instrument, in Borsele, for carers who need a break."""
    partner.get_by_role("link", name="Nieuw aanbod melden").click()
    heading(partner, "Nieuw aanbod melden")
    partner.get_by_label("Titel").fill(title)
    partner.get_by_label("Samenvatting").fill(summary)
    partner.get_by_label("Soort").select_option("vervangende_zorg")
    partner.get_by_label("De zorg even overdragen").check()
    partner.get_by_role("checkbox", name=re.compile("^mantelzorger")).check()
    partner.get_by_label("Gemeenten").fill("Borsele")
    partner.get_by_label("Telefoon").fill("0113 11 22 33")
    partner.get_by_role("button", name="Versturen").click()
    told(partner, "Een medewerker kijkt ernaar")


def decide(staff: Page, title: str) -> None:
    """Open a proposal that waits."""
    menu(staff, "Voorstellen")
    staff.get_by_role("link", name=title, exact=True).click()
    heading(staff, title)


def test_what_goes_stale_is_marked_and_stands_lower_and_what_ended_is_gone(
    person: Open, product: Product, sanne: str, begin: Begin
) -> None:
    fresh = asking(begin, "Tholen", PEERS)
    before = [card["instrument"] for card in fresh.cards]
    assert before[:2] == ["j-kring-a", "j-kring-b"], str(fresh)
    assert not any(card["stale"] for card in fresh.cards[:2]), str(fresh)

    staff = log_in(person(), product, sanne)
    open_form(staff, "Kring aan de haven")
    staff.get_by_label("Nagekeken op").fill("2024-01-31")
    staff.get_by_label("Nakijken na (dagen)").fill("90")
    keep(staff)
    told(staff, "Je wijziging is bewaard.")
    talk = asking(begin, "Tholen", PEERS)
    cards = {card["instrument"]: (place, card["stale"]) for place, card in enumerate(talk.cards)}
    assert cards["j-kring-b"] == (0, False), str(talk)
    assert cards["j-kring-a"][0] > 0 and cards["j-kring-a"][1], f"not marked or not lower\n{talk}"

    open_form(staff, "Kring aan de haven", mark="verouderd")
    staff.get_by_label("Geldig tot en met").fill((today_here() - timedelta(days=1)).isoformat())
    keep(staff)
    told(staff, "Je wijziging is bewaard.")
    talk = asking(begin, "Tholen", PEERS)
    shown = [card["instrument"] for card in talk.cards]
    assert shown[0] == "j-kring-b" and "j-kring-a" not in shown, str(talk)
    assert desk.public(product, "j-kring-a") is None
    menu(staff, "Controle")
    staff.get_by_role("navigation", name="Lijsten").get_by_role("link", name="Verlopen").click()
    seen(staff.get_by_role("heading", level=2, name="Verlopen"))
    seen(staff.get_by_role("link", name="Kring aan de haven", exact=True))


BROKEN = (
    ({"slug": "j-in-label", "needs": "lotgenootjes"}, "needs", "bedoel je 'lotgenoten'"),
    ({"slug": "j-in-datum", "verified_on": "2026-02-30"}, "verified_on", "bestaande datum"),
    ({"slug": "j-in-link", "url": "JavaScript:alert(1)"}, "url", "https://"),
    ({"slug": "j-in-titel", "title": ""}, "title", "moet ingevuld zijn"),
    ({"slug": "j-in-goed", "title": "Nog een keer"}, "slug", "staat ook op regel 2"),
    ({"slug": "j-in-leeftijd", "age_min": "60", "age_max": "18"}, "age_max", "lager"),
    ({"slug": "j-in-opmaak", "provider": "<b>Vet</b>", "summary": "lang " * 400}, "provider", "zonder opmaak"),
)
"""Seven kinds of broken rows: the change, the column that is told, and how."""


def test_an_import_tells_each_broken_row_and_writes_nothing_before_the_yes(
    person: Open, product: Product, sanne: str, tmp_path: Path
) -> None:
    good = [
        record("j-in-goed", "Veere", title="Ingevoerd rijtje"),
        record("j-in-ook-goed", "Veere", title="Ingevoerd praatje"),
    ]
    drafts = [
        record(f"j-in-concept-{number:04}", "Veere", title=f"Concept {number:04}", status="concept")
        for number in range(WAITING)
    ]
    broken = [record("j-in-kapot", "Veere") | changes for changes, _, _ in BROKEN]
    staff = log_in(person(), product, sanne)
    menu(staff, "Invoeren")
    staff.get_by_label("Bestand").set_input_files(desk.table(tmp_path / "aanbod.csv", [*good, *broken, *drafts]))
    staff.get_by_role("button", name="Lees het bestand").click()
    heading(staff, "Kijk na wat er verandert")
    for line, (_, column, words) in enumerate(BROKEN, start=4):
        row = staff.get_by_role("listitem").filter(
            has=staff.get_by_role("heading", name=re.compile(rf"^Regel {line}\b"))
        )
        says(row.get_by_role("listitem").filter(has_text=re.compile(rf"^{column}\b")).first, words)
    assert desk.public(product, "j-in-ook-goed") is None, "written before the yes"

    staff.get_by_role("button", name="Ja, voer in").click()
    says(staff.get_by_role("alert"), "met fouten weggelaten")
    assert desk.public(product, "j-in-ook-goed") is None, "written though rows are broken"
    staff.get_by_label(re.compile("met fouten weg")).check()
    staff.get_by_role("button", name="Ja, voer in").click()
    seen(staff.get_by_role("progressbar", name="Voortgang"))
    heading(staff, "Ingevoerd", within=3 * PATIENCE)
    says(staff.get_by_role("status"), f"{WAITING + 1} toegevoegd")
    written = desk.public(product, "j-in-ook-goed")
    assert written is not None and written["title"] == "Ingevoerd praatje"
    for changes, _, _ in BROKEN:
        found = desk.public(product, changes["slug"])
        assert found is None, f"a broken row was written: {found}"


def test_two_people_who_change_different_fields_both_keep_their_work(
    person: Open, product: Product, sanne: str, piet: str
) -> None:
    one, other = log_in(person(), product, sanne), log_in(person(), product, piet)
    for page in (one, other):
        open_form(page, "Samen koffie drinken")
    one.get_by_label("Samenvatting").fill("Je drinkt koffie met mensen die ook zorgen.")
    keep(one)
    told(one, "Je wijziging is bewaard.")
    other.get_by_label("Kosten").fill("gratis")
    other.get_by_label("Telefoon").fill("0118 99 88 77")
    keep(other)
    told(other, "bewaarde een collega ook iets")
    told(other, "Je drinkt koffie met mensen die ook zorgen.")
    kept = desk.public(product, "j-samen")
    assert kept is not None
    assert kept["summary"] == "Je drinkt koffie met mensen die ook zorgen."
    assert (kept["cost"], kept["channels"]["phone"]) == ("gratis", "0118 99 88 77")


@pytest.mark.parametrize("choice", ["mij", "hun"])
def test_two_people_who_change_the_same_field_see_both_and_choose(
    person: Open, product: Product, sanne: str, piet: str, choice: str
) -> None:
    title = {one["slug"]: one["title"] for one in RECORDS}[f"j-keuze-{choice}"]
    hers, his = "Je wandelt met elkaar langs het water.", "Je loopt samen een rondje en drinkt daarna thee."
    one, other = log_in(person(), product, sanne), log_in(person(), product, piet)
    for page in (one, other):
        open_form(page, title)
    one.get_by_label("Samenvatting").fill(hers)
    keep(one)
    told(one, "Je wijziging is bewaard.")
    other.get_by_label("Samenvatting").fill(his)
    other.get_by_label("Kosten").fill("twee euro")
    keep(other)
    heading(other, "Jullie wijzigden hetzelfde")
    summary = other.get_by_role("group", name="Samenvatting")
    seen(summary.get_by_role("radio", name="Van jou"))
    told(other, his)
    told(other, hers)
    kept = desk.public(product, f"j-keuze-{choice}")
    assert kept is not None and kept["summary"] == hers, "overwritten before there was a choice"
    summary.get_by_role("radio", name="Van jou" if choice == "mij" else "Van je collega").check()
    other.get_by_role("button", name="Zo bewaren").click()
    heading(other, title)
    kept = desk.public(product, f"j-keuze-{choice}")
    assert kept is not None and kept["summary"] == (his if choice == "mij" else hers)
    assert kept["cost"] == "twee euro", "what was typed in another field is lost"
    other.get_by_role("link", name="Geschiedenis", exact=True).click()
    heading(other, "Geschiedenis")
    told(other, hers)
    seen(other.get_by_text("door Sanne de Wit"))
    seen(other.get_by_text("door Piet Jansen"))


def test_with_the_keyboard_alone_a_title_is_changed_seen_in_the_history_and_undone(
    person: Open, product: Product, sanne: str
) -> None:
    page = person()
    page.goto(f"{product.address}/bureau/aanbod")
    tab_to(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(sanne)
    page.keyboard.press("Tab")
    page.keyboard.type(desk.PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "Aanbod")
    tab_to(page, page.get_by_label("Zoeken", exact=True))
    page.keyboard.type("aan de toetsen")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    follow(page, "link", "Samen aan de toetsen")
    heading(page, "Samen aan de toetsen")
    follow(page, "link", "Wijzigen")
    heading(page, "Samen aan de toetsen wijzigen")
    tab_to(page, page.get_by_label("Titel"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Samen aan het toetsenbord")
    follow(page, "button", "Bewaren")
    heading(page, "Samen aan het toetsenbord")
    told(page, "Je wijziging is bewaard.")
    follow(page, "link", "Geschiedenis")
    heading(page, "Geschiedenis")
    seen(page.get_by_role("heading", name=re.compile("^Gewijzigd door Sanne de Wit")))
    seen(page.get_by_role("cell", name="Samen aan het toetsenbord"))
    tab_to(page, page.get_by_role("link", name=re.compile("^Ongedaan maken.*gewijzigd")))
    page.keyboard.press("Enter")
    heading(page, "Deze wijziging ongedaan maken?")
    follow(page, "button", "Ja, ongedaan maken")
    heading(page, "Samen aan de toetsen")
    kept = desk.public(product, "j-toetsen")
    assert kept is not None and kept["title"] == "Samen aan de toetsen"


def follow(page: Page, role: str, name: str) -> None:
    """Go to a link or a button with Tab and press Enter."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]
    page.keyboard.press("Enter")
