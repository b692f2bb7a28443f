"""What the registry says about a website is heard, kept in the tab, and counts on the right pages."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.common.browser import PATIENCE
from tests.widget.acting import items, kept, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import OPENING, Reply, Service, problem

# Counts the pictures that the browser makes of the page, and those with the chat in them.
EACH_FRAME = """(() => {
    Object.assign(window, { pictures: 0, shown: 0 });
    const look = () => {
        const place = document.querySelector("wegwijs-chat")?.shadowRoot?.querySelector(".place");
        if (place) window.pictures += 1;
        if (place?.checkVisibility({ visibilityProperty: true })) window.shown += 1;
        requestAnimationFrame(look);
    };
    look();
})()"""
PLAIN = '<script type="module" src="/widget/wegwijs-chat.js"></script><wegwijs-chat partner="proef"></wegwijs-chat>'
POINT = {
    "name": "Zorggroep Midden",
    "phone": "0592 12 34 56",
    "url": "https://www.zorggroep.example/hulp",
    "text": "Op werkdagen van 9 tot 17 uur.",
}


def chat(page: Page) -> Locator:
    """The element on the page."""
    return page.locator("wegwijs-chat")


def turned_off(page: Page) -> None:
    """Wait until it is known that the chat is off here; until then it keeps its place, and shows nothing either."""
    expect(chat(page)).to_have_css("display", "none")


def looked_up(page: Page, service: Service) -> list[dict[str, str]]:
    """What the service was asked about the website. The chat begins meanwhile, so it may come after the opening."""
    end = time.monotonic() + PATIENCE / 1000
    while not service.looked_up and time.monotonic() < end:
        page.wait_for_timeout(20)
    return service.looked_up


def begun(service: Service) -> int:
    """How many talks were begun."""
    return [path for _, path, _, _ in service.asked].count("/api/v1/sessions")


def go(page: Page, path: str) -> None:
    """Go to another path as a single-page website does."""
    page.evaluate("(path) => history.pushState({}, '', path)", path)


def watch(page: Page, *names: str) -> None:
    """Keep what the events with these names tell, from the first one of a page on."""
    page.add_init_script(
        f"window.told = []; for (const name of {list(names)}) "
        "document.addEventListener(name, (event) => window.told.push([name, event.detail]))"
    )


def test_the_service_is_asked_about_the_website_and_nothing_about_the_page_or_the_visitor(
    open_page: Open, service: Service
) -> None:
    page = open_page("/site/zorg/over-angst?naam=jansen#deel")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert looked_up(page, service) == [{"partner": "zorggroep", "mode": "inline", "v": ""}]


def test_our_own_page_names_no_partner(page: Page, service: Service) -> None:
    assert looked_up(page, service) == [{"mode": "inline", "v": ""}]


@pytest.mark.parametrize(
    ("address", "version"), [("/widget/0123456789ab/wegwijs-chat.js", "0123456789ab"), ("/widget/wegwijs-chat.js", "")]
)
def test_the_widget_tells_its_own_version_from_its_address(
    open_page: Open, service: Service, address: str, version: str
) -> None:
    service.pages["/versie"] = f'<script type="module" src="{address}"></script><wegwijs-chat></wegwijs-chat>'
    page = open_page("/versie")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert [asked["v"] for asked in looked_up(page, service)] == [version]


@pytest.mark.parametrize(
    ("only", "never", "path", "on"),
    [
        ([], [], "/site/iets", True),
        (["/site/zorg/*"], [], "/site/zorg/angst/", True),
        (["/site/zorg/*"], [], "/site/zorg", True),
        (["/site/zorg/*"], [], "/site/zorgverzekering", False),
        (["/site/zorg/*"], [], "/site/", False),
        (["/site/zorg"], [], "/site/zorg/", True),
        (["/site/zorg"], [], "/site/zorg/angst", False),
        (["/site/caf\u00e9"], [], "/site/caf%C3%A9", True),
        (["/site/zorg/*"], ["/site/zorg/spoed"], "/site/zorg/spoed", False),
        ([], ["/site/spoed*"], "/site/spoedpost", False),
        ([], ["/site/spoed"], "/site/100%", True),
        ([], ["//[", "/site/100%"], "/site/100%", False),
    ],
)
def test_it_is_there_on_the_right_pages_only(
    open_page: Open, service: Service, only: list[str], never: list[str], path: str, on: bool
) -> None:
    service.configure(only_paths=only, not_paths=never)
    page = open_page("/mijn/leeg")  # a page without the chat, on which one can begin to listen
    watch(page, "wegwijs:off")
    page.goto(service.address + path)
    if on:
        expect(log(page)).to_contain_text("Hoe gaat het met je?")
        assert page.evaluate("window.told") == []
    else:
        turned_off(page)
        assert page.evaluate("window.told") == [["wegwijs:off", None]]
        assert begun(service) == 0, "no talk begins where the chat is off"


def test_a_website_that_is_off_shows_nothing_and_begins_nothing(open_page: Open, service: Service) -> None:
    service.configure(on=False)
    page = open_page("/site/zorg")
    turned_off(page)
    page.wait_for_timeout(2_500)
    expect(chat(page)).to_be_hidden()
    assert begun(service) == 0


def test_on_a_website_without_rules_for_paths_the_chat_does_not_wait_for_the_settings(
    open_page: Open, service: Service
) -> None:
    service.pages["/overal"] = PLAIN
    service.config.after = 60.0
    page = open_page("/overal")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")


def test_a_website_without_rules_for_paths_that_is_off_is_left_alone_from_then_on(
    open_page: Open, service: Service
) -> None:
    service.pages["/overal"] = PLAIN
    service.configure(on=False)
    page = open_page("/overal")
    turned_off(page)
    service.config.after = 60.0
    page.reload()
    page.wait_for_timeout(2_500)
    expect(chat(page)).to_be_hidden()


def test_hiding_does_not_depend_on_the_styles_of_the_page(open_page: Open, service: Service) -> None:
    service.configure(on=False)
    page = open_page("/site/zorg")
    turned_off(page)
    page.evaluate("document.querySelector('wegwijs-chat').style.setProperty('display', 'block', 'important')")
    expect(chat(page)).to_be_hidden()


def test_a_single_page_website_turns_it_off_and_on_without_losing_the_talk(open_page: Open, service: Service) -> None:
    service.configure(not_paths=["/site/spoed/*"])
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    say(page, "ik ben moe")
    expect(log(page)).to_contain_text("Ik hoor je.")
    go(page, "/site/spoed/nu")
    expect(chat(page)).to_be_hidden()
    go(page, "/site/zorg/angst")
    expect(chat(page)).to_be_visible()
    assert items(page)[-2:] == ["Jij: ik ben moe", "Wegwijs: Ik hoor je."]
    assert begun(service) == 1


def test_a_single_page_website_that_comes_to_a_page_where_it_is_on_begins_then(
    open_page: Open, service: Service
) -> None:
    service.configure(only_paths=["/site/zorg/*"])
    page = open_page("/site/thuis")
    turned_off(page)
    assert begun(service) == 0
    go(page, "/site/zorg/angst")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert begun(service) == 1


def test_the_next_page_knows_at_once_and_hears_what_changed(open_page: Open, service: Service) -> None:
    service.configure(only_paths=["/site/zorg/*"])
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    service.config.after = 60.0
    page.goto(f"{service.address}/site/thuis")
    turned_off(page)
    service.configure()
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")


def test_a_first_visit_shows_nothing_that_is_taken_away_again(open_page: Open, service: Service) -> None:
    service.configure(on=False)
    service.config.after = 0.2
    page = open_page("/site/zorg", scripts=[EACH_FRAME])
    turned_off(page)
    assert page.evaluate("[window.pictures > 0, window.shown]") == [True, 0]
    assert begun(service) == 0


@pytest.mark.parametrize(
    "config", [Reply(status=0), Reply("geen antwoord"), problem(503, "Dat lukt nu niet", "Straks."), Reply(after=60.0)]
)
def test_a_service_that_cannot_say_yet_keeps_nobody_from_a_talk(
    open_page: Open, service: Service, config: Reply
) -> None:
    service.config = config
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    say(page, "hallo")
    expect(log(page)).to_contain_text("Ik hoor je.")


def test_a_website_that_is_not_known_is_told_so_with_numbers_to_call(open_page: Open, service: Service) -> None:
    unknown = problem(404, "Deze website ken ik niet", "De chat is niet goed ingesteld op deze website.")
    service.config = service.opening = unknown
    page = open_page("/site/zorg")
    error = page.locator("wegwijs-chat .error")
    expect(error).to_contain_text("Deze website ken ik niet")
    expect(error.get_by_role("link", name="Bel 112")).to_be_visible()
    expect(error.get_by_role("button", name="Probeer opnieuw")).to_have_count(0)


def test_the_heading_and_the_theme_of_the_registry_are_used(open_page: Open, service: Service) -> None:
    service.configure(heading="Vraag het de zorggroep", theme="helder")
    page = open_page("/site/zorg")
    expect(page.get_by_role("heading", name="Vraag het de zorggroep")).to_be_visible()
    expect(page.locator("wegwijs-chat [data-theme=helder]")).to_be_visible()


def test_the_privacy_notice_leads_to_our_statement_and_that_of_the_website(open_page: Open, service: Service) -> None:
    service.configure(name="Zorggroep Midden", privacy_url="https://www.zorggroep.example/privacy")
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    notice = page.locator("wegwijs-chat .privacy")
    ours = notice.get_by_role("link", name="Privacy bij Wegwijs (opent in een nieuw tabblad)")
    theirs = notice.get_by_role("link", name="Privacy bij Zorggroep Midden (opent in een nieuw tabblad)")
    expect(ours).to_have_attribute("href", f"{service.address}/privacy")
    expect(theirs).to_have_attribute("href", "https://www.zorggroep.example/privacy")
    expect(ours).to_be_in_viewport()
    expect(theirs).to_be_in_viewport()


def test_without_a_statement_of_the_website_there_is_ours_alone(page: Page) -> None:
    expect(page.locator("wegwijs-chat .privacy").get_by_role("link")).to_have_count(1)


def test_a_link_of_the_registry_that_is_no_website_is_no_link(open_page: Open, service: Service) -> None:
    service.configure(
        name="Zorggroep", privacy_url="javascript:alert(1)", information_point={**POINT, "url": "http://x"}
    )
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    expect(page.locator("wegwijs-chat .privacy").get_by_role("link")).to_have_count(1)
    page.get_by_role("button", name="Nu hulp nodig?").click()
    expect(page.locator("wegwijs-chat #help a[href^='http:']")).to_have_count(0)


def test_help_now_has_the_people_of_the_website_and_always_112_and_113(open_page: Open, service: Service) -> None:
    lines = [{"name": "Huisartsenpost", "phone": "0900 1234", "url": "", "when": "'s Avonds en in het weekend"}]
    service.configure(information_point=POINT, help_lines=lines)
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.get_by_role("button", name="Nu hulp nodig?").click()
    panel = page.locator("wegwijs-chat #help")
    expect(panel.get_by_role("heading", name="Zorggroep Midden")).to_be_visible()
    for name in ("Bel 0592 12 34 56", "Bel 0900 1234", "Bel 112", "Bel 113"):
        expect(panel.get_by_role("link", name=name)).to_have_count(1)


def test_what_is_kept_of_the_website_holds_nothing_of_the_visitor(open_page: Open, service: Service) -> None:
    service.configure(name="Zorggroep")
    page = open_page("/site/zorg/angst")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    say(page, "mijn geheim")
    expect(log(page)).to_contain_text("Ik hoor je.")
    found = page.evaluate("Object.values(sessionStorage).filter((value) => value.startsWith('{'))")
    assert len(found) == 1
    assert "geheim" not in found[0] and "angst" not in found[0]
    assert len(kept(page)) == 1


def test_what_somebody_else_put_in_its_place_does_no_harm(open_page: Open, service: Service) -> None:
    page = open_page("/site/zorg")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.evaluate(
        "for (const place of Object.keys(sessionStorage)) if (place.endsWith(' site')) sessionStorage[place] = '{'"
    )
    page.reload()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
