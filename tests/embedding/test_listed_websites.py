"""On a website that is on the list the pasted lines are enough, also under the strictest policy that they allow."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.embedding.acting import begun, events, open_bubble, tell
from tests.embedding.conftest import GP, Embedded, Visit, Watch
from web.partner_desk.snippet import Mode

pytestmark = pytest.mark.journey

NOTHING_ELSE = ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
TRUSTED_TYPES = ("require-trusted-types-for 'script'", "trusted-types 'none'")
POLICIES = {"no policy": (), "strict": NOTHING_ELSE, "trusted types": (*NOTHING_ELSE, *TRUSTED_TYPES)}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
def test_a_talk_is_held_and_goes_on_at_the_next_page(
    embedded: Embedded, visit: Visit, watch: Watch, mode: Mode, policy: str
) -> None:
    snippet = embedded.snippet(mode)
    csp = (*POLICIES[policy], *snippet.csp) if policy != "no policy" else ()
    for path in ("/hulp", "/hulp/meer"):
        embedded.put(path, snippet.code, csp=csp)
    page = visit("/hulp")
    if mode == "bubble":
        open_bubble(page)
    begun(page)
    tell(page, "Ik ben de laatste tijd zo moe.")
    page.goto(embedded.sites.origin(GP) + "/hulp/meer")
    log = begun(page)
    expect(log).to_contain_text("Ik ben de laatste tijd zo moe.")
    tell(page, "Ik zoek mensen die hetzelfde meemaken.")
    assert f"{embedded.service}/widget/{embedded.widget.version}/wegwijs-chat.js" in watch.asked
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.keys(sessionStorage).every((name) => name.startsWith('wegwijs'))")


def test_a_bubble_that_nobody_opens_begins_no_talk(embedded: Embedded, visit: Visit, watch: Watch) -> None:
    embedded.put("/knop", embedded.snippet("bubble").code)
    page = visit("/knop")
    expect(page.get_by_role("button", name="Vraag hulp")).to_be_visible()
    page.wait_for_function("told.some(([name]) => name === 'ready')")
    page.wait_for_timeout(500)
    assert not [url for url in watch.asked if url.endswith("/sessions")]


def test_the_website_is_told_what_happens_and_never_what_is_said(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/berichten", embedded.snippet("bubble").code)
    page = visit("/berichten")
    open_bubble(page)
    begun(page)
    tell(page, "mijn vreemdwoord is dat ik niet meer slaap")
    told = events(page)
    names = [name for name, _ in told]
    assert names[:2] == ["ready", "open"]
    assert ["message", {"from": "visitor", "kind": "text"}] in told
    assert "vreemdwoord" not in json.dumps(told)


def test_a_danger_on_a_website_of_another_gets_its_card(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/gevaar", embedded.snippet("inline").code)
    page = visit("/gevaar", viewport={"width": 360, "height": 640})
    begun(page)
    field = page.get_by_label("Typ je bericht")
    field.fill("ik wil niet meer leven")
    field.press("Enter")
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_visible()
    assert ["safety", None] in events(page)


def test_a_file_that_somebody_changed_is_not_run(embedded: Embedded, visit: Visit) -> None:
    code = embedded.snippet("inline").code
    changed = code.replace(embedded.widget.integrity, "sha384-" + "A" * 64)
    assert changed != code
    embedded.put("/veranderd", changed)
    page = visit("/veranderd", expected=("integrity",))
    expect(page.get_by_role("link", name="Gebruik de wegwijzer")).to_be_visible()
    expect(page.get_by_role("link", name="113", exact=True)).to_be_visible()
    assert page.evaluate("customElements.get('wegwijs-chat') === undefined")
