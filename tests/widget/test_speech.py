"""Listening instead of reading, and speaking instead of typing: never unasked, never sent by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.acting import begun, choose_from_menu, field, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import Reply, Service, problem, says, text
from tests.widget.fake_voice import BART, CLOUD, DEAF, FRANK, MARY, MUTE, ear, spoken, voices
from tests.widget.samples import CARDS, CHOICES, LINKS, SAFETY

ALWAYS = "Lees antwoorden voor"


def button(page: Page, name: str) -> Locator:
    """A button by what stands on it."""
    return page.get_by_role("button", name=name, exact=True)


def opened(open_page: Open, *scripts: str) -> Page:
    """A page in such a browser, with the opening in view."""
    page = open_page(scripts=scripts)
    begun(page)
    return page


@pytest.fixture
def loud(open_page: Open) -> Page:
    """A browser that can speak and listen."""
    return opened(open_page, voices(MARY, BART, FRANK), ear())


MAY_LEAVE = "kan het geluid naar de maker van je browser gaan"


def always_read(page: Page) -> None:
    """Have each answer read from now on."""
    button(page, "Menu").click()
    button(page, ALWAYS).click()
    page.keyboard.press("Escape")


def dictate(page: Page) -> None:
    """Begin to speak, and agree with what is told the first time."""
    button(page, "Spreek").click()
    expect(page.get_by_text(MAY_LEAVE)).to_be_visible()
    button(page, "Spreek").click()
    expect(button(page, "Stop")).to_be_visible()


# Reading aloud


def test_the_newest_answer_is_read_with_its_choices_by_a_dutch_voice(loud: Page, service: Service) -> None:
    service.turns = [says(text("Dat is veel. Ik denk met je mee."), CHOICES)]
    say(loud, "ik ben moe")
    expect(log(loud)).to_contain_text("Dat is veel.")
    button(loud, "Luister").click()
    assert spoken(loud) == [
        "Dat is veel.",
        "Ik denk met je mee.",
        "Je kunt kiezen:",
        "Dit past",
        "Liever iets anders",
    ]
    assert loud.evaluate("window.spoken.every(({ voice, lang }) => voice.name === 'Frank' && lang === 'nl-NL')")


def test_before_the_first_message_the_privacy_notice_is_read_too(loud: Page) -> None:
    button(loud, "Luister").click()
    read = spoken(loud)
    assert read[0] == "Je bent hier anoniem."
    assert read[-3:] == ["Je kunt kiezen:", "Het gaat goed", "Niet zo goed"]
    assert not any("nieuw tabblad" in sentence or "Wegwijs:" in sentence for sentence in read)


def test_a_card_is_read_whole_without_hints_for_the_eye(loud: Page, service: Service) -> None:
    service.turns = [says(CARDS, LINKS)]
    say(loud, "ik zoek anderen")
    expect(loud.get_by_role("article")).to_be_visible()
    button(loud, "Luister").click()
    read = spoken(loud)
    for words in ("Samen praten", "Waarom dit", "Het is gratis.", "Bel 020 333 53 53", "Mijn overzicht"):
        assert words in read
    assert "nieuw tabblad" not in " ".join(read)


def test_help_in_danger_is_read_first_and_an_old_card_is_not_read_again(loud: Page, service: Service) -> None:
    service.turns = [says(SAFETY, text("Ben je nu veilig?")), says(text("Fijn."))]
    say(loud, "ik wil niet meer")
    expect(log(loud)).to_contain_text("Ben je nu veilig?")
    button(loud, "Luister").click()
    read = spoken(loud)
    assert read[:2] == ["Wat moeilijk dat je dit voelt.", "Bel of chat nu met 113."]
    assert "Bel 112" in read and read[-1] == "Ben je nu veilig?"
    assert "Maak dit kleiner" not in read
    say(loud, "ja")
    expect(log(loud)).to_contain_text("Fijn.")
    button(loud, "Luister").click()
    assert spoken(loud)[len(read) :] == ["Fijn."]


def test_an_error_can_be_listened_to(loud: Page, service: Service) -> None:
    service.turns = [problem(429, "Even rustig aan", "Wacht even en probeer het dan opnieuw.")]
    say(loud, "hallo")
    expect(loud.get_by_text("Even rustig aan")).to_be_visible()
    button(loud, "Luister").click()
    assert "Wacht even en probeer het dan opnieuw." in spoken(loud)


def test_a_second_tap_stops_and_the_end_is_the_end(loud: Page) -> None:
    button(loud, "Luister").click()
    expect(button(loud, "Luister")).to_have_count(0)
    button(loud, "Stop").click()
    expect(button(loud, "Luister")).to_be_visible()
    assert loud.evaluate("[window.cancelled, speechSynthesis.speaking]") == [1, False]
    button(loud, "Luister").click()
    while loud.evaluate("window.sentenceOver()"):
        pass
    expect(button(loud, "Luister")).to_be_visible()
    assert loud.evaluate("window.cancelled") == 1


def test_it_says_stop_until_the_last_sentence_is_over(loud: Page) -> None:
    button(loud, "Luister").click()
    for _ in range(len(spoken(loud)) - 1):
        assert loud.evaluate("window.sentenceOver()")
        expect(button(loud, "Stop")).to_be_visible()
    assert loud.evaluate("window.sentenceOver()")
    expect(button(loud, "Luister")).to_be_visible()


def test_when_somebody_else_takes_the_voice_one_can_listen_again(loud: Page) -> None:
    button(loud, "Luister").click()
    loud.evaluate("speechSynthesis.cancel()")
    expect(button(loud, "Luister")).to_be_visible()
    assert loud.evaluate("window.cancelled") == 1, "the other goes on speaking"


def test_a_sentence_that_fails_is_passed_over(loud: Page) -> None:
    button(loud, "Luister").click()
    loud.evaluate("window.sentenceFails()")
    expect(button(loud, "Stop")).to_be_visible()
    while loud.evaluate("window.sentenceFails()"):
        pass
    expect(button(loud, "Luister")).to_be_visible()


def test_nothing_is_read_before_the_visitor_asks(loud: Page, service: Service) -> None:
    say(loud, "hoi")
    expect(log(loud)).to_contain_text("Ik hoor je.")
    loud.reload()
    expect(button(loud, "Luister")).to_be_visible()
    say(loud, "nog eens")
    expect(log(loud)).to_contain_text("Ik hoor je.")
    assert spoken(loud) == []
    assert loud.evaluate("window.cancelled") == 0, "somebody else on the page may be reading"


def test_with_the_switch_on_each_new_answer_is_read_until_it_is_off(loud: Page, service: Service) -> None:
    always_read(loud)
    before = spoken(loud)
    assert "Hoe gaat het met je?" in before, "what stands there is read at once"
    service.turns = [says(text("Eén.")), says(text("Twee.")), says(text("Drie."))]
    say(loud, "a")
    expect(log(loud)).to_contain_text("Eén.")
    say(loud, "b")
    expect(log(loud)).to_contain_text("Twee.")
    assert spoken(loud)[len(before) :] == ["Eén.", "Twee."]
    button(loud, "Menu").click()
    switch = button(loud, ALWAYS)
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert loud.evaluate("speechSynthesis.speaking") is False
    loud.keyboard.press("Escape")
    say(loud, "c")
    expect(log(loud)).to_contain_text("Drie.")
    assert spoken(loud)[-1] == "Twee."


def test_it_is_silent_as_soon_as_something_new_is_said(loud: Page, service: Service) -> None:
    service.turns = [Reply({"messages": [text("Later.")]}, after=1.0)]
    button(loud, "Luister").click()
    button(loud, "Niet zo goed").click()
    expect(button(loud, "Luister")).to_be_visible()
    assert loud.evaluate("speechSynthesis.speaking") is False
    expect(log(loud)).to_contain_text("Later.")


@pytest.mark.parametrize(
    "leave",
    [
        "document.querySelector('wegwijs-chat').remove()",
        "document.querySelector('wegwijs-chat').setAttribute('partner', 'ander')",
        "window.dispatchEvent(new PageTransitionEvent('pagehide'))",
    ],
    ids=["taken away", "another website", "another page"],
)
def test_it_is_silent_when_the_chat_goes_away(loud: Page, leave: str) -> None:
    button(loud, "Luister").click()
    loud.evaluate(leave)
    assert loud.evaluate("speechSynthesis.speaking") is False


def test_it_is_silent_when_the_bubble_closes(loud: Page) -> None:
    loud.evaluate("document.querySelector('wegwijs-chat').setAttribute('mode', 'bubble')")
    loud.evaluate("document.querySelector('wegwijs-chat').open()")
    button(loud, "Luister").click()
    assert loud.evaluate("speechSynthesis.speaking") is True
    loud.evaluate("document.querySelector('wegwijs-chat').close()")
    assert loud.evaluate("speechSynthesis.speaking") is False


def test_it_is_silent_when_the_talk_is_erased(loud: Page) -> None:
    button(loud, "Luister").click()
    choose_from_menu(loud, "Wis mijn gesprek")
    button(loud, "Ja, wis mijn gesprek").click()
    expect(loud.get_by_text("Je gesprek is gewist.")).to_be_visible()
    assert loud.evaluate("speechSynthesis.speaking") is False


@pytest.mark.parametrize(
    "browser_has", [MUTE, voices(), voices(MARY), voices(CLOUD)], ids=["nothing", "no voice", "no Dutch", "not here"]
)
def test_without_a_dutch_voice_of_the_device_there_is_no_button(open_page: Open, browser_has: str) -> None:
    page = opened(open_page, browser_has)
    button(page, "Menu").click()
    expect(button(page, "Begin opnieuw")).to_be_visible()
    expect(button(page, ALWAYS)).to_be_hidden()
    expect(button(page, "Luister")).to_be_hidden()
    say(page, "hoi")
    expect(log(page)).to_contain_text("Ik hoor je.")


def test_a_voice_that_comes_later_brings_the_button(open_page: Open) -> None:
    page = opened(open_page, voices())
    expect(button(page, "Luister")).to_be_hidden()
    page.evaluate("(found) => window.voicesArrive([found])", BART)
    button(page, "Luister").click()
    assert page.evaluate("window.spoken[0].lang") == "nl-BE"


# Speaking


def test_what_is_spoken_lands_in_the_field_and_is_not_sent_by_itself(loud: Page, service: Service) -> None:
    field(loud).fill("Hallo,")
    dictate(loud)
    assert loud.evaluate("[ear.lang, ear.on]") == ["nl-NL", True]
    loud.evaluate("ear.hear('mijn man')")
    expect(field(loud)).to_have_value("Hallo, mijn man")
    loud.evaluate("ear.hear('mijn man heeft', ' dementie')")
    loud.evaluate("ear.stop()")
    expect(field(loud)).to_have_value("Hallo, mijn man heeft dementie")
    expect(button(loud, "Spreek")).to_be_visible()
    told = loud.get_by_text("Lees na wat er staat. Tik dan op ‘Verstuur’.")
    expect(told).to_be_visible()
    assert service.sent() == []
    button(loud, "Verstuur").click()
    expect(log(loud)).to_contain_text("Jij: Hallo, mijn man heeft dementie")
    assert [sent["text"] for sent in service.sent()] == ["Hallo, mijn man heeft dementie"]


def test_more_can_be_spoken_after_it(loud: Page) -> None:
    dictate(loud)
    loud.evaluate("ear.hear('ik ben moe'); ear.stop()")
    button(loud, "Spreek").click()
    loud.evaluate("ear.hear('en boos'); ear.stop()")
    expect(field(loud)).to_have_value("ik ben moe en boos")


def test_a_long_spoken_text_is_counted_like_a_typed_one(loud: Page) -> None:
    dictate(loud)
    loud.evaluate("ear.hear('a'.repeat(900))")
    expect(loud.get_by_text("Nog 100 tekens")).to_be_visible()


def test_the_first_time_it_is_asked_whether_the_sound_may_leave_the_device(loud: Page) -> None:
    button(loud, "Spreek").click()
    told = loud.get_by_role("status").filter(has_text=MAY_LEAVE)
    expect(told).to_contain_text("Vind je dat goed? Tik dan nog een keer op ‘Spreek’.")
    assert loud.evaluate("ears.length") == 0
    button(loud, "Spreek").click()
    expect(told).to_have_count(0)
    loud.evaluate("ear.stop()")
    button(loud, "Spreek").click()
    expect(button(loud, "Stop")).to_be_visible()
    expect(told).to_have_count(0)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("not-allowed", "Ik mag je microfoon niet gebruiken. Typ je bericht."),
        ("service-not-allowed", "Ik mag je microfoon niet gebruiken."),
        ("no-speech", "Ik hoorde niets. Probeer het nog eens."),
        ("audio-capture", "Inspreken lukt nu niet. Typ je bericht."),
        ("network", "Inspreken lukt nu niet. Typ je bericht."),
    ],
)
def test_what_goes_wrong_is_told_in_plain_dutch_at_the_field(loud: Page, error: str, told: str) -> None:
    field(loud).fill("wat er al stond")
    dictate(loud)
    expect(loud.get_by_text("Ik luister. Praat maar.")).to_be_visible()
    loud.evaluate("(error) => ear.fail(error)", error)
    news = loud.get_by_text(told)
    expect(news).to_have_attribute("role", "status")
    described = (field(loud).get_attribute("aria-describedby") or "").split()
    assert news.get_attribute("id") in described
    expect(field(loud)).to_have_value("wat er al stond")
    button(loud, "Spreek").click()
    expect(loud.get_by_text("Ik luister. Praat maar.")).to_be_visible()


def test_a_browser_that_cannot_begin_says_so(open_page: Open) -> None:
    page = opened(open_page, ear(broken=True))
    button(page, "Spreek").click()
    button(page, "Spreek").click()
    expect(page.get_by_text("Inspreken lukt nu niet. Typ je bericht.")).to_be_visible()
    expect(button(page, "Spreek")).to_be_visible()


def test_who_types_meanwhile_keeps_what_was_typed(loud: Page) -> None:
    dictate(loud)
    loud.evaluate("ear.hear('mijn')")
    field(loud).fill("mijn eigen woorden")
    loud.evaluate("ear.hear('mijn vrouw')")
    expect(field(loud)).to_have_value("mijn eigen woorden")
    expect(button(loud, "Spreek")).to_be_visible()
    assert loud.evaluate("ear.on") is False


def test_sending_stops_the_listening_and_nothing_comes_after_it(loud: Page) -> None:
    dictate(loud)
    loud.evaluate("ear.hear('ik ben moe')")
    button(loud, "Verstuur").click()
    expect(log(loud)).to_contain_text("Ik hoor je.")
    assert loud.evaluate("ear.on") is False
    loud.evaluate("ear.hear('ik ben moe en')")
    expect(field(loud)).to_have_value("")
    expect(loud.get_by_text("Lees na wat er staat")).to_have_count(0)


def test_reading_and_listening_do_not_go_together(loud: Page) -> None:
    button(loud, "Luister").click()
    dictate(loud)
    assert loud.evaluate("speechSynthesis.speaking") is False
    button(loud, "Luister").click()
    assert loud.evaluate("ear.on") is False
    expect(button(loud, "Spreek")).to_be_visible()


def test_a_tap_says_that_one_is_done(loud: Page) -> None:
    dictate(loud)
    loud.evaluate("ear.hear('zo is het')")
    button(loud, "Stop").click()
    expect(field(loud)).to_have_value("zo is het")
    expect(button(loud, "Spreek")).to_be_visible()


def test_a_browser_that_cannot_listen_has_no_button_for_it(open_page: Open) -> None:
    page = opened(open_page, DEAF, voices(FRANK))
    expect(button(page, "Luister")).to_be_visible()
    expect(button(page, "Spreek")).to_be_hidden()


def test_the_buttons_can_be_used_with_the_keyboard(loud: Page) -> None:
    button(loud, "Luister").focus()
    loud.keyboard.press("Enter")
    expect(button(loud, "Stop")).to_be_focused()
    loud.keyboard.press("Space")
    expect(button(loud, "Luister")).to_be_focused()
    loud.keyboard.press("Tab")
    expect(button(loud, "Spreek")).to_be_focused()
    loud.keyboard.press("Enter")
    expect(loud.get_by_text(MAY_LEAVE)).to_be_visible()
    loud.keyboard.press("Enter")
    expect(button(loud, "Stop")).to_be_focused()
    loud.keyboard.press("Enter")
    expect(button(loud, "Spreek")).to_be_focused()
    loud.keyboard.press("Tab")
    expect(field(loud)).to_be_focused()
