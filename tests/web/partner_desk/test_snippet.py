"""What the makers of a website paste: exact, safe, and useful when nothing of ours answers."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

import pytest

from tests.web.partner_desk.conftest import ZORGGROEP
from web.partner_desk.snippet import snippets
from web.partners.record import Partner
from web.partners.widget import Widget

SERVICE = "https://wegwijs.example"
CONTENT = b"export const widget = 1;"
WIDGET = Widget.of(CONTENT)


class Tags(HTMLParser):
    """The elements of a piece of HTML with their attributes, and the text in it."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data

    def one(self, tag: str) -> dict[str, str | None]:
        (attributes,) = [attributes for name, attributes in self.found if name == tag]
        return attributes

    @property
    def links(self) -> list[str | None]:
        return [attributes["href"] for name, attributes in self.found if name == "a"]


def code(mode: str, partner: Partner, widget: Widget | None = WIDGET) -> Tags:
    return Tags(next(one.code for one in snippets(partner, SERVICE, widget) if one.mode == mode))


@pytest.fixture
def partner() -> Partner:
    return Partner.model_validate(ZORGGROEP)


def test_only_a_website_with_rules_for_paths_makes_the_chat_wait_for_them(partner: Partner) -> None:
    assert "paths" in code("bubble", partner).one("wegwijs-chat")
    everywhere = partner.model_copy(update={"only_paths": (), "not_paths": ()})
    assert "paths" not in code("bubble", everywhere).one("wegwijs-chat")


def test_a_fixed_version_carries_the_checksum_of_the_very_bytes(partner: Partner) -> None:
    script = code("inline", partner).one("script")
    digest = base64.b64encode(hashlib.sha384(CONTENT).digest()).decode()
    assert script == {
        "type": "module",
        "src": f"{SERVICE}/widget/{hashlib.sha256(CONTENT).hexdigest()[:12]}/wegwijs-chat.js",
        "integrity": f"sha384-{digest}",
        "crossorigin": "anonymous",
    }


def test_the_newest_version_carries_no_checksum_that_would_stop_it(partner: Partner) -> None:
    script = code("bubble", partner, None).one("script")
    assert script == {"type": "module", "src": f"{SERVICE}/widget/wegwijs-chat.js"}


@pytest.mark.parametrize(("mode", "attribute"), [("inline", None), ("bubble", "bubble"), ("page", "page")])
def test_each_mode_has_its_element(partner: Partner, mode: str, attribute: str | None) -> None:
    element = code(mode, partner).one("wegwijs-chat")
    assert element.get("mode") == attribute
    assert element["partner"] == "zorggroep"


@pytest.mark.parametrize("mode", ["inline", "bubble", "page", "frame"])
def test_without_the_chat_a_visitor_still_finds_help(partner: Partner, mode: str) -> None:
    found = code(mode, partner)
    assert found.links == [
        f"{SERVICE}/wegwijzer",
        "https://steunpunt.nl/ermelo",
        "tel:0341123456",
        "tel:112",
        "tel:113",
    ]
    assert "0341 12 34 56" in found.said


def test_who_cannot_add_a_script_gets_a_frame_without_style_or_script(partner: Partner) -> None:
    found = code("frame", partner)
    frame = found.one("iframe")
    assert frame["src"] == f"{SERVICE}/insluiten/zorggroep"
    assert frame["title"]
    assert "style" not in frame
    assert not {"script", "style"} & {name for name, _ in found.found}


def test_the_policy_lines_name_the_service_and_nothing_else(partner: Partner) -> None:
    lines = {one.mode: one.csp for one in snippets(partner, SERVICE, WIDGET)}
    script = (f"script-src {SERVICE}", f"connect-src {SERVICE}")
    assert lines == {"inline": script, "bubble": script, "page": script, "frame": (f"frame-src {SERVICE}",)}


def test_quotes_in_the_record_stay_inside_their_attribute() -> None:
    point = {"name": "Steun & 'punt' \"Zuid\"", "url": "https://x.nl/?a=1&b='onclick=alert(1)//"}
    partner = Partner.model_validate(ZORGGROEP | {"information_point": point})
    for mode in ("inline", "frame"):
        found = code(mode, partner)
        assert point["url"] in found.links
        assert point["name"] in found.said
        assert {name for tag, attributes in found.found if tag == "a" for name in attributes} == {"href"}
