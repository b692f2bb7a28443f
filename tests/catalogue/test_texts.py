"""Nothing that is not plain text or a plain https address gets into a record."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import texts
from catalogue.slugs import free_slug, slug_of

JAVASCRIPT = [
    f"{before}{scheme}{between}{rest}"
    for scheme in ("javascript:", "JavaScript:", "JAVASCRIPT:", "java\tscript:", "java\nscript:", "jav&#x09;ascript:")
    for before in ("", " ", "\x01", "\t", "\u200b")
    for between, rest in (("", "alert(1)"), ("//", "www.voorbeeld.nl/%0aalert(1)"))
]


@pytest.mark.parametrize("url", JAVASCRIPT)
def test_a_script_never_passes_for_an_address(url: str) -> None:
    with pytest.raises(ValueError, match="webadres"):
        texts.https_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.voorbeeld.nl",
        "HTTPS://www.voorbeeld.nl",
        "https:/www.voorbeeld.nl",
        "https:www.voorbeeld.nl",
        "https://",
        "https:///pad",
        "//www.voorbeeld.nl",
        "www.voorbeeld.nl",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://www.voorbeeld.nl",
        "mailto:info@voorbeeld.nl",
        "tel:0800113",
        "https://naam@www.voorbeeld.nl",
        "https://naam:geheim@www.voorbeeld.nl",
        "https://www.voorbeeld.nl@kwaad.nl",
        "https://www.voorbeeld.nl\\@kwaad.nl",
        "https://www.voorbeeld.nl:8443/",
        "https://www.voorbeeld.nl:poort/",
        "https://www.voorbeeld.nl/een pad",
        "https://www.voorbeeld.nl/\n",
        " https://www.voorbeeld.nl",
        "https://www.voorbeeld.nl/\x00",
        "https://www.voorbeeld.nl/<b>",
        'https://www.voorbeeld.nl/"onmouseover="x',
        "https://www.voorbeeld.nl/pad\u202egpj",
        "https://wwww.vооrbeeld.nl/met-cyrillische-o",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::1/",
        "https://-fout.nl/",
        "https://www..nl/",
        "https://www.voorbeeld.nl/" + "a" * 500,
    ],
)
def test_only_a_plain_public_https_address_passes(url: str) -> None:
    with pytest.raises(ValueError, match="webadres"):
        texts.https_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.mantelzorg.nl",
        "https://www.mantelzorg.nl/onderwerpen/werk/#tips",
        "https://open.spotify.com/show/6vL9C2a7cfh0SOOD6mb5J7?si=1&x=%C3%A9",
        "https://xn--cadeau-bonnen-9ib.nl/",
        "https://www.voorbeeld.nl:443/",
    ],
)
def test_an_address_of_a_partner_passes_unchanged(url: str) -> None:
    assert texts.https_url(url) == url


@given(st.text())
def test_whatever_is_typed_an_address_is_https_or_refused(typed: str) -> None:
    try:
        url = texts.https_url(typed)
    except ValueError:
        return
    assert url.startswith("https://")
    assert url.isascii()
    assert not set(url) & set(" <>\"'`\\\t\r\n") - {"'"}


@given(st.text(max_size=200))
def test_whatever_is_typed_plain_text_holds_no_markup_and_nothing_hidden(typed: str) -> None:
    try:
        text = texts.plain(typed, 100)
    except ValueError:
        return
    assert 0 < len(text) <= 100
    assert not set(text) & set("<>\n\t")
    assert not any(unicodedata.category(character).startswith("C") for character in text)


@pytest.mark.parametrize("typed", ["<b>hulp</b>", "hulp\u202e", "hulp\u200b", "hulp\x07", "   ", "x" * 101])
def test_markup_hidden_signs_and_overlong_text_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"bevat|leeg|lang"):
        texts.plain(typed, 100)


@pytest.mark.parametrize("number", ["088 0767 000", "0900 1450", "0800-0113", "14 0187", "113", "+31 (20) 123 45 67"])
def test_a_number_as_people_write_it_passes(number: str) -> None:
    assert texts.phone(number) == number


@pytest.mark.parametrize(
    "number", ["12", "bel ons", "0800-0113 (gratis)", "0800;0113", "=1+1", "(020 1234567", "1" * 16, "0\n113", ""]
)
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="telefoonnummer"):
        texts.phone(number)


@pytest.mark.parametrize("address", ["info@voorbeeld.nl", "zorg.team+vraag@steun.voorbeeld.nl"])
def test_an_email_address_passes(address: str) -> None:
    assert texts.email(address) == address


@pytest.mark.parametrize(
    "address", ["info", "@voorbeeld.nl", "info@", "info@nl", "a b@voorbeeld.nl", "a@b.nl\nbcc:x@y.nl"]
)
def test_what_is_no_email_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="e-mailadres"):
        texts.email(address)


@pytest.mark.parametrize(
    "slug", ["Luisterlijn", "luister lijn", "-lijn", "lijn-", "een--twee", "café", "a" * 81, "a/b", ""]
)
def test_a_slug_is_small_letters_digits_and_hyphens(slug: str) -> None:
    with pytest.raises(ValueError, match="streepjes"):
        texts.slug(slug)


def test_a_long_row_of_accents_is_refused_before_it_is_put_in_order() -> None:
    began = time.monotonic()
    with pytest.raises(ValueError, match="te lang: 400000 tekens, hoogstens 120"):
        texts.plain("\u0301\u0323" * 200_000, 120)
    assert slug_of("\u0301\u0323" * 200_000) == "instrument"
    assert time.monotonic() - began < 5, "putting so many in order takes minutes"


@pytest.mark.parametrize("title", ["Nieuw", "Samen!", "Voorbeeld"])
def test_no_record_gets_a_name_behind_which_a_page_of_the_desk_stands(title: str) -> None:
    assert free_slug(title, set()) == f"{slug_of(title)}-2"
