"""The demo page and what lies beside the widget, with the headers that keep them safe."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway

pytestmark = pytest.mark.anyio


@pytest.fixture
async def pages(settings_for: SettingsFor, tmp_path: Path) -> AsyncIterator[Gateway]:
    folder = tmp_path / "widget"
    (folder / "src").mkdir(parents=True)
    (folder / "demo.html").write_text("<!doctype html><title>Wegwijs</title>", encoding="utf-8")
    (folder / "demo.css").write_text("p { margin: 0 }", encoding="utf-8")
    (folder / "build.mjs").write_text("geheim", encoding="utf-8")
    (folder / "src" / "element.js").write_text("geheim", encoding="utf-8")
    (folder / "src" / "styles.css").write_text("geheim", encoding="utf-8")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.css").write_text("geheim", encoding="utf-8")
    async with gateway.running(settings_for(widget_folder=folder)) as running:
        yield running


async def test_a_page_may_run_no_script_but_its_own(pages: Gateway) -> None:
    response = await pages.client.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in response.headers["permissions-policy"]


@pytest.mark.parametrize(("path", "dictation"), [("/", True), ("/terug", False), ("/wegwijzer", False)])
async def test_only_a_page_with_the_chat_may_ask_for_the_microphone(pages: Gateway, path: str, dictation: bool) -> None:
    allowed = (await pages.client.get(path)).headers["permissions-policy"]
    assert ("microphone=(self)" in allowed) is dictation
    assert ("microphone=()" in allowed) is not dictation


async def test_styles_beside_the_widget_are_for_our_own_pages(pages: Gateway) -> None:
    response = await pages.client.get("/widget/demo.css")
    assert response.headers["content-type"].startswith("text/css")
    assert "access-control-allow-origin" not in response.headers
    assert "max-age=300" in response.headers["cache-control"]


async def test_a_file_that_did_not_change_is_not_sent_again(pages: Gateway) -> None:
    first = await pages.client.get("/widget/demo.css")
    again = await pages.client.get("/widget/demo.css", headers={"if-none-match": f"W/{first.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "build.mjs",
        "src/element.js",
        "src/styles.css",
        "src%2fstyles.css",
        "weg.css",
        "../secret.css",
        "%2e%2e/secret.css",
        "..%2fsecret.css",
        "/etc/passwd",
        "src",
        "a%00.css",
        "node_modules/typescript/lib/tsc.js",
    ],
)
async def test_nothing_else_can_be_had(pages: Gateway, path: str) -> None:
    response = await pages.client.get(f"/widget/{path}")
    assert response.status_code == 404
    assert "geheim" not in response.text


async def test_an_answer_of_the_api_is_never_cached(pages: Gateway) -> None:
    response = await pages.client.get("/healthz")
    assert response.headers["cache-control"] == "no-store"
