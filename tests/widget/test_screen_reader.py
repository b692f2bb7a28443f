"""What a screen reader hears: each message once, at the right moment, and what is wrong at its place."""

from __future__ import annotations

import re
import threading
from typing import Any

from playwright.sync_api import Page, expect

from tests.widget.acting import field, focused, log, say
from tests.widget.fake_service import OPENING, Reply, Service, problem, says, text
from tests.widget.samples import CARDS, CHOICES, NOTICE, SAFETY, UNDERSTOOD


def tree_of_the_log(page: Page) -> tuple[dict[str, Any], list[str]]:
    """The log as a screen reader gets it: its properties, and its texts in order."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    (found,) = (node for node in nodes.values() if node.get("role", {}).get("value") == "log")

    def texts(node: dict[str, Any]) -> list[str]:
        if node["role"]["value"] == "StaticText":
            return [node["name"]["value"].strip()]
        return [text for child in node.get("childIds", []) if child in nodes for text in texts(nodes[child])]

    properties = {row["name"]: row["value"].get("value") for row in found.get("properties", [])}
    return properties, [text for text in texts(found) if text]


WATCH = """() => {
    const root = document.querySelector("wegwijs-chat").shadowRoot;
    window.heard = [];
    const hear = (node) => node.textContent.trim() && window.heard.push(node.textContent.trim());
    new MutationObserver((changes) => {
        for (const { addedNodes, removedNodes, type } of changes) {
            for (const node of addedNodes) hear(node);
            if (removedNodes.length || type === "characterData") window.heard.push("changed");
        }
    }).observe(root.querySelector("[role=log]"), { childList: true, subtree: true, characterData: true });
}"""


def test_each_message_stands_once_in_the_accessibility_tree_of_the_log(page: Page, service: Service) -> None:
    service.turns = [says(text("Dat klinkt zwaar."), NOTICE, CARDS, CHOICES), says(text("Fijn."))]
    say(page, "ik ben moe")
    page.get_by_role("button", name="Dit past").click()
    expect(log(page)).to_contain_text("Fijn.")
    properties, told = tree_of_the_log(page)
    assert properties["live"] == "polite"
    # The choice is there twice on purpose: as the button that was tapped, and as what the visitor said.
    once = [
        "Hoe gaat het met je?",
        "ik ben moe",
        "Dat klinkt zwaar.",
        NOTICE["text"],
        "Samen praten",
        "Fijn.",
    ]
    assert [told.count(words) for words in once] == [1] * len(once), told
    assert [words for words in told if words in once] == once, "in the order in which it was said"
    assert told[-2:] == ["Wegwijs:", "Fijn."]


def test_each_message_is_announced_once_and_nothing_old_again(page: Page, service: Service) -> None:
    page.evaluate(WATCH)
    service.turns = [says(text("Eén."), CHOICES, **UNDERSTOOD), says(text("Twee.")), problem(500, "Mis", "Straks.")]
    say(page, "a")
    page.get_by_role("button", name="Dit past").click()
    expect(log(page)).to_contain_text("Twee.")
    say(page, "mislukt")
    expect(page.get_by_text("Straks.")).to_be_visible()
    assert page.evaluate("window.heard") == [
        "Jij: a",
        "Wegwijs: Eén.",
        "Wegwijs: Je kunt kiezen:Dit pastLiever iets anders",
        "Jij: Dit past",
        "Wegwijs: Twee.",
    ]


def test_a_talk_that_goes_on_is_not_read_out_again_but_what_is_new_is(page: Page, service: Service) -> None:
    watched = threading.Event()
    service.so_far = Reply({"session": "s", "messages": OPENING}, when=watched)
    page.reload()
    live = "document.querySelector('wegwijs-chat').shadowRoot.querySelector('[role=log]').ariaLive"
    page.evaluate(
        f"""() => {{
            const log = document.querySelector("wegwijs-chat").shadowRoot.querySelector("[role=log]");
            window.how = [];
            new MutationObserver(() => window.how.push({live})).observe(log, {{ childList: true }});
        }}"""
    )
    watched.set()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert set(page.evaluate("window.how")) == {"off"}
    expect(log(page)).to_have_attribute("aria-live", "polite")
    say(page, "hoi")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert page.evaluate("window.how.at(-1)") == "polite"


def test_a_safety_card_is_told_at_once_and_once(page: Page, service: Service) -> None:
    page.evaluate(
        """() => {
            window.alerts = 0;
            const safety = document.querySelector("wegwijs-chat").shadowRoot.querySelector(".safety");
            const told = (node) => node.parentElement?.role === "alert" && (window.alerts += 1);
            new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(told)))
                .observe(safety, { childList: true, subtree: true });
        }"""
    )
    service.turns = [says(SAFETY, text("Ben je veilig?")), says(SAFETY, text("Blijf je bij me?"))]
    for words in ("Ben je veilig?", "Blijf je bij me?"):
        say(page, "ik wil niet meer")
        expect(log(page)).to_contain_text(words)
    assert page.evaluate("window.alerts") == 1
    expect(page.get_by_role("alert").filter(has_text="Wat moeilijk dat je dit voelt.")).to_have_count(1)


def test_that_it_thinks_is_a_status_that_was_there_before(page: Page, service: Service) -> None:
    status = page.locator("wegwijs-chat .scroll > [role=status]")
    expect(status).to_be_attached()
    expect(status).to_have_text("")
    heard = threading.Event()
    service.turns = [Reply({"messages": [text("Klaar.")]}, when=heard)]
    say(page, "hoi")
    expect(status).to_have_text("Wegwijs denkt na…")
    assert focused(page) == "textarea input"
    heard.set()
    expect(log(page)).to_contain_text("Klaar.")
    expect(status).to_have_text("")


def test_what_is_wrong_with_a_message_belongs_to_the_field(page: Page, service: Service) -> None:
    field(page).fill("a" * 1020)
    expect(field(page)).to_have_accessible_description("20 tekens te veel. Stuur het in stukjes.")
    service.turns = [problem(413, "Je bericht is te lang", "Kun je het korter opschrijven?")]
    field(page).press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Je bericht is te lang")).to_be_visible()
    expect(field(page)).to_have_accessible_description(
        re.compile("Je bericht is te lang.*Kun je het korter opschrijven?")
    )
    expect(field(page)).to_have_value("a" * 1020)
