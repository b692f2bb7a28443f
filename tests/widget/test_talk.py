"""A talk with the widget from the first word to the last."""

from __future__ import annotations

import json
import threading
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.widget.acting import choose_from_menu, field, focused, items, kept, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import NOTHING, OPENING, TOKEN, Reply, Service, problem, says, text
from tests.widget.samples import CHOICES, UNDERSTOOD


def test_a_talk_begins_with_a_session_and_its_opening(page: Page, service: Service) -> None:
    assert service.asked == [("POST", "/api/v1/sessions", {"partner": None, "resume": None}, "")]
    assert items(page)[1] == "Wegwijs: Hoe gaat het met je?"


def test_the_privacy_notice_stands_above_the_log_and_is_in_view(page: Page) -> None:
    notice = page.get_by_text("Je bent hier anoniem")
    expect(notice).to_be_in_viewport()
    above, below = notice.bounding_box(), log(page).bounding_box()
    assert above and below and above["y"] < below["y"]


def test_what_is_typed_is_sent_with_an_id_and_the_token(page: Page, service: Service) -> None:
    service.turns = [says(text("Dat klinkt zwaar."))]
    say(page, "  Ik ben zo moe  ")
    expect(log(page)).to_contain_text("Dat klinkt zwaar.")
    (sent,) = service.sent()
    assert sent["text"] == "Ik ben zo moe"
    assert str(uuid.UUID(sent["id"])) == sent["id"]
    assert service.asked[-1][3] == f"Bearer {TOKEN}"
    assert items(page)[-2:] == ["Jij: Ik ben zo moe", "Wegwijs: Dat klinkt zwaar."]
    expect(field(page)).to_have_value("")
    assert focused(page) == "textarea input"


def test_shift_enter_makes_a_new_line_and_an_empty_message_is_not_sent(page: Page, service: Service) -> None:
    say(page, "   ")
    field(page).fill("een")
    field(page).press("Shift+Enter")
    field(page).type("twee")
    page.get_by_role("button", name="Verstuur").click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert [message["text"] for message in service.sent()] == ["een\ntwee"]


def test_a_choice_that_was_tapped_stays_in_view_as_chosen(page: Page, service: Service) -> None:
    page.get_by_role("button", name="Niet zo goed").click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert service.sent()[0]["choice"] == "slecht"
    expect(page.get_by_role("button", name="Niet zo goed", pressed=True)).to_be_visible()
    other = page.get_by_role("button", name="Het gaat goed", pressed=False)
    expect(other).to_have_attribute("aria-disabled", "true")
    assert items(page)[-2] == "Jij: Niet zo goed"


def test_an_answered_choice_cannot_be_tapped_again(page: Page, service: Service) -> None:
    page.get_by_role("button", name="Niet zo goed").click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    page.get_by_role("button", name="Het gaat goed").dispatch_event("click")
    say(page, "klaar")
    expect(log(page).locator(".item")).to_have_count(len(OPENING) + 4)
    assert [message.get("choice") for message in service.sent()] == ["slecht", None]


def test_a_double_tap_is_one_message(page: Page, service: Service) -> None:
    service.turns = [Reply({"messages": [text("Een.")], "understood": NOTHING}, after=0.3)]
    page.get_by_role("button", name="Niet zo goed").dblclick()
    expect(log(page)).to_contain_text("Een.")
    assert len(service.sent()) == 1


def test_who_is_quicker_than_the_opening_is_heard_too(open_page: Open, service: Service) -> None:
    said = service.opening.when = threading.Event()
    page = open_page()
    say(page, "ik begin vast")
    said.set()
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert [message["text"] for message in service.sent()] == ["ik begin vast"]
    assert items(page)[-2:] == ["Jij: ik begin vast", "Wegwijs: Ik hoor je."]


def test_what_is_typed_while_waiting_is_not_lost(page: Page, service: Service) -> None:
    typed = threading.Event()
    service.turns = [Reply({"messages": [text("Een.")], "understood": NOTHING}, when=typed)]
    say(page, "eerste")
    field(page).press("End")
    field(page).type(" en nog iets")
    typed.set()
    expect(log(page)).to_contain_text("Een.")
    expect(field(page)).to_have_value("en nog iets")


def test_a_reload_goes_on_with_the_same_talk_and_marks_what_was_answered(page: Page, service: Service) -> None:
    told = [{"from": "assistant", "seq": 0, **message} for message in OPENING]
    told += [
        {"from": "visitor", "seq": 1, "kind": "text", "text": "Niet zo goed"},
        {"from": "assistant", "seq": 1, "kind": "text", "text": "Dat klinkt zwaar."},
    ]
    service.so_far = Reply({"session": "s", "messages": told, "understood": UNDERSTOOD})
    page.reload()
    expect(log(page)).to_contain_text("Dat klinkt zwaar.")
    assert service.asked[-1][:2] == ("GET", "/api/v1/messages")
    expect(page.get_by_role("button", name="Niet zo goed", pressed=True)).to_be_visible()
    expect(page.get_by_text("Dit heb ik begrepen")).to_be_visible()


def test_a_talk_that_is_gone_is_told_and_a_new_one_can_begin(page: Page, service: Service) -> None:
    service.turns = [problem(401, "Dit gesprek is gestopt", "Het was lang stil, daarom is dit gesprek gestopt.")]
    say(page, "ben je er nog")
    expect(page.get_by_text("Het was lang stil")).to_be_visible()
    expect(field(page)).to_have_value("ben je er nog")
    page.get_by_role("button", name="Begin een nieuw gesprek").click()
    expect(page.get_by_text("Het was lang stil")).to_have_count(0)
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    assert [path for _, path, _, _ in service.asked].count("/api/v1/sessions") == 2
    expect(field(page)).to_have_value("ben je er nog")


def test_what_was_understood_is_shown_in_plain_words_and_can_be_corrected(page: Page, service: Service) -> None:
    service.turns = [says(text("Dank je."), **UNDERSTOOD)]
    say(page, "mijn man heeft dementie")
    page.get_by_text("Dit heb ik begrepen").click()
    for words in (
        "iemand die voor een ander zorgt",
        "dementie",
        "Haarlemmermeer",
        "Mensen die hetzelfde meemaken",
        "Hulp vinden die past",
    ):
        expect(page.locator("details").get_by_text(words)).to_be_visible()
    for slot, name in (
        ("audience", "wie je bent"),
        ("condition", "ziekte"),
        ("region", "gemeente"),
        ("needs", "wat je zoekt"),
    ):
        service.turns = [says(text(f"Vertel over {slot}."), **UNDERSTOOD)]
        if not page.locator("details").evaluate("(panel) => panel.open"):
            page.get_by_text("Dit heb ik begrepen").click()
        page.get_by_role("button", name=f"Klopt niet: {name}").click()
        expect(log(page)).to_contain_text(f"Vertel over {slot}.")
        assert service.sent()[-1]["choice"] == f"correct:{slot}"


def test_the_bouwsteen_is_told_but_follows_from_the_rest(page: Page, service: Service) -> None:
    service.turns = [says(text("Dank je."), **UNDERSTOOD)]
    say(page, "mijn man heeft dementie")
    page.get_by_text("Dit heb ik begrepen").click()
    row = page.locator("details").get_by_role("listitem").filter(has_text="Waar het om gaat")
    expect(row).to_contain_text("Hulp vinden die past")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(page.locator("details").get_by_role("button", name="Klopt niet")).to_have_count(4)


@pytest.mark.parametrize("number", [None, 0, 8, "constructor"])
def test_a_bouwsteen_that_does_not_exist_is_not_told(page: Page, service: Service, number: object) -> None:
    service.turns = [says(text("Dank je."), **{**UNDERSTOOD, "bouwsteen": number})]
    say(page, "mijn man heeft dementie")
    page.get_by_text("Dit heb ik begrepen").click()
    expect(page.locator("details").get_by_text("dementie")).to_be_visible()
    expect(page.locator("details").get_by_text("Waar het om gaat")).to_have_count(0)


def test_nothing_understood_is_no_panel(page: Page) -> None:
    say(page, "hoi")
    expect(log(page)).to_contain_text("Ik hoor je.")
    expect(page.get_by_text("Dit heb ik begrepen")).to_be_hidden()


def test_the_menu_goes_back_keeps_the_talk_begins_again_and_leads_to_a_human_being(
    page: Page, service: Service
) -> None:
    for label in ("Eén stap terug", "Praat met een mens", "Bewaar mijn gesprek", "Begin opnieuw"):
        choose_from_menu(page, label)
        expect(log(page)).to_contain_text(f"Jij: {label}")
    assert [message["choice"] for message in service.sent()] == ["talk:back", "talk:human", "talk:keep", "talk:restart"]


def test_erasing_asks_first_and_then_leaves_nothing(page: Page, service: Service) -> None:
    say(page, "mijn geheim")
    expect(log(page)).to_contain_text("mijn geheim")
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Nee, ga terug").click()
    assert "DELETE" not in [method for method, _, _, _ in service.asked]
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    expect(page.get_by_text("mijn geheim")).to_have_count(0)
    assert ("DELETE", "/api/v1/sessions/current", None, f"Bearer {TOKEN}") in service.asked
    assert kept(page) == []
    page.get_by_role("button", name="Begin een nieuw gesprek").click()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))


def test_a_talk_that_has_stopped_can_still_be_erased(page: Page, service: Service) -> None:
    service.turns = [problem(401, "Dit gesprek is gestopt", "Het was lang stil, daarom is dit gesprek gestopt.")]
    say(page, "ben je er nog")
    expect(page.get_by_text("Het was lang stil")).to_be_visible()
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    assert ("DELETE", "/api/v1/sessions/current", None, f"Bearer {TOKEN}") in service.asked


def test_when_erasing_fails_it_is_said_and_the_talk_stays(page: Page, service: Service) -> None:
    service.erased = problem(500, "Er ging iets mis", "x")
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Het wissen is niet gelukt")).to_be_visible()
    assert kept(page) == [TOKEN]
    service.erased = Reply(None, 204)
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()


def test_an_answer_under_way_does_not_come_back_after_erasing(page: Page, service: Service) -> None:
    erased = threading.Event()
    service.turns = [Reply({"messages": [text("Te laat.")], "understood": NOTHING}, when=erased)]
    say(page, "wacht")
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/messages")):
        erased.set()
    page.wait_for_timeout(500)
    expect(page.get_by_text("Te laat.")).to_have_count(0)


def test_a_partner_has_a_heading_and_a_talk_of_its_own(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            const own = document.createElement("wegwijs-chat");
            own.setAttribute("partner", "zorggroep");
            own.setAttribute("heading", "Vraag het Wegwijs");
            document.querySelector("wegwijs-chat").replaceWith(own);
        }"""
    )
    expect(page.get_by_role("heading", name="Vraag het Wegwijs")).to_be_visible()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    assert service.asked[-1][2] == {"partner": "zorggroep", "resume": None}
    assert len(kept(page)) == 2


def test_an_element_that_is_taken_away_and_put_back_goes_on(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            const chat = document.querySelector("wegwijs-chat");
            const place = chat.parentElement;
            chat.remove();
            place.append(chat);
        }"""
    )
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    assert service.asked[-1][:2] == ("GET", "/api/v1/messages")


def test_events_tell_what_happens_without_the_words_of_the_visitor(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            window.told = [];
            for (const name of ["wegwijs:message", "wegwijs:safety", "wegwijs:ended"])
                document.addEventListener(name, (event) => window.told.push([name, event.detail]));
        }"""
    )
    service.turns = [says(CHOICES)]
    say(page, "mijn geheim")
    page.get_by_role("button", name="Dit past").wait_for()
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    told = page.evaluate("window.told")
    assert told == [
        ["wegwijs:message", {"from": "visitor", "kind": "text"}],
        ["wegwijs:message", {"from": "assistant", "kind": "choices"}],
        ["wegwijs:ended", {"reason": "erased"}],
    ]
    assert "geheim" not in json.dumps(told)


def test_only_the_token_is_kept_and_only_in_this_tab(open_page: Open, service: Service) -> None:
    page = open_page()
    say(page, "mijn geheim")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert page.evaluate("localStorage.length") == 0
    assert kept(page) == [TOKEN]
    assert page.evaluate("document.cookie") == ""


def test_a_message_near_the_limit_shows_how_much_is_left_and_nothing_is_cut_off(page: Page, service: Service) -> None:
    field(page).fill("a" * 849)
    expect(page.get_by_text("tekens")).to_be_hidden()
    field(page).fill("a" * 900)
    expect(page.get_by_text("Nog 100 tekens")).to_be_visible()
    field(page).fill("a" * 1020)
    expect(page.get_by_text("20 tekens te veel")).to_be_visible()
    expect(field(page)).to_have_value("a" * 1020)


def test_a_message_that_is_too_long_is_still_read_for_danger(page: Page, service: Service) -> None:
    service.turns = [problem(413, "Je bericht is te lang", "Kun je het korter opschrijven?")]
    say(page, "a" * 1020)
    expect(page.get_by_text("Kun je het korter opschrijven?")).to_be_visible()
    expect(field(page)).to_have_value("a" * 1020)
    assert len(service.sent()) == 1
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_have_count(0)


BACK = "Fijn dat je er weer bent. Heeft het geholpen?"


def sessions(service: Service) -> list[str | None]:
    """The code of each talk that was begun."""
    return [body["resume"] for _, path, body, _ in service.asked if path == "/api/v1/sessions"]


def come_back(service: Service) -> None:
    """There is an earlier talk with the code K7-PEER."""
    service.codes["K7-PEER"] = Reply({"session": "s", "token": "eerder", "messages": [text(BACK)]}, 201)


def test_a_code_leads_back_to_an_earlier_talk_once(open_page: Open, service: Service) -> None:
    come_back(service)
    page = open_page("/verder/K7-PEER")
    expect(log(page)).to_contain_text(BACK)
    say(page, "een beetje")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert service.asked[-1][3] == "Bearer eerder"
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert service.asked[-1][:2] == ("GET", "/api/v1/messages")
    assert service.asked[-1][3] == "Bearer eerder"
    assert sessions(service) == ["K7-PEER"]


def test_a_talk_that_was_come_back_to_goes_on_at_the_next_page(open_page: Open, service: Service) -> None:
    come_back(service)
    page = open_page("/verder/K7-PEER")
    expect(log(page)).to_contain_text(BACK)
    page.goto(service.address)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert service.asked[-1][:2] == ("GET", "/api/v1/messages")
    assert service.asked[-1][3] == "Bearer eerder"


def test_a_code_goes_before_the_talk_of_this_tab(page: Page, service: Service) -> None:
    come_back(service)
    page.goto(f"{service.address}/verder/K7-PEER")
    expect(log(page)).to_contain_text(BACK)
    assert sessions(service) == [None, "K7-PEER"]
    page.evaluate("document.querySelector('wegwijs-chat').setAttribute('resume', 'N3-ROOS')")
    expect(log(page)).to_contain_text("Deze code ken ik niet.")
    assert sessions(service) == [None, "K7-PEER", "N3-ROOS", None]


@pytest.mark.parametrize("status", [404, 422])
def test_a_code_that_leads_nowhere_is_told_and_an_ordinary_talk_begins(
    open_page: Open, service: Service, status: int
) -> None:
    service.codes["FOUT"] = problem(status, "Deze code ken ik niet", "Kijk of je hem goed hebt overgenomen.")
    page = open_page("/verder/FOUT")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert items(page)[0] == "Wegwijs: Kijk of je hem goed hebt overgenomen."
    say(page, "dan maar zo")
    expect(log(page)).to_contain_text("Ik hoor je.")
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert sessions(service) == ["FOUT", None]


def test_a_code_is_kept_for_another_try_when_the_service_is_silent(open_page: Open, service: Service) -> None:
    come_back(service)
    known = service.codes.pop("K7-PEER")
    service.codes["K7-PEER"] = problem(500, "Er ging iets mis", "Dat ligt niet aan jou.")
    page = open_page("/verder/K7-PEER")
    expect(page.get_by_text("Dat ligt niet aan jou.")).to_be_visible()
    service.codes["K7-PEER"] = known
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(log(page)).to_contain_text(BACK)
    assert sessions(service) == ["K7-PEER", "K7-PEER"]


def test_a_new_talk_is_new_also_beside_a_code(open_page: Open, service: Service) -> None:
    come_back(service)
    page = open_page("/verder/K7-PEER")
    expect(log(page)).to_contain_text(BACK)
    choose_from_menu(page, "Wis mijn gesprek")
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    assert kept(page) == []
    page.get_by_role("button", name="Begin een nieuw gesprek").click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert sessions(service) == ["K7-PEER", None]
