"""Every kind of message, as a visitor meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.widget.acting import field, focused, items, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import OPENING, Reply, Service, says, text
from tests.widget.samples import CARD, CARDS, CHOICES, CONTACT, LINKS, NOTICE, SAFETY


def test_a_card_tells_what_why_by_whom_where_and_how_old(page: Page, service: Service) -> None:
    service.turns = [says(CARDS)]
    say(page, "ik zoek anderen")
    card = page.get_by_role("article")
    expect(card.get_by_role("heading", name="Samen praten")).to_be_visible()
    expect(card.get_by_role("heading", name="Waarom dit")).to_be_visible()
    assert card.get_by_role("listitem").all_text_contents() == [*CARD["reasons"], *CARD["asks"]]
    for words in (
        CARD["summary"],
        "Van: Mantelzorg en Meer",
        "Waar: Haarlemmermeer",
        "Voor het laatst nagekeken op 3 maart 2026",
        "Let op: deze gegevens moeten nog worden nagekeken",
    ):
        expect(card).to_contain_text(words)
    website = card.get_by_role("link", name="Naar de website van Mantelzorg en Meer (opent in een nieuw tabblad)")
    expect(website).to_have_attribute("href", "https://www.mantelzorgenmeer.nl/praten")
    expect(website).to_have_attribute("rel", "noopener noreferrer")
    expect(website).to_have_attribute("target", "_blank")
    expect(card.get_by_role("link", name="Bel 020 333 53 53")).to_have_attribute("href", "tel:0203335353")


def test_a_card_that_was_checked_lately_gives_no_warning(page: Page, service: Service) -> None:
    service.turns = [says({"kind": "cards", "cards": [{**CARD, "stale": False, "phone": None, "region": None}]})]
    say(page, "ik zoek anderen")
    expect(page.get_by_role("article")).to_contain_text("3 maart 2026")
    expect(page.get_by_role("article")).not_to_contain_text("Let op")
    expect(page.get_by_role("article")).not_to_contain_text("Waar:")


def test_a_card_tells_what_it_asks_under_a_heading_of_its_own(page: Page, service: Service) -> None:
    service.turns = [says(CARDS)]
    say(page, "ik zoek anderen")
    heading = page.get_by_role("article").get_by_role("heading", name="Wat vraagt het van je?")
    expect(heading).to_be_visible()
    asked = heading.locator("xpath=following-sibling::ul").get_by_role("listitem")
    assert asked.all_text_contents() == ["Gratis", "Geen verwijzing nodig", "Samen met anderen"]


@pytest.mark.parametrize("asks", [None, [], "Gratis", [7, ""]])
def test_a_card_that_asks_nothing_known_has_no_heading_for_it(page: Page, service: Service, asks: object) -> None:
    service.turns = [says({"kind": "cards", "cards": [{**CARD, "asks": asks}]})]
    say(page, "ik zoek anderen")
    expect(page.get_by_role("article").get_by_role("heading", name="Waarom dit")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat vraagt het van je?")).to_have_count(0)


def test_pages_of_the_talk_open_beside_it_at_the_service(page: Page, service: Service) -> None:
    service.turns = [says(text("Dit kun je meenemen."), LINKS)]
    say(page, "wat kan ik meenemen")
    expect(log(page)).to_contain_text("Dit kun je meenemen.")
    shown = log(page).get_by_role("listitem")
    assert shown.all_text_contents() == [f"{link['label']} (opent in een nieuw tabblad)" for link in LINKS["links"]]
    for link in LINKS["links"]:
        found = log(page).get_by_role("link", name=f"{link['label']} (opent in een nieuw tabblad)")
        expect(found).to_have_attribute("href", service.address + link["url"])
        expect(found).to_have_attribute("target", "_blank")
        expect(found).to_have_attribute("rel", "noopener noreferrer")
    with page.context.expect_page() as opened:
        log(page).get_by_role("link", name="Mijn overzicht").click()
    expect(opened.value).to_have_title("Mijn overzicht")
    assert opened.value.url == f"{service.address}/mijn/sleutel/overzicht"


def test_a_page_of_the_talk_is_found_at_the_address_of_the_service(page: Page, service: Service) -> None:
    below = f"{service.address}/dienst"
    page.context.route(f"{below}/**", lambda route: route.fulfill(json={"token": "t", "messages": [LINKS]}))
    page.evaluate("(api) => document.querySelector('wegwijs-chat').setAttribute('api', api + '/')", below)
    found = log(page).get_by_role("link", name="Mijn overzicht")
    expect(found).to_have_attribute("href", f"{below}/mijn/sleutel/overzicht")


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:window.broken=1",
        "data:text/html,x",
        "https://elders.example/mijn/sleutel/overzicht",
        "@elders.example/mijn",
        ".elders.example/mijn",
        ":1/mijn",
        "blob:{service}/mijn",
        "mijn/sleutel/overzicht",
        "",
        7,
        None,
    ],
)
def test_only_pages_of_the_service_itself_become_links_of_the_talk(page: Page, service: Service, bad: object) -> None:
    url = bad.replace("{service}", service.address) if isinstance(bad, str) else bad
    kept = {"label": "Deze wel", "url": f"{service.address}/mijn/sleutel/overzicht"}
    service.turns = [says({"kind": "links", "links": [{"label": "Deze niet", "url": url}, {"url": "/mijn/x"}, kept]})]
    say(page, "hoi")
    expect(log(page).get_by_role("link", name="Deze wel")).to_be_visible()
    assert log(page).get_by_role("link").count() == 1


@pytest.mark.parametrize("url", ["//elders.example/mijn", "/\\elders.example/mijn", "/../../mijn"])
def test_no_spelling_of_a_path_leads_away_from_the_service(page: Page, service: Service, url: str) -> None:
    service.turns = [says({"kind": "links", "links": [{"label": "Mijn overzicht", "url": url}]})]
    say(page, "hoi")
    found = log(page).get_by_role("link", name="Mijn overzicht")
    expect(found).to_be_visible()
    assert found.evaluate("(link) => link.origin") == service.address


def test_a_contact_can_be_called(page: Page, service: Service) -> None:
    service.turns = [says(CONTACT)]
    say(page, "een mens graag")
    card = page.get_by_role("article")
    for words in ("Het informatiepunt", "Daar werkt iemand", "Welzijnswerk Midden-Drenthe"):
        expect(card).to_contain_text(words)
    expect(card.get_by_role("link", name="Bel 0593 525 215")).to_have_attribute("href", "tel:0593525215")


def test_a_notice_and_new_choices_are_shown(page: Page, service: Service) -> None:
    service.turns = [says(NOTICE, CHOICES)]
    say(page, "hoi")
    expect(log(page)).to_contain_text(f"Wegwijs: {NOTICE['text']}")
    page.get_by_role("button", name="Liever iets anders").click()
    expect(log(page)).to_contain_text("Jij: Liever iets anders")
    assert service.sent()[-1]["choice"] == "anders"


def test_an_unknown_kind_is_shown_as_its_text_and_the_rest_still_comes(page: Page, service: Service) -> None:
    broken = [
        {"kind": "cards", "cards": "geen lijst"},
        {"kind": "choices"},
        {"kind": "links", "links": [7]},
        {"text": "geen soort"},
        None,
        7,
    ]
    service.turns = [
        says({"kind": "lied", "text": "Een nieuw soort."}, {"kind": "film", "url": "x"}, *broken, text("Slot."))
    ]
    say(page, "hoi")
    expect(log(page)).to_contain_text("Slot.")
    assert items(page)[-3:] == ["Jij: hoi", "Wegwijs: Een nieuw soort.", "Wegwijs: Slot."]


def test_the_safety_card_stays_above_the_log_with_buttons_to_call(page: Page, service: Service) -> None:
    service.turns = [says(SAFETY, text("Ben je nu veilig?"))]
    say(page, "ik wil niet meer")
    pinned = page.get_by_role("region", name="Hulp voor nu")
    expect(pinned).to_contain_text(SAFETY["text"])
    expect(page.get_by_text("Ben je nu veilig?")).to_be_in_viewport()
    for number in ("113", "112"):
        call = pinned.get_by_role("link", name=f"Bel {number}")
        expect(call).to_have_attribute("href", f"tel:{number}")
        expect(call).to_be_in_viewport(ratio=0.9)
    expect(pinned.get_by_role("link", name="Naar 113.nl")).to_have_attribute("href", "https://www.113.nl/")
    expect(pinned).to_contain_text("Je eigen huisarts")
    say(page, "ja")
    expect(log(page)).to_contain_text("Ik hoor je.")
    expect(pinned.get_by_role("link", name="Bel 113")).to_be_in_viewport(ratio=0.9)
    pinned.get_by_role("button", name="Lees dit nog eens").click()
    expect(pinned.get_by_text(SAFETY["text"])).to_be_visible()


def test_the_safety_card_is_told_once(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            window.alerts = [];
            window.safety = 0;
            document.addEventListener("wegwijs:safety", () => window.safety++);
            const chat = document.querySelector("wegwijs-chat").shadowRoot.querySelector(".safety");
            new MutationObserver((changes) => {
                for (const change of changes)
                    if (change.target.getAttribute?.("role") === "alert") window.alerts.push(change.target.textContent);
            }).observe(chat, { childList: true, subtree: true });
        }"""
    )
    service.turns = [says(SAFETY, text("Ben je nu veilig?")), says(text("Fijn.")), says(SAFETY)]
    for words in ("ik wil niet meer", "ja", "toch niet"):
        say(page, words)
        expect(log(page)).to_contain_text(f"Jij: {words}")
    assert page.evaluate("window.alerts") == [SAFETY["text"]]
    assert page.evaluate("window.safety") == 1
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_text(SAFETY["text"])).to_be_visible()


def test_the_safety_card_comes_back_after_a_reload(page: Page, service: Service) -> None:
    told = [
        {"from": "visitor", "seq": 1, "kind": "text", "text": "ik wil niet meer"},
        {"from": "assistant", "seq": 1, **SAFETY},
    ]
    service.so_far = Reply({"session": "s", "messages": [*OPENING, *told], "understood": {}})
    page.reload()
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_visible()


def test_each_message_is_put_in_the_log_once_with_who_says_it(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            window.added = [];
            const log = document.querySelector("wegwijs-chat").shadowRoot.querySelector("[role=log]");
            new MutationObserver((changes) => {
                for (const change of changes) for (const node of change.addedNodes) window.added.push(node.textContent);
            }).observe(log, { childList: true, subtree: true });
        }"""
    )
    service.turns = [says(text("Dat klinkt zwaar."), text("Wil je erover vertellen?"))]
    say(page, "niet zo goed")
    expect(log(page)).to_contain_text("Wil je erover vertellen?")
    assert page.evaluate("window.added") == [
        "Jij: niet zo goed",
        "Wegwijs: Dat klinkt zwaar.",
        "Wegwijs: Wil je erover vertellen?",
    ]
    assert log(page).get_attribute("aria-live") == "polite"


HOSTILE = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'


@pytest.mark.parametrize(
    "bad", ["javascript:window.broken=1", "http://plain.example/", "data:text/html,x", "//x.example", "geen adres"]
)
def test_only_https_addresses_become_links(page: Page, service: Service, bad: str) -> None:
    line = {"name": "Lijn", "phone": bad, "url": bad, "when": "nu"}
    service.turns = [
        says(
            {"kind": "cards", "cards": [{**CARD, "url": bad, "phone": bad}]},
            {**CONTACT, "url": bad, "phone": bad},
            {**SAFETY, "lines": [line]},
        )
    ]
    say(page, "hoi")
    expect(page.get_by_role("article").first).to_be_visible()
    links = page.locator("wegwijs-chat .log a, wegwijs-chat .safety a")
    assert links.count() == 0


def test_markup_from_anywhere_stays_plain_text(page: Page, service: Service) -> None:
    card = {
        **CARD,
        **dict.fromkeys(("title", "summary", "provider", "region"), HOSTILE),
        "reasons": [HOSTILE],
        "asks": [HOSTILE],
    }
    service.turns = [
        says(
            text(HOSTILE),
            {"kind": "cards", "cards": [card]},
            {**CONTACT, "title": HOSTILE, "text": HOSTILE, "name": HOSTILE},
            {**SAFETY, "text": HOSTILE, "lines": [{"name": HOSTILE, "phone": "112", "url": "", "when": HOSTILE}]},
            {"kind": "choices", "choices": [{"id": "x", "label": HOSTILE}]},
            {"kind": "links", "links": [{"label": HOSTILE, "url": "/mijn/x"}]},
            {"kind": "notice", "text": HOSTILE},
            audience=HOSTILE,
            condition=HOSTILE,
            region=HOSTILE,
            needs=[HOSTILE],
        )
    ]
    say(page, HOSTILE)
    expect(page.get_by_role("button", name=HOSTILE)).to_be_visible()
    assert page.locator("wegwijs-chat img, wegwijs-chat script").count() == 0
    assert page.evaluate("window.broken") is None


def test_the_help_lines_are_there_without_the_service(open_page: Open, service: Service) -> None:
    service.opening = Reply(status=500)
    page = open_page()
    page.get_by_role("button", name="Nu hulp nodig?").click()
    panel = page.locator("#help")
    expect(panel.get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")
    expect(panel.get_by_role("link", name="Bel 113")).to_have_attribute("href", "tel:113")
    expect(panel.get_by_role("link", name="Bel 112")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert focused(page) == "button Nu hulp nodig?"


def test_the_page_without_script_still_says_whom_to_call(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    expect(page.get_by_role("link", name="112").first).to_be_visible()
    expect(field(page)).to_have_count(0)
