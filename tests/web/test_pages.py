"""The demo page and the widget's files, with the headers that keep them safe."""

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
    (folder / "parts").mkdir(parents=True)
    (folder / "demo.html").write_text("<!doctype html><title>Wegwijs</title>", encoding="utf-8")
    (folder / "wegwijs.js").write_text("export const one = 1", encoding="utf-8")
    (folder / "parts" / "card.css").write_text("p { margin: 0 }", encoding="utf-8")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.js").write_text("geheim", encoding="utf-8")
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


@pytest.mark.parametrize(("path", "kind"), [("wegwijs.js", "text/javascript"), ("parts/card.css", "text/css")])
async def test_the_widget_can_be_loaded_by_another_website(pages: Gateway, path: str, kind: str) -> None:
    response = await pages.client.get(f"/widget/{path}")
    assert response.headers["content-type"].startswith(kind)
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age=300" in response.headers["cache-control"]


async def test_a_file_that_did_not_change_is_not_sent_again(pages: Gateway) -> None:
    first = await pages.client.get("/widget/wegwijs.js")
    again = await pages.client.get("/widget/wegwijs.js", headers={"if-none-match": f"W/{first.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "weg.js",
        "../secret.js",
        "%2e%2e/secret.js",
        "..%2fsecret.js",
        "/etc/passwd",
        "parts",
        "a%00.js",
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
