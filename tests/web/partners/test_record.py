"""What a website's record takes, and what it refuses with a word that helps."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.common import hostile
from web.partners.record import Partner, as_kept, is_origin, is_own, may_show

_LETTER = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789")
_LABELS = st.builds(
    lambda first, middle, last: first + middle + last,
    _LETTER,
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=20),
    _LETTER,
)
_HOSTS = st.lists(_LABELS, min_size=1, max_size=4).map(".".join)


def partner(**record: Any) -> Partner:
    return Partner.model_validate({"key": "haven", "name": "Haven", **record})


def refused(**record: Any) -> list[str]:
    """What is said of a record that is not taken."""
    with pytest.raises(ValidationError) as wrong:
        partner(**record)
    return [error["msg"] for error in wrong.value.errors()]


@given(st.sampled_from(["https", "http"]), _HOSTS, st.none() | st.integers(1, 65535))
def test_every_origin_that_a_browser_sends_can_be_on_the_list(scheme: str, host: str, port: int | None) -> None:
    usual = {"https": 443, "http": 80}[scheme]
    origin = f"{scheme}://{host}" + (f":{port}" if port not in {None, usual} else "")
    assert partner(origins=[origin]).origins == (origin,)
    assert may_show(partner(origins=[origin]), origin, "wegwijs.test")


@given(st.text(max_size=60) | st.text("htps:/.-*'; \nnona@[]", max_size=30).map(lambda text: "https://" + text))
@example("https://a.nl https://kwaad.nl")
@example("https://a.nl;script-src *")
@example("https://*")
@example("https://*.a.nl")
@example("https://a.nl\n")
@example("https://a..nl")
@example("https://a.nl:443")
@example("https://a.nl:0080")
@example("https://a.nl:99999")
@example("https://gemeente@kwaad.nl")
@example("HTTPS://A.NL")
@example("null")
def test_what_is_on_the_list_is_one_origin_and_nothing_more_for_a_policy(origin: str) -> None:
    """Whatever passes stands in `frame-ancestors` and beside an Origin header, so it must be just that."""
    if not is_origin(origin):
        assert "schrijf het adres als https://www.voorbeeld.nl" in refused(origins=[origin])[0]
        return
    parts = urlsplit(origin)
    assert origin == f"{parts.scheme}://{parts.netloc}"
    assert parts.scheme in {"http", "https"}
    assert re.fullmatch(r"[a-z0-9.\-]+(:\d+)?", parts.netloc, re.ASCII)
    assert parts.port is None or 0 < parts.port < 65536


@given(st.text(max_size=50), st.text(max_size=50))
@example("https://[", "wegwijs.test")
def test_only_the_own_host_is_the_own_host(origin: str, host: str) -> None:
    if is_own(origin, host) and host:
        assert host in origin


@given(st.text("abcé/-_.%~üß€", max_size=40), st.booleans())
def test_a_path_is_kept_as_a_browser_writes_it(path: str, beginning: bool) -> None:
    typed = f"/{path}{'*' if beginning else ''}"
    (kept,) = partner(only_paths=[typed]).only_paths
    assert kept.isascii()
    assert kept.endswith("*") is beginning
    assert partner(not_paths=[kept]).not_paths == (kept,)


@pytest.mark.parametrize(
    "path", ["", "zorg", "/zorg/*/spoed", "/a b", "/zorg?x", "/zorg#x", "/**", "/a\\b", "/a\0", "/" + "a" * 200, "*"]
)
def test_what_is_no_path_is_refused(path: str) -> None:
    assert "een pad begint met / en eindigt hoogstens op *" in refused(only_paths=[path])[0]
    assert refused(not_paths=[path])


def test_the_same_twice_counts_once() -> None:
    found = partner(origins=["https://a.nl", "https://a.nl"], only_paths=["/a", "/a"])
    assert (found.origins, found.only_paths) == (("https://a.nl",), ("/a",))


@pytest.mark.parametrize("one", [one for one in hostile.VALUES if one.field == "url"], ids=lambda one: one.value[:30])
def test_an_address_that_might_do_harm_is_refused(one: hostile.Hostile) -> None:
    assert refused(privacy_url=one.value)
    assert refused(information_point={"name": "Haven", "url": one.value})


@pytest.mark.parametrize(
    "one",
    [one for one in hostile.VALUES if one.field == "title" and one.accepted is False],
    ids=lambda one: one.value[:9],
)
def test_markup_and_characters_that_do_not_show_are_refused(one: hostile.Hostile) -> None:
    for field in ("name", "heading", "greeting"):
        assert refused(**{field: one.value})
    assert refused(information_point={"name": one.value})
    assert refused(information_point={"name": "Haven", "text": one.value})


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"region": "Lutjebroek"}, "dit is geen gemeente van nu"),
        ({"condition": "heimwee"}, "deze ziekte staat niet in de woordenlijst"),
        ({"audience": "iedereen"}, "deze doelgroep staat niet in de woordenlijst"),
        ({"privacy_url": "http://a.nl"}, "het webadres moet beginnen met https://"),
        ({"information_point": {"name": "Haven", "phone": "bel ons"}}, "dit is geen geldig telefoonnummer"),
        ({"name": "   "}, "is leeg"),
    ],
)
def test_a_wrong_value_is_refused_in_dutch(record: dict[str, Any], said: str) -> None:
    assert said in refused(**record)[0]


@pytest.mark.parametrize("field", ["kleur", "token"])
def test_a_field_that_does_not_exist_is_refused(field: str) -> None:
    assert refused(**{field: "x"})


def test_what_a_colleague_left_empty_is_nothing() -> None:
    found = partner(privacy_url="", information_point={"name": "Haven", "phone": "", "url": ""})
    assert found.privacy_url is None
    assert found.information_point is not None
    assert (found.information_point.phone, found.information_point.url) == (None, None)


def test_a_municipality_that_was_merged_away_does_not_take_the_chat_with_it() -> None:
    kept = partner(origins=["https://a.nl"], region="Rotterdam").model_dump(mode="json")
    assert as_kept(kept).region == "Rotterdam"
    changed = {**kept, "region": "Lutjebroek", "condition": "heimwee", "audience": "mantelzorger"}
    found = as_kept(changed)
    assert (found.region, found.condition, found.audience) == (None, None, "mantelzorger")
    assert found.origins == ("https://a.nl",)
    with pytest.raises(ValidationError):
        as_kept({**changed, "origins": ["kapot"]})
