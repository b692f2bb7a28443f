"""What all pages share: the frame, the style, the headers, and a page for what cannot be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import jinja2
import pytest

from tests.web.gateway import Gateway
from web.site import content, filters, render
from web.texts import TextsError

TROUBLE = {"title": "Even wachten", "said": ["Probeer het straks."]}


def test_a_page_carries_what_keeps_it_safe_and_private() -> None:
    page = render.page("trouble.html", status=418, headers={"cache-control": "max-age=1"}, **TROUBLE)
    assert page.status_code == 418
    assert page.headers["content-security-policy"] == render.POLICY
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["cache-control"] == "max-age=1"


def test_every_page_says_where_to_call_and_runs_no_script() -> None:
    made = render.text("trouble.html", **TROUBLE)
    for number in ("tel:112", "tel:113", "tel:08000113", "tel:08002000"):
        assert number in made
    assert '<html lang="nl">' in made
    assert "<script" not in made
    assert " style=" not in made


def test_what_is_put_in_is_text() -> None:
    made = render.text("trouble.html", title="<b>&", said=["<script>"])
    assert "<title>&lt;b&gt;&amp; – Wegwijs</title>" in made
    assert "<script" not in made


def test_a_forgotten_value_stops_the_page() -> None:
    with pytest.raises(jinja2.UndefinedError, match="said"):
        render.text("trouble.html", title="Even wachten")


@pytest.mark.anyio
async def test_the_style_is_served_and_not_sent_twice(running: Gateway) -> None:
    first = await running.client.get("/site/site.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = await running.client.get("/site/site.css", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["weg.css", "..%2frender.py", "%2e%2e/render.py", "%00"])
async def test_nothing_else_can_be_had(running: Gateway, name: str) -> None:
    assert (await running.client.get(f"/site/{name}")).status_code == 404


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://www.113.nl", "https://www.113.nl"),
        ("http://a.nl/b?c=d", "http://a.nl/b?c=d"),
        ("javascript:alert(1)", None),
        ("https://a.nl/ onclick=x", None),
        ('https://a.nl/"', None),
        ("data:text/html,x", None),
        ("//a.nl", None),
        (None, None),
    ],
)
def test_only_a_web_address_is_a_link(value: str | None, link: str | None) -> None:
    assert filters.web(value) == link


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("030 760 60 55", "tel:0307606055"),
        ("+31 (0)20-1", "tel:+310201"),
        ("113", "tel:113"),
        ("bel mij", None),
        ("", None),
    ],
)
def test_only_a_number_can_be_called(value: str, link: str | None) -> None:
    assert filters.tel(value) == link


def test_days_and_addresses_are_written_as_people_do() -> None:
    assert filters.day(date(2026, 3, 1)) == filters.day("2026-03-01") == "1 maart 2026"
    assert filters.day("onbekend") == "onbekend"
    assert filters.bare("https://www.mantelzorg.nl/") == "mantelzorg.nl"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("pages: [", r"proef\.yml, line \d+"),
        ("pages: {x: {status: 200, title: a, text: [b]}}", r"proef\.yml: pages\.x\.status"),
        ("pages: {}\nmeer: 1", r"proef\.yml: meer"),
    ],
)
def test_a_wrong_file_of_words_names_itself(tmp_path: Path, written: str, wrong: str) -> None:
    (tmp_path / "proef.yml").write_text(written, encoding="utf-8")
    with pytest.raises(TextsError, match=wrong):
        content.load("proef", content.Troubles, tmp_path)


def test_an_absent_file_of_words_names_itself(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match=r"weg\.yml"):
        content.load("weg", content.Troubles, tmp_path)
