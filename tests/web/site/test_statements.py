"""`/privacy` and `/toegankelijkheid`: safe to open, led to from every page, and true to what the service keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from web.conversations import codes
from web.settings import ROOT
from web.site import content, render, statements
from web.site.statements import NAMES, Kept
from web.texts import TextsError

KEPT = Kept(raw_days=30, redacted_days=180, code_days=90, reach_days=30, talk_hours=12.0)


@pytest.mark.anyio
@pytest.mark.parametrize("name", NAMES)
async def test_a_statement_is_a_page_without_script_that_nobody_frames(running: Gateway, name: str) -> None:
    response = await running.client.get(f"/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == render.POLICY
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in response.headers
    assert "<script" not in response.text
    assert "{" not in response.text


@pytest.mark.anyio
async def test_the_privacy_page_tells_the_times_that_the_service_keeps(settings_for: SettingsFor) -> None:
    settings = settings_for(retention_raw_days=11, retention_redacted_days=77, session_hours=5.5)
    async with gateway.running(settings) as running:
        told = (await running.client.get("/privacy")).text
    assert re.search(r"Je eigen woorden</dt>\s*<dd>11 dagen", told)
    assert re.search(r"zonder namen en nummers</dt>\s*<dd>77 dagen na je laatste bericht", told)
    assert re.search(r"Je vraag om contact</dt>\s*<dd>77 dagen", told)
    assert re.search(rf"Een code om verder te praten</dt>\s*<dd>{codes.LIFETIME.days} dagen", told)
    assert "Na 5.5 uur zonder bericht is je gesprek voorbij." in told


def test_no_time_is_written_by_hand_on_the_privacy_page() -> None:
    """A figure of days or hours would stay behind when a setting changes."""
    written = (content.FOLDER / "privacy.yml").read_text(encoding="utf-8")
    assert re.findall(r"\d+ (?:dag|uur|week|maand)\w*", written) == []


@pytest.mark.anyio
@pytest.mark.parametrize("name", NAMES)
async def test_every_link_of_a_statement_leads_somewhere(running: Gateway, name: str) -> None:
    for link in (link for part in statements.load(name, KEPT).parts for link in part.links):
        if link.url.startswith("/"):
            assert (await running.client.get(link.url)).status_code == 200, link.url
        else:
            assert link.url.startswith("https://")


def test_every_page_of_the_service_leads_to_both() -> None:
    made = render.text("trouble.html", title="Even wachten", said=["Probeer het straks."])
    for name in NAMES:
        assert f'href="/{name}"' in made


def test_the_page_of_the_chat_leads_to_both() -> None:
    page = (ROOT / "widget" / "demo.html").read_text(encoding="utf-8")
    for name in NAMES:
        assert f'href="/{name}"' in page


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("{dagen}", r"privacy\.yml: between braces only \{raw_days\}"), ("{", r"privacy\.yml: between braces")],
)
def test_a_word_that_is_not_filled_in_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, wrong: str
) -> None:
    made = f"title: a\nchanged: 2026-11-23\nlead: ['{text}']\nparts: [{{title: b, text: [c]}}]\n"
    (tmp_path / "privacy.yml").write_text(made, encoding="utf-8")
    load = content.load
    monkeypatch.setattr(content, "load", lambda name, model: load(name, model, tmp_path))
    with pytest.raises(TextsError, match=wrong):
        statements.load("privacy", KEPT)


def test_a_link_that_could_run_something_stops_the_start() -> None:
    with pytest.raises(ValueError, match="url"):
        statements.Link(label="Klik", url="javascript:alert(1)")
