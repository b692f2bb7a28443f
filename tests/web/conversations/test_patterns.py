"""What points to a person is taken out; what staff need to understand a talk stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabulary import municipalities
from web.conversations.patterns import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("bel me op 06-12345678", "bel me op [telefoon]"),
        ("bel +31 6 1234 5678 of 0031612345678", "bel [telefoon] of [telefoon]"),
        ("thuis (010) 123 45 67, werk 0299-123456", "thuis [telefoon], werk [telefoon]"),
        ("mail jan.jansen@gmail.com", "mail [e-mail]"),
        ("mail jan (at) home.nl", "mail [e-mail]"),
        ("jan apenstaartje home punt nl", "[e-mail]"),
        ("NL91ABNA0417164300", "[iban]"),
        ("rekening nl91 abna 0417 1643 00", "rekening [iban]"),
        ("bsn 111222333", "bsn [bsn]"),
        ("mijn bsn is 1234.56.782", "mijn bsn is [bsn]"),
        ("1234 AB", "[postcode]"),
        ("postcode 1234 ab en 1234ab", "postcode [postcode] en [postcode]"),
        ("geboren op 3 mei 1955 en 12-03-1960", "geboren op [datum] en [datum]"),
        ("ik heet karin", "ik heet [naam]"),
        ("Ik heet Karin van den Berg en ik ben moe", "Ik heet [naam] en ik ben moe"),
        ("mijn naam is jan de vries", "mijn naam is [naam]"),
        ("mijn man heet henk", "mijn man heet [naam]"),
        ("noem me maar Truus", "noem me maar [naam]"),
        ("groetjes van Anna", "groetjes van [naam]"),
        ("mevrouw de Wit komt elke week", "mevrouw [naam] komt elke week"),
        ("ik woon op de kerkstraat 12 in ede", "ik woon op [adres] in ede"),
        ("we wonen in de dorpsstraat", "we wonen in de [adres]"),
        ("Van Goghlaan 3b", "[adres]"),
        ("ik woon aan de meent 4", "ik woon aan de [adres]"),
    ],
)
def test_what_points_to_a_person_is_taken_out(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 63 en heb diabetes type 2",
        "bel 112, 113 of 0800-0113",
        "ik woon in Rotterdam, mijn moeder in Aa en Hunze",
        "ik woon in 's-Hertogenbosch",
        "in 2019 ben ik ziek geworden",
        "ik werk 24 uur per week en slaap 5 uur",
        "op weg naar de markt",
        "ik heet niet voor niets mantelzorger",
        "groetjes en bedankt",
        "mevrouw is ziek",
        "het kost 1200 euro",
    ],
)
def test_what_staff_need_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text(max_size=200))
def test_redacting_twice_takes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(
    st.sampled_from(["Bel me: {}", "{} is mijn nummer", "mail {}.", "ik woon {}, dus"]),
    st.sampled_from(["06-12345678", "06 11 22 33 44", "+31612345678", "jan@home.nl", "1234 AB", "NL91ABNA0417164300"]),
    st.text("abc xyz.!?", max_size=30),
)
def test_numbers_and_addresses_are_found_wherever_they_stand(frame: str, secret: str, around: str) -> None:
    assert secret not in redact(f"{around} {frame.format(secret)} {around}")


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "0 ", "ik heet ", "van de ", "straat ", "NL12 ", "-", "a@a.", "1 ", "straat", "[naam] van ", "jan "],
)
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    redact((piece * 10_000)[:10_000])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mijn patiëntnummer is 4478123", "mijn patiëntnummer is [nummer]"),
        ("dossiernr WMO-2024-01873 al 9 weken", "dossiernr [nummer] al 9 weken"),
        ("bsn 987654321", "bsn [bsn]"),
        ("geb 12-04-61 in Breda", "geb [datum] in Breda"),
        ("jarig op 6 juli", "jarig op [datum]"),
        ("koningin julianastraat 118 drie hoog", "[adres] drie hoog"),
        ("nu in de wierde 6, 9751 bc haren", "nu in [adres], [postcode] haren"),
        ("Wij wonen aan de Wal 27b.", "Wij wonen aan de [adres]."),
        ("jan at gmail punt com", "[e-mail]"),
        ("be68 5390 0754 7034", "[iban]"),
        ("mijn vrouw Selam slaapt", "mijn vrouw [naam] slaapt"),
        ("mijn man Parkinson, hoe verder", "mijn man Parkinson, hoe verder"),
        ("meneer de dokter en mevrouw van het loket", "meneer de dokter en mevrouw van het loket"),
        ("meneer Bakker van de gemeente", "meneer [naam] van de gemeente"),
        ("sinds 2019 ms en 1200 eu", "sinds 2019 ms en 1200 eu"),
        ("0800-0113 en 112", "0800-0113 en 112"),
        ("wij op nummer 5, kamer 12", "wij op nummer 5, kamer 12"),
        ("berkenlaan nr. 8 bus 2 in Genk", "[adres] in Genk"),
        ("we wonen op groene heuvel 3", "we wonen op [adres]"),
        ("ik woon in Almere 54 jaar oud", "ik woon in Almere 54 jaar oud"),
        ("we wonen in de stad al 6 jaar", "we wonen in de stad al 6 jaar"),
        ("bel 088 0767 000 als het donker wordt", "bel 088 0767 000 als het donker wordt"),
        ("els punt kok apenstaart kpnmail punt nl", "[e-mail]"),
        ("tom@ziggo of tom1@", "[e-mail] of tom1@"),
        ("nl91-abna-0417-1643-00", "[iban]"),
        ("insz 93.05.18-223.61 klopt", "insz [bsn] klopt"),
        ("kaart AB1234567 is weg", "kaart [nummer] is weg"),
        ("mevrouw in 't Hout komt", "mevrouw [naam] komt"),
        ("mevrouw in 't ziekenhuis", "mevrouw in 't ziekenhuis"),
        ("mevrouw Vos van de wijkzorg", "mevrouw [naam] van de wijkzorg"),
    ],
)
def test_what_visitors_type_in_haste(text: str, redacted: str) -> None:
    assert redact(text) == redacted
    assert redact(redacted) == redacted


_PIECES = st.sampled_from(
    [
        *("ik heet", "mevrouw", "jan", "de vries", "bsn", "nummer", "is", "06", "12345678", "@", "punt nl", "straat 4"),
        *("1234 ab", "geb", "12-04-61", "woon aan de", "[naam]", "van", "mijn man", "Selam", "NL91", "\n", "'"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map(" ".join))
def test_pieces_of_identifiers_in_any_order_are_redacted_once_and_for_all(text: str) -> None:
    once = redact(text)
    assert redact(once) == once
    assert all(word in text or word.startswith("[") for word in once.split() if word.isalpha())


@given(st.sampled_from(sorted(municipalities.names())), st.sampled_from(["Ik woon in {}.", "in {} is niets", "{}"]))
def test_every_municipality_stays(name: str, sentence: str) -> None:
    assert name in redact(sentence.format(name))
