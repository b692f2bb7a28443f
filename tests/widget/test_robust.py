"""A talk survives what happens to pages, phones and networks; nothing is sent twice, nothing typed is lost."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.acting import choose_from_menu, field, focused, items, kept, log, say, status
from tests.widget.conftest import Open
from tests.widget.fake_service import CONFIG, NOTHING, OPENING, Reply, Service, problem, says, text
from tests.widget.samples import CHOICES, SAFETY
from tests.widget.test_config import POINT

PATIENT = 100_000  # ms: three tries with pauses of one and three seconds, then a look every four seconds or so
FRESH = 1_200  # ms after which a widget that comes in sight asks what is new
OTHER_TAB = [
    {"from": "visitor", "seq": 1, "kind": "text", "text": "uit het andere tabblad"},
    {"from": "assistant", "seq": 1, "kind": "text", "text": "Antwoord daarop."},
]


def so_far(*more: dict[str, object]) -> Reply:
    """The talk as the service has it: the opening and what came after it."""
    return Reply({"session": "s", "messages": [*OPENING, *more], "understood": NOTHING})


def hide(page: Page) -> None:
    """The page goes out of sight."""
    _visibility(page, "hidden")


def show(page: Page) -> None:
    """It comes in sight again."""
    _visibility(page, "visible")


def _visibility(page: Page, state: str) -> None:
    page.evaluate(
        """(state) => {
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def error(page: Page) -> Locator:
    """Where it is said that something went wrong."""
    return page.locator("wegwijs-chat .error")


def count(service: Service, method: str, path: str) -> int:
    """How often something was asked."""
    return [asked[:2] for asked in service.asked].count((method, f"/api/v1/{path}"))


# Reload and navigation


def test_the_talk_goes_on_at_the_next_page_of_the_website(open_page: Open, service: Service) -> None:
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    service.so_far = so_far(*OTHER_TAB)
    page.goto(f"{service.address}/site/angst")
    expect(log(page)).to_contain_text("Antwoord daarop.")
    assert count(service, "POST", "sessions") == 1


def test_what_was_typed_and_not_sent_is_there_after_a_reload_and_not_kept_any_longer(
    page: Page, service: Service
) -> None:
    field(page).fill("ik was nog aan het schrijven")
    page.reload()
    expect(field(page)).to_have_value("ik was nog aan het schrijven")
    assert kept(page) == ["geheime-sleutel"]
    field(page).fill("")
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    expect(field(page)).to_have_value("")


def test_an_answer_that_was_under_way_at_a_reload_comes_and_nothing_is_sent_twice(page: Page, service: Service) -> None:
    service.turns = [Reply({"messages": [], "understood": NOTHING}, after=30.0)]
    say(page, "uit het andere tabblad")
    expect(status(page)).to_have_text("Wegwijs denkt na…")
    service.so_far = so_far(OTHER_TAB[0])
    page.reload()
    expect(status(page)).to_have_text("Wegwijs denkt na…")
    expect(field(page)).to_have_value("")
    service.so_far = so_far(*OTHER_TAB)
    expect(log(page)).to_contain_text("Antwoord daarop.")
    expect(status(page)).to_be_empty()
    assert items(page)[-2:] == ["Jij: uit het andere tabblad", "Wegwijs: Antwoord daarop."]
    assert len(service.sent()) == 1


def test_an_answer_that_never_came_is_told_honestly(page: Page, service: Service) -> None:
    service.so_far = so_far(OTHER_TAB[0])
    page.reload()
    expect(error(page)).to_contain_text("Op je laatste bericht kwam geen antwoord.", timeout=PATIENT)
    expect(status(page)).to_be_empty()
    say(page, "nog een keer")
    expect(log(page)).to_contain_text("Ik hoor je.")
    expect(error(page)).to_be_empty()


# Several tabs


def test_a_duplicated_tab_has_the_same_talk_and_each_hears_what_the_other_said(page: Page, service: Service) -> None:
    with page.context.expect_page() as opened:
        page.evaluate("window.open('/', '_blank', 'opener')")
    copy = opened.value
    expect(log(copy)).to_contain_text("Hoe gaat het met je?")
    assert count(service, "POST", "sessions") == 1, "a copy of the tab goes on with the talk"
    say(copy, "uit het andere tabblad")
    expect(log(copy)).to_contain_text("Ik hoor je.")
    service.so_far = so_far(*OTHER_TAB)
    page.wait_for_timeout(FRESH)
    hide(page)
    show(page)
    expect(log(page)).to_contain_text("Antwoord daarop.")
    assert items(page)[-2:] == ["Jij: uit het andere tabblad", "Wegwijs: Antwoord daarop."]
    say(page, "en nu hier")
    expect(log(page).locator(".item")).to_have_count(len(OPENING) + 4)


def test_nothing_new_changes_nothing_when_the_page_comes_in_sight(page: Page, service: Service) -> None:
    say(page, "hallo")
    expect(log(page)).to_contain_text("Ik hoor je.")
    service.so_far = so_far(
        {"from": "visitor", "seq": 1, "kind": "text", "text": "hallo"},
        {"from": "assistant", "seq": 1, "kind": "text", "text": "Ik hoor je."},
    )
    page.evaluate(
        """() => {
            const log = document.querySelector("wegwijs-chat").shadowRoot.querySelector("[role=log]");
            window.changes = 0;
            new MutationObserver((found) => (window.changes += found.length)).observe(log, { childList: true });
        }"""
    )
    page.wait_for_timeout(FRESH)
    hide(page)
    with page.expect_response("**/api/v1/messages"):
        show(page)
    page.wait_for_timeout(500)
    assert count(service, "GET", "messages") == 1
    assert page.evaluate("window.changes") == 0
    assert focused(page) == "textarea input"


def test_a_talk_that_went_another_way_elsewhere_is_shown_as_it_is(page: Page, service: Service) -> None:
    say(page, "dit kwam niet aan")
    expect(log(page)).to_contain_text("Ik hoor je.")
    service.so_far = so_far(*OTHER_TAB)
    page.wait_for_timeout(FRESH)
    hide(page)
    show(page)
    expect(log(page)).to_contain_text("Antwoord daarop.")
    expect(log(page).locator(".item")).to_have_count(len(OPENING) + 2)


def test_a_talk_that_was_erased_in_another_tab_is_told_and_what_is_typed_stays(page: Page, service: Service) -> None:
    field(page).fill("ik schreef nog")
    service.so_far = problem(401, "Dit gesprek is er niet meer", "Je kunt een nieuw gesprek beginnen.")
    page.wait_for_timeout(FRESH)
    hide(page)
    show(page)
    expect(error(page)).to_contain_text("Dit gesprek is er niet meer")
    page.get_by_role("button", name="Begin een nieuw gesprek").click()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    expect(error(page)).to_be_empty()
    expect(field(page)).to_have_value("ik schreef nog")
    assert kept(page) == ["geheime-sleutel"]


def test_two_widgets_on_one_page_have_a_talk_each_also_after_a_reload(open_page: Open, service: Service) -> None:
    service.pages["/twee"] = (
        '<script type="module" src="/widget/wegwijs-chat.js"></script><wegwijs-chat></wegwijs-chat>'
        "<wegwijs-chat></wegwijs-chat>"
    )
    page = open_page("/twee")
    for nr in range(2):
        expect(page.get_by_role("log").nth(nr)).to_contain_text("Hoe gaat het met je?")
    assert count(service, "POST", "sessions") == 2
    assert len(kept(page)) == 2
    page.reload()
    for nr in range(2):
        expect(page.get_by_role("log").nth(nr)).to_contain_text("Hoe gaat het met je?")
    assert count(service, "POST", "sessions") == 2
    assert count(service, "GET", "messages") == 2


# Without internet, or without the service


def test_back_online_the_same_message_goes_by_itself_once(page: Page, service: Service) -> None:
    page.context.set_offline(True)
    say(page, "hoor je mij")
    expect(error(page)).to_contain_text("Het lijkt of je geen internet hebt.")
    expect(error(page)).to_contain_text("Je tekst staat er nog.")
    expect(field(page)).to_have_value("hoor je mij")
    page.context.set_offline(False)
    expect(log(page)).to_contain_text("Ik hoor je.")
    expect(field(page)).to_have_value("")
    expect(error(page)).to_be_empty()
    assert [message["text"] for message in service.sent()] == ["hoor je mij"]


def test_a_message_that_arrived_although_the_answer_did_not_goes_again_with_the_same_id(
    page: Page, service: Service
) -> None:
    service.usual = lambda _: Reply(status=0)
    say(page, "hoor je mij")
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    service.usual = lambda _: says(text("Daar ben ik weer."))
    expect(log(page)).to_contain_text("Daar ben ik weer.", timeout=PATIENT)
    assert len({message["id"] for message in service.sent()}) == 1
    assert items(page).count("Jij: hoor je mij") == 1


def test_what_was_written_anew_meanwhile_is_not_sent_by_itself(page: Page, service: Service) -> None:
    page.context.set_offline(True)
    say(page, "dit bedoelde ik niet")
    expect(error(page)).to_contain_text("Het lijkt of je geen internet hebt.")
    field(page).fill("ik bedoelde dit")
    page.context.set_offline(False)
    expect(error(page)).to_be_empty()
    page.wait_for_timeout(500)
    assert service.sent() == []
    expect(field(page)).to_have_value("ik bedoelde dit")
    field(page).press("Enter")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert [message["text"] for message in service.sent()] == ["ik bedoelde dit"]


def test_a_tap_goes_again_by_itself_too(page: Page, service: Service) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Niet zo goed").click()
    expect(error(page)).to_contain_text("Het lijkt of je geen internet hebt.")
    expect(error(page)).not_to_contain_text("Je tekst staat er nog.")
    page.context.set_offline(False)
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert [message["choice"] for message in service.sent()] == ["slecht"]


def test_while_the_service_is_gone_no_message_is_sent_again_and_again(page: Page, service: Service) -> None:
    service.down = True
    say(page, "hallo")
    expect(error(page)).to_contain_text("Ik blijf het zelf proberen.", timeout=PATIENT)
    tried: list[str] = []
    page.on("request", lambda request: tried.append(request.method))
    begin = time.monotonic()
    page.wait_for_timeout(12_000)
    most = 1 + (time.monotonic() - begin) // 4
    assert tried and set(tried) == {"GET"}, "it looks whether the service is there, and sends nothing meanwhile"
    assert len(tried) <= most, "four seconds are between two looks"


def test_a_service_that_was_restarted_is_found_again_and_the_talk_goes_on(page: Page, service: Service) -> None:
    service.down = True
    say(page, "hallo")
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    service.down = False
    expect(log(page)).to_contain_text("Ik hoor je.", timeout=PATIENT)
    assert count(service, "POST", "sessions") == 1
    assert [message["text"] for message in service.sent()] == ["hallo"]


def test_a_service_that_is_still_starting_is_waited_for(page: Page, service: Service) -> None:
    busy = problem(503, "Dat lukt nu niet", "Er is een storing.")
    service.usual, service.config = lambda _: busy, busy
    say(page, "hallo")
    expect(error(page)).to_contain_text("Er is een storing.", timeout=PATIENT)
    tried = len(service.sent())
    page.wait_for_timeout(7_000)
    assert len(service.sent()) == tried
    service.usual, service.config = lambda _: says(text("Nu wel.")), Reply(CONFIG)
    expect(log(page)).to_contain_text("Nu wel.", timeout=PATIENT)


def test_a_refusal_is_not_tried_again_by_itself(page: Page, service: Service) -> None:
    service.usual = lambda _: problem(429, "Even rustig aan", "Wacht even.")
    say(page, "hallo")
    expect(error(page)).to_contain_text("Wacht even.")
    hide(page)
    show(page)
    page.wait_for_timeout(6_000)
    assert len(service.sent()) == 1


def test_a_network_that_is_too_slow_is_told_honestly_and_nothing_is_lost(page: Page, service: Service) -> None:
    service.usual = lambda _: Reply(status=200, after=120.0)
    say(page, "hallo")
    expect(status(page)).to_have_text("Wegwijs denkt na…")
    expect(status(page)).to_contain_text("Het duurt wat langer", timeout=PATIENT)
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=4 * PATIENT)
    expect(status(page)).to_be_empty()
    expect(field(page)).to_have_value("hallo")
    service.usual = lambda _: says(text("Eindelijk."))
    expect(log(page)).to_contain_text("Eindelijk.", timeout=PATIENT)
    assert len({message["id"] for message in service.sent()}) == 1


def test_after_sleep_the_page_that_comes_in_sight_looks_at_once(page: Page, service: Service) -> None:
    service.down = True
    say(page, "hallo")
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    with page.expect_event("requestfailed"):  # the look that was planned before it fell asleep
        page.evaluate("window.setTimeout = () => 0")  # as a phone that sleeps: no timer runs
    hide(page)
    service.down = False
    page.wait_for_timeout(500)
    assert service.sent() == []
    show(page)
    expect(log(page)).to_contain_text("Ik hoor je.")


def test_a_talk_that_expired_while_the_page_slept_is_told_and_the_text_goes_into_a_new_one(
    page: Page, service: Service
) -> None:
    service.turns = [problem(401, "Dit gesprek is gestopt", "Het was lang stil.")]
    say(page, "ben je er nog")
    expect(error(page)).to_contain_text("Het was lang stil.")
    expect(field(page)).to_have_value("ben je er nog")
    field(page).press("Enter")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert count(service, "POST", "sessions") == 2
    assert items(page)[-2:] == ["Jij: ben je er nog", "Wegwijs: Ik hoor je."]


def test_a_service_that_cannot_be_reached_shows_whom_to_call_as_it_was_known_at_load(
    open_page: Open, service: Service
) -> None:
    service.configure(name="Zorggroep Midden", information_point=POINT)
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    watch = "document.addEventListener('wegwijs:trouble', (event) => (window.trouble = event.detail))"
    page.evaluate(watch)
    service.down = True
    say(page, "hallo")
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    for name in ("Bel 112", "Bel 113", "Bel 0592 12 34 56"):
        expect(error(page).get_by_role("link", name=name)).to_be_visible()
    expect(error(page).get_by_role("heading", name="Zorggroep Midden")).to_be_visible()
    form = error(page).get_by_role("link", name="Of gebruik het formulier")
    expect(form).to_have_attribute("href", f"{service.address}/wegwijzer")
    assert page.evaluate("window.trouble") == {"status": 0}


def test_a_page_that_loads_while_the_service_is_gone_shows_whom_to_call_and_goes_on_later(
    open_page: Open, service: Service
) -> None:
    service.configure(name="Zorggroep Midden", information_point=POINT)
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    service.down = True
    page.reload()
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    for name in ("Bel 112", "Bel 113", "Bel 088 0767 000", "Bel 0592 12 34 56"):
        expect(error(page).get_by_role("link", name=name)).to_have_count(1)
    service.so_far = so_far(*OTHER_TAB)
    service.down = False
    expect(log(page)).to_contain_text("Antwoord daarop.", timeout=PATIENT)
    expect(error(page)).to_be_empty()
    assert count(service, "POST", "sessions") == 1


def test_a_first_visit_while_the_service_is_gone_shows_whom_to_call(open_page: Open, service: Service) -> None:
    service.down = True
    page = open_page("/site/zorg")
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    expect(error(page).get_by_role("link", name="Bel 113")).to_be_visible()
    service.down = False
    expect(log(page)).to_contain_text("Hoe gaat het met je?", timeout=PATIENT)
    expect(error(page)).to_be_empty()


def test_somebody_who_types_while_the_service_is_gone_is_heard_when_it_is_back(
    open_page: Open, service: Service
) -> None:
    service.down = True
    page = open_page()
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    say(page, "ik heb hulp nodig")
    expect(status(page)).not_to_be_empty()
    expect(error(page)).to_contain_text("Ik krijg nu geen verbinding.", timeout=PATIENT)
    service.down = False
    expect(log(page)).to_contain_text("Ik hoor je.", timeout=PATIENT)
    expect(field(page)).to_have_value("")
    assert count(service, "POST", "sessions") == 1


def test_a_card_that_came_with_a_refusal_stays_and_is_told_once(page: Page, service: Service) -> None:
    service.turns = [problem(503, "Het is nu druk", "Wacht even.", messages=[SAFETY])] * 3 + [
        says(SAFETY, text("Bel."))
    ]
    page.evaluate("window.cards = 0; document.addEventListener('wegwijs:safety', () => (window.cards += 1))")
    say(page, "ik wil niet meer")
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_visible(
        timeout=PATIENT
    )
    expect(log(page)).to_contain_text("Bel.", timeout=PATIENT)
    assert page.evaluate("window.cards") == 1


# Double taps


@pytest.mark.parametrize("slow", [0.0, 0.4])
def test_a_double_tap_on_send_is_one_message(page: Page, service: Service, slow: float) -> None:
    service.turns = [Reply({"messages": [text("Een.")], "understood": NOTHING}, after=slow)]
    field(page).fill("hallo")
    page.get_by_role("button", name="Verstuur").dblclick()
    expect(log(page)).to_contain_text("Een.")
    page.wait_for_timeout(300)
    assert len(service.sent()) == 1


def test_the_second_tap_does_not_land_on_what_came_under_the_finger(page: Page, service: Service) -> None:
    service.turns = [says(CHOICES)]
    page.get_by_role("button", name="Niet zo goed").click()
    fits = page.get_by_role("button", name="Dit past")
    expect(fits).to_be_visible()
    box = fits.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(300)
    assert len(service.sent()) == 1
    fits.click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert len(service.sent()) == 2


@pytest.mark.parametrize("label", ["Begin opnieuw", "Bewaar mijn gesprek", "Praat met een mens", "Eén stap terug"])
def test_a_double_tap_in_the_menu_is_one_message(page: Page, service: Service, label: str) -> None:
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name=label, exact=True).dblclick()
    expect(log(page)).to_contain_text("Ik hoor je.")
    page.wait_for_timeout(300)
    assert len(service.sent()) == 1


def test_a_double_tap_on_erasing_does_not_erase(page: Page, service: Service) -> None:
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Wis mijn gesprek").dblclick()
    expect(page.get_by_role("dialog", name="Wil je je gesprek wissen?")).to_be_visible()
    yes = page.get_by_role("button", name="Ja, wis mijn gesprek").bounding_box()
    assert yes
    page.mouse.move(yes["x"] + 5, yes["y"] + 5)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(300)
    assert count(service, "DELETE", "sessions/current") == 0


def test_a_double_tap_on_beginning_anew_begins_one_talk(page: Page, service: Service) -> None:
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    page.get_by_role("button", name="Begin een nieuw gesprek").dblclick()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    assert count(service, "POST", "sessions") == 2


def test_a_page_that_may_not_keep_anything_has_a_talk_all_the_same(open_page: Open, service: Service) -> None:
    service.pages["/dicht"] = (
        '<script type="module" src="/widget/wegwijs-chat.js"></script><wegwijs-chat partner="zorggroep"></wegwijs-chat>'
    )
    page = open_page("/dicht")
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    say(page, "hallo")
    expect(log(page)).to_contain_text("Ik hoor je.")
    hide(page)
    show(page)
    expect(field(page)).to_have_value("")
