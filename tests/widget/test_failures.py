"""When it goes wrong: it is said in plain words, nothing typed is lost, and there is always somebody to call."""

from __future__ import annotations

import threading

from playwright.sync_api import Page, expect

from tests.widget.acting import field, items, log, say, status
from tests.widget.conftest import Open
from tests.widget.fake_service import NOTHING, OPENING, Reply, Service, problem, says, text
from tests.widget.samples import SAFETY

BROKEN_OFF = Reply(status=0)
PATIENT = 100_000  # ms: a message is tried three times, with pauses of one and three seconds


def test_a_message_that_got_lost_is_sent_again_with_the_same_id(page: Page, service: Service) -> None:
    service.turns = [BROKEN_OFF, says(text("Daar ben ik weer."))]
    say(page, "hoor je mij")
    expect(log(page)).to_contain_text("Daar ben ik weer.", timeout=PATIENT)
    assert len(service.sent()) == 2
    assert len({message["id"] for message in service.sent()}) == 1
    assert items(page).count("Jij: hoor je mij") == 1


def test_after_three_tries_it_is_told_and_a_tap_tries_the_same_message_again(page: Page, service: Service) -> None:
    service.usual = lambda _: BROKEN_OFF
    say(page, "hoor je mij")
    again = page.get_by_role("button", name="Probeer opnieuw")
    expect(again).to_be_visible(timeout=PATIENT)
    failed = len(service.sent())
    error = page.locator("wegwijs-chat .error")
    expect(error.get_by_role("link", name="Bel 112")).to_be_visible()
    expect(error.get_by_role("link", name="Bel 113")).to_be_visible()
    expect(field(page)).to_have_value("hoor je mij")
    assert "Jij: hoor je mij" not in items(page)
    service.usual = lambda _: says(text("Daar ben ik weer."))
    again.click()
    expect(log(page)).to_contain_text("Daar ben ik weer.")
    expect(error).to_be_hidden()
    expect(field(page)).to_have_value("")
    assert failed >= 3
    assert len({message["id"] for message in service.sent()}) == 1


def test_other_words_after_a_failure_are_another_message(page: Page, service: Service) -> None:
    service.turns = [problem(500, "Er ging iets mis", "Probeer het straks nog eens.")]
    say(page, "eerste")
    expect(page.get_by_text("Probeer het straks nog eens.")).to_be_visible()
    say(page, "iets anders")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert len({message["id"] for message in service.sent()}) == 2


def test_without_internet_that_is_what_is_said(page: Page) -> None:
    page.context.set_offline(True)
    say(page, "hallo")
    expect(page.get_by_text("Het lijkt of je geen internet hebt.")).to_be_visible(timeout=PATIENT)
    expect(field(page)).to_have_value("hallo")
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()


def test_waiting_is_shown_and_long_waiting_is_told_honestly(page: Page, service: Service) -> None:
    told = threading.Event()
    service.turns = [Reply({"messages": [text("Eindelijk.")], "understood": NOTHING}, when=told)]
    say(page, "hallo")
    expect(status(page)).to_have_text("Wegwijs denkt na…")
    expect(status(page)).to_contain_text("Het duurt wat langer", timeout=PATIENT)
    told.set()
    expect(log(page)).to_contain_text("Eindelijk.", timeout=PATIENT)
    expect(status(page)).to_be_empty()


def test_too_many_messages_are_refused_in_the_words_of_the_service(page: Page, service: Service) -> None:
    service.turns = [problem(429, "Even rustig aan", "Wacht even en probeer het dan opnieuw.")]
    say(page, "hallo")
    expect(page.get_by_text("Wacht even en probeer het dan opnieuw.")).to_be_visible()
    expect(field(page)).to_have_value("hallo")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(log(page)).to_contain_text("Ik hoor je.")


def test_a_safety_card_inside_a_refusal_is_shown(page: Page, service: Service) -> None:
    service.turns = [
        problem(401, "Dit gesprek is er niet meer", "Je kunt een nieuw gesprek beginnen.", messages=[SAFETY])
    ]
    say(page, "ik wil niet meer")
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Begin een nieuw gesprek")).to_be_visible()


def test_an_error_page_of_something_in_between_is_an_error(page: Page, service: Service) -> None:
    service.usual = lambda _: Reply("geen berichten")
    say(page, "hallo")
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible(timeout=PATIENT)
    expect(field(page)).to_have_value("hallo")


def test_a_talk_that_cannot_begin_can_be_tried_again(open_page: Open, service: Service) -> None:
    good = service.opening
    service.opening = problem(500, "Er ging iets mis", "Dat ligt niet aan jou.")
    page = open_page()
    expect(page.get_by_text("Dat ligt niet aan jou.")).to_be_visible()
    expect(page.locator("wegwijs-chat .error").get_by_role("link", name="Bel 113")).to_be_visible()
    service.opening = good
    say(page, "ik begin gewoon")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert items(page)[: len(OPENING)][1] == "Wegwijs: Hoe gaat het met je?"


def test_a_website_that_may_not_show_the_chat_is_told_so_without_an_idle_button(
    open_page: Open, service: Service
) -> None:
    service.opening = problem(403, "Dat mag hier niet", "Deze website mag de chat niet gebruiken.")
    page = open_page()
    expect(page.get_by_text("Deze website mag de chat niet gebruiken.")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_have_count(0)
    expect(page.get_by_role("button", name="Nu hulp nodig?")).to_be_visible()


def test_a_busy_service_is_asked_again_when_it_said(page: Page, service: Service) -> None:
    busy = problem(503, "Het is nu druk", "Wacht even.")
    busy.headers["retry-after"] = "1"
    service.turns = [busy, says(text("Nu wel."))]
    say(page, "hallo")
    expect(log(page)).to_contain_text("Nu wel.", timeout=PATIENT)
    assert len({message["id"] for message in service.sent()}) == 1
