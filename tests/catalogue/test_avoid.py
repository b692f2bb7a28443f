"""What somebody does not want in an instrument is not put before them while anything else fits, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue import avoid as told
from catalogue.asks import AT_MOST, MOST_WORDS, asks
from catalogue.asks import load as load_asks
from catalogue.avoid import avoided_in
from catalogue.candidates import MOST_LOOKED_UP, OVER, PER_CLASS
from catalogue.models import Instrument
from catalogue.record import InstrumentView
from catalogue.search import Hit, Situation, search
from tests.common.instruments import TODAY, store, view
from vocabulary import avoid
from vocabulary.tables import TableError

SITE = "https://www.voorbeeld.nl/hulp"


def hits(session: Session, *codes: str, need: str = "somberheid", limit: int = 3, **known: Any) -> list[Hit]:
    known.setdefault("audience", "patient")
    return search(session, Situation((need,), avoid=frozenset(codes), **known), limit, TODAY)


def slugs(session: Session, *codes: str, **known: Any) -> list[str]:
    return [hit.instrument.slug for hit in hits(session, *codes, **known)]


def anyway(hit: Hit) -> list[str]:
    return [reason.value for reason in hit.reasons if reason.code == "avoided_anyway"]


def asking(code: str, slug: str = "a-niet", **changes: Any) -> InstrumentView:
    """A record that asks just this of the visitor, and answers the need."""
    made: dict[str, dict[str, Any]] = {
        "online": {"instrument_kind": "ehealth"},
        "groep": {"instrument_kind": "educatie"},
        "kosten": {"instrument_kind": "praktische_hulp", "cost": "kosten verschillen"},
        "verwijzing": {"instrument_kind": "praktische_hulp", "access": "verwijzing"},
        "bellen": {"instrument_kind": "praktische_hulp", "url": None, "phone": "0800 1234"},
        "lezen": {"instrument_kind": "informatie_advies", "address": "Dorpsstraat 1, Utrecht"},
        "ver": {"instrument_kind": "praktische_hulp", "address": "Dorpsstraat 1, Groningen"},
        "praten": {"instrument_kind": "behandeling"},
    }
    return view(slug, **{"cost": "gratis", **made[code], **changes})


def test_every_code_of_the_vocabulary_is_told_from_some_record() -> None:
    for code in avoid.load():
        assert code in avoided_in(asking(code), avoid.load())
    assert avoided_in(view("goed", instrument_kind="praktische_hulp", cost="gratis"), avoid.load()) == ()


@pytest.mark.parametrize("code", avoid.load())
def test_what_is_not_wanted_is_not_shown_while_anything_else_fits(session: Session, code: str) -> None:
    store(session, asking(code), view("b-wel", instrument_kind="praktische_hulp", cost="gratis", verified_on=None))
    assert slugs(session) == ["a-niet", "b-wel"]
    assert slugs(session, code) == ["b-wel"]


@pytest.mark.parametrize("code", avoid.load())
def test_what_is_not_wanted_is_named_when_it_is_all_there_is_and_says_so_first(session: Session, code: str) -> None:
    store(session, asking(code))
    (hit,) = hits(session, code)
    assert anyway(hit) == [code] and hit.reasons[0].code == "avoided_anyway"


def test_a_neighbour_goes_before_what_is_not_wanted(session: Session) -> None:
    store(
        session,
        asking("groep", needs=["lotgenoten"], bouwstenen=[3]),
        view("b-buur", instrument_kind="praktische_hulp", needs=["praktische_hulp"], bouwstenen=[3]),
    )
    first, last = hits(session, "groep", need="lotgenoten")
    assert (first.instrument.slug, anyway(first)) == ("b-buur", [])
    assert (last.instrument.slug, anyway(last)) == ("a-niet", ["groep"])
    assert first.score > last.score


def test_nothing_says_it_was_avoided_when_nothing_was(session: Session) -> None:
    store(session, asking("groep"))
    assert [anyway(hit) for hit in hits(session)] == [[]]
    assert [anyway(hit) for hit in hits(session, "bellen")] == [[]]


def test_several_things_not_wanted_leave_what_asks_none_of_them(session: Session) -> None:
    made = [asking(code, f"a-{code}") for code in avoid.load()]
    store(session, *made, view("z-wel", instrument_kind="materiele_hulp", cost="gratis"))
    assert slugs(session, *avoid.load()) == ["z-wel"]


@pytest.mark.parametrize("code", ["groep", "kosten", "online"])
def test_what_is_wanted_is_found_behind_a_crowd_of_what_is_not(session: Session, code: str) -> None:
    crowd = [asking(code, f"a-{number:03}") for number in range(PER_CLASS * OVER + 5)]
    store(session, *crowd, view("z-wel", instrument_kind="materiele_hulp", cost="gratis", verified_on=None))
    assert slugs(session, code) == ["z-wel"]


def test_what_is_wanted_is_found_without_looking_into_records(session: Session, counted: list[str]) -> None:
    crowd = [asking("groep", f"a-{number:03}") for number in range(PER_CLASS * OVER + 40)]
    store(session, *crowd, *(view(f"z-{letter}", instrument_kind="contactpersoon") for letter in "abc"))
    counted.clear()
    assert slugs(session, "groep") == ["z-a", "z-b", "z-c"]
    assert len(counted) == 3  # the candidates, the records, their lists


def test_looking_up_addresses_stops_however_large_the_catalogue(session: Session, counted: list[str]) -> None:
    far = [asking("ver", f"a-{number:04}") for number in range(MOST_LOOKED_UP + 20)]
    near = asking("ver", "z-dichtbij", address="Dorpsstraat 1, Utrecht", verified_on=None)
    store(session, *far, near, view("z-thuis", instrument_kind="materiele_hulp"))
    assert slugs(session, "ver", region="Utrecht")[:1] == ["z-thuis"]
    looked_up = [statement for statement in counted if "instruments.address" in statement and "title" not in statement]
    assert len(looked_up) <= 3


def test_what_is_at_an_address_in_ones_own_municipality_is_near(session: Session) -> None:
    store(session, asking("ver", "a-ver"), asking("ver", "b-dichtbij", address="Dorpsstraat 1, Utrecht"))
    assert slugs(session, "ver", region="Utrecht")[0] == "b-dichtbij"
    assert {anyway(hit) == ["ver"] for hit in hits(session, "ver")} == {True}


def test_a_change_of_what_a_record_asks_reaches_the_search(session: Session) -> None:
    store(session, asking("kosten"), view("b-wel", instrument_kind="zelfhulp", cost="gratis", verified_on=None))
    session.get_one(Instrument, "a-niet").fill(asking("kosten", cost="gratis"))
    session.flush()
    assert slugs(session, "kosten") == ["a-niet", "b-wel"]


def test_a_way_to_a_person_that_asks_what_is_not_wanted_steps_back(session: Session) -> None:
    store(
        session,
        view("a-lezen", instrument_kind="praktische_hulp"),
        asking("bellen", "b-bellen", needs=["overzicht_hulp"], bouwstenen=[1]),
        view("c-mens", instrument_kind="contactpersoon", needs=["overzicht_hulp"], bouwstenen=[1]),
    )
    assert slugs(session, "bellen") == ["a-lezen", "c-mens"]


def test_far_is_not_what_is_in_ones_own_municipality_or_at_home(session: Session) -> None:
    club = {"instrument_kind": "lichamelijke_activiteit"}
    store(
        session,
        view("a-ver", **club),
        view("b-eigen", regions=["Utrecht"], **club),
        view("c-thuis", summary="Dit doe je gewoon thuis.", **club),
    )
    assert slugs(session, "ver", region="Utrecht") == ["b-eigen", "c-thuis"]


def test_who_cannot_spend_or_wants_no_referral_hears_first_that_it_asks_neither(session: Session) -> None:
    store(session, view("a-goed", cost="gratis", regions=["Utrecht"]))
    (hit,) = hits(session, "kosten", "verwijzing", region="Utrecht")
    codes = [reason.code for reason in hit.reasons]
    assert codes[:3] == ["need", "free", "no_referral"] and len(codes) == len(set(codes))


def test_a_listening_line_is_no_group(session: Session) -> None:
    line = view("a-lijn", instrument_kind="emotionele_steun", phone="0800 1234")
    peers = view("b-groep", instrument_kind="emotionele_steun", needs=["somberheid", "lotgenoten"], bouwstenen=[2, 3])
    store(session, line, peers)
    assert slugs(session, "groep") == ["a-lijn"]


def test_a_code_nobody_knows_changes_nothing(session: Session) -> None:
    store(session, view("a-een"))
    assert slugs(session, "regen") == ["a-een"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("regen\t\t\t\t\t\t", "no code"),
        ("kosten\teducatie\t\t\t\t\t", "no code"),
        ("groep\tfeest\t\t\t\t\t", "'feest' is not known in the column kinds"),
        ("groep\t\tgezelligheid\t\t\t\t", "'gezelligheid' is not known in the column needs"),
        ("bellen\t\t\tfax\t\t\t", "'fax' is not known in the column has"),
        ("groep\t\t\t\t\t\t", "every instrument"),
    ],
)
def test_a_broken_rule_is_refused_by_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "regels.tsv"
    path.write_text("\t".join(told.COLUMNS) + f"\n# uitleg\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"regels\.tsv, line 3: .*{problem}"):
        told.load(path)


@pytest.mark.parametrize(
    ("record", "phrases"),
    [
        (
            view("test", instrument_kind="zelftest", cost="gratis"),
            ["Geen verwijzing nodig", "Gratis", "Een paar minuten", "In je eentje"],
        ),
        (
            view("groep", instrument_kind="educatie", title="Cursus voluit leven", cost="12 euro", regions=["Utrecht"]),
            ["Geen verwijzing nodig", "12 euro", "Meerdere keren", "Samen met anderen"],
        ),
        (
            view(
                "therapeut", instrument_kind="behandeling", title="Therapie", access="verwijzing", regions=["Utrecht"]
            ),
            ["Verwijzing van de huisarts nodig", "Meerdere keren", "In Utrecht"],
        ),
        (view("logeren", instrument_kind="vervangende_zorg", access="indicatie"), ["Indicatie nodig"]),
        (
            view("lijn", instrument_kind="emotionele_steun", url=None, phone="0800 1234", summary="Iemand luistert."),
            ["Geen verwijzing nodig", "Met één persoon", "Telefoon"],
        ),
        (view("site", cost="onbekend"), ["Geen verwijzing nodig", "In je eentje", "Online"]),
    ],
)
def test_what_an_instrument_asks_is_said_in_a_few_words(record: InstrumentView, phrases: list[str]) -> None:
    assert asks(record) == phrases


def test_the_visitors_own_municipality_is_the_one_that_is_named() -> None:
    record = view("steunpunt", instrument_kind="praktische_hulp", regions=["Utrecht", "Zeist", "Soest"])
    assert asks(record)[-1] == "In Utrecht en omgeving"
    assert asks(record, "Soest")[-1] == "In Soest"


def test_what_every_text_of_the_table_says_is_short() -> None:
    for lines in load_asks().values():
        assert lines
        assert all(len(line.text.split()) <= MOST_WORDS for line in lines)
    assert AT_MOST == 4


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("weer\t\t\t\tDroog", "topic"),
        ("access\tlangs komen\t\t\tKom langs", "'langs komen' is no value of access"),
        ("time\t\tfeest\t\tLang", "kind 'feest'"),
        ("time\t\t\t\t", "no text"),
        ("time\t\t\t\tTijd in {region}", "braces"),
        ("where\tregion\t\t\tIn {plaats}", "braces"),
        ("time\t\t\t\tEen paar minuten van je hele dag", "more than 6 words"),
    ],
)
def test_a_broken_phrase_is_refused_by_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "vraagt.tsv"
    path.write_text(f"topic\tvalue\tkinds\twords\ttext\n# uitleg\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"vraagt\.tsv, line 3: .*{problem}"):
        load_asks(path)
