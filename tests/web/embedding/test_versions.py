"""The widget at its addresses: the newest one, and each that was ever served, byte for byte."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from web.database import Database
from web.embedding import versions as module
from web.embedding.versions import Versions
from web.settings import ROOT, Settings

pytestmark = pytest.mark.anyio

OLD = "export const één = 1;\n" * 50
NEW = "export const één = 2;\n" * 50
Build = Callable[[str], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds a widget with this content and gives its folder."""
    folder = tmp_path / "widget"
    (folder / "dist").mkdir(parents=True)
    (folder / "demo.html").write_text("<wegwijs-chat>", encoding="utf-8")

    def made(content: str) -> Path:
        (folder / "dist" / "wegwijs-chat.js").write_text(content, encoding="utf-8")
        return folder

    return made


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, settings_for: SettingsFor, build: Build) -> Iterator[Settings]:
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        upgrade(url)
        yield settings_for(database_url=url, widget_folder=build(OLD))
    else:
        yield settings_for(widget_folder=build(OLD))


def version_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:12]


async def test_a_page_with_a_checksum_keeps_working_after_an_upgrade(settings: Settings, build: Build) -> None:
    async with gateway.running(settings) as running:
        first = await running.client.get("/widget/wegwijs-chat.js")
        assert first.text == OLD
    build(NEW)
    async with gateway.running(settings) as running:
        assert (await running.client.get("/widget/wegwijs-chat.js")).text == NEW
        for content in (OLD, NEW, OLD):
            fixed = await running.client.get(f"/widget/{version_of(content)}/wegwijs-chat.js")
            assert fixed.content == content.encode()
            assert fixed.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_the_widget_can_be_loaded_by_every_website_and_is_new_within_minutes(
    settings_for: SettingsFor, build: Build
) -> None:
    async with gateway.running(settings_for(widget_folder=build(OLD))) as running:
        response = await running.client.get("/widget/wegwijs-chat.js")
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert response.headers["cache-control"] == "public, max-age=300, must-revalidate"
        known = {"if-none-match": response.headers["etag"]}
        assert (await running.client.get("/widget/wegwijs-chat.js", headers=known)).status_code == 304
        build(NEW + " ")
        assert (await running.client.get("/widget/wegwijs-chat.js", headers=known)).text == NEW + " "


async def test_a_phone_gets_it_small_and_who_cannot_read_that_gets_it_plain(
    settings_for: SettingsFor, build: Build
) -> None:
    async with gateway.running(settings_for(widget_folder=build(OLD))) as running:
        url = f"/widget/{version_of(OLD)}/wegwijs-chat.js"
        async with running.client.stream("GET", url, headers={"accept-encoding": "br, gzip"}) as small:
            assert small.headers["content-encoding"] == "gzip"
            sent = b"".join([part async for part in small.aiter_raw()])
        assert gzip.decompress(sent).decode() == OLD
        assert len(sent) < len(OLD) / 4
        plain = await running.client.get(url, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.headers["etag"] != small.headers["etag"]
        assert {plain.headers["vary"], small.headers["vary"]} == {"Accept-Encoding"}


@pytest.mark.parametrize(
    "path",
    [
        "0123456789ab/wegwijs-chat.js",
        "0123456789AB/wegwijs-chat.js",
        "0123456789abc/wegwijs-chat.js",
        "%25%25%25%25%25%25%25%25%25%25%25%25/wegwijs-chat.js",
        "____________/wegwijs-chat.js",
        "dist/wegwijs-chat.js",
        "src/element.js",
    ],
)
async def test_a_version_that_was_never_served_is_not_there(settings_for: SettingsFor, build: Build, path: str) -> None:
    async with gateway.running(settings_for(widget_folder=build(OLD))) as running:
        assert (await running.client.get(f"/widget/{path}")).status_code == 404


async def test_who_asks_for_many_unknown_versions_has_to_wait_and_others_have_not(
    settings_for: SettingsFor, build: Build
) -> None:
    async with gateway.running(settings_for(widget_folder=build(OLD), address_rate="3/hour")) as running:
        asked = [await running.client.get(f"/widget/{number:012x}/wegwijs-chat.js") for number in range(5)]
        assert [response.status_code for response in asked] == [404, 404, 404, 429, 429]
        assert (await running.client.get(f"/widget/{version_of(OLD)}/wegwijs-chat.js")).status_code == 200
        assert (await running.client.get("/widget/wegwijs-chat.js")).status_code == 200


async def test_a_silent_database_stops_no_website_from_loading_the_widget(
    settings_for: SettingsFor, build: Build
) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone, widget_folder=build(OLD))) as running:
        assert (await running.client.get("/widget/wegwijs-chat.js")).text == OLD
        assert (await running.client.get(f"/widget/{version_of(OLD)}/wegwijs-chat.js")).text == OLD
        assert (await running.client.get("/widget/0123456789ab/wegwijs-chat.js")).status_code == 503


async def test_a_version_is_handed_out_only_when_it_will_stay(database_url: str, build: Build) -> None:
    file = build(OLD) / "dist" / "wegwijs-chat.js"
    database = Database(database_url)
    versions = Versions(file, database)
    assert (await versions.newest()) is not None
    before = versions.widget
    await versions.keep()
    widget = versions.widget
    assert before is None
    assert widget is not None
    assert widget.version == version_of(OLD)
    sha384 = base64.b64encode(hashlib.sha384(OLD.encode()).digest()).decode()
    assert widget.integrity == f"sha384-{sha384}"
    another = Versions(file, database)
    await another.keep()
    assert another.widget == widget
    database.close()


async def test_a_widget_that_is_built_while_the_service_runs_is_kept_too(
    settings_for: SettingsFor, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.02)
    settings = settings_for(widget_folder=build(OLD))
    database = Database(settings.database_url)
    async with gateway.running(settings):
        build(NEW)

        async def kept() -> bool:
            found = await Versions(Path("nergens"), database).find(version_of(NEW))
            return found is not None and found.content == NEW.encode()

        await gateway.until(kept)
    database.close()


async def test_without_a_built_widget_the_rest_goes_on(settings_for: SettingsFor, tmp_path: Path) -> None:
    async with gateway.running(settings_for(widget_folder=tmp_path)) as running:
        assert (await running.client.get("/widget/wegwijs-chat.js")).status_code == 404
        assert (await running.visitor()).opening


async def test_what_is_served_is_what_was_built(running: gateway.Gateway) -> None:
    built = (ROOT / "widget" / "dist" / "wegwijs-chat.js").read_bytes()
    assert (await running.client.get("/widget/wegwijs-chat.js")).content == built
