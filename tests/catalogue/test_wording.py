"""Each suggestion comes with its reasons in the visitor's own terms: at most three, and never a code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.matches import TWINS
from catalogue.ranking import Candidate
from catalogue.reasons import Reason, reasons_for
from catalogue.record import PERSON_KINDS
from catalogue.search import Hit, Situation
from catalogue.wording import card, in_words, load
from tests.common.instruments import view
from vocabulary import avoid, conditions, needs, people
from vocabulary.tables import TableError
from web.chat.messages import Card

VISITORS = {
    "patient": Situation((), "patient"),
    "carer": Situation((), "mantelzorger"),
    "professional": Situation((), "professional"),
    "unknown": Situation(()),
}
EVERY_REASON = [
    *(Reason(code, need) for need in needs.load() for code in ("need", "related")),
    *(Reason("audience", audience) for audience in dict.fromkeys((*people.audiences(), *TWINS))),
    *(Reason("condition", name) for name in conditions.load()),
    *(Reason("carer_group", group) for group in people.carer_groups()),
    *(Reason("avoided_anyway", code) for code in avoid.load()),
    *(Reason("person", by) for by in (*sorted(PERSON_KINDS), "telefoon")),
    Reason("region", "Ermelo"),
    Reason("place", "Ermelo"),
    Reason("age", "45"),
    Reason("national", "landelijk"),
    Reason("experts", "ervaringsdeskundigen"),
    Reason("no_referral", "zelf aanmelden"),
    Reason("free", "gratis"),
]
"""Every code with every value that the catalogue's reasons can hold."""


def _hit(*reasons: Reason, stale: bool = False, **record: Any) -> Hit:
    return Hit(instrument=view(**record), need=None, reasons=reasons, score=1.0, stale=stale)


@pytest.mark.parametrize("who", VISITORS)
@pytest.mark.parametrize("reason", EVERY_REASON, ids=lambda reason: f"{reason.code}={reason.value}")
def test_every_reason_has_a_sentence_for_everybody(reason: Reason, who: str) -> None:
    sentences = in_words(_hit(reason), VISITORS[who])
    assert len(sentences) == 1
    assert re.fullmatch(r"[A-ZÀ-Ý][^{}_<>]+\.", sentences[0])
    assert not re.search(r"\b(u|uw)\b", sentences[0])


def test_the_codes_known_here_are_all_the_catalogue_gives() -> None:
    """A code that is added to the catalogue must get a sentence: its source is read for the codes it yields."""
    source = Path(reasons_for.__code__.co_filename).read_text(encoding="utf-8")
    assert set(re.findall(r'Reason\("(\w+)"', source)) == {reason.code for reason in EVERY_REASON}


def test_at_most_three_reasons_and_the_strongest_first() -> None:
    hit = _hit(
        Reason("need", "lotgenoten"), Reason("region", "Ermelo"), Reason("condition", "ms"), Reason("free", "gratis")
    )
    assert in_words(hit, VISITORS["patient"]) == [
        "Je wilt praten met mensen die hetzelfde meemaken.",
        "Dit is bij jou in de buurt, in Ermelo.",
        "Dit is er voor mensen die te maken hebben met ms.",
    ]


def test_the_same_sentence_is_not_said_twice() -> None:
    hit = _hit(Reason("related", "lotgenoten"), Reason("related", "respijtzorg"), Reason("free", "gratis"))
    assert len(in_words(hit, VISITORS["patient"])) == 2


def test_a_carer_reads_the_wording_for_carers() -> None:
    hit = _hit(Reason("need", "herkenning"))
    assert in_words(hit, VISITORS["carer"]) == ["Je vroeg je af of je mantelzorger bent."]
    assert in_words(hit, VISITORS["patient"]) == ["Je vroeg je af of dit bij je hoort."]


def test_every_need_has_its_row_and_no_row_is_for_a_need_that_does_not_exist() -> None:
    assert {value for code, value in load() if code == "need"} == set(needs.load())


@pytest.mark.parametrize("row", load().values(), ids=lambda row: f"{row['code']}={row['value']}")
def test_a_reason_is_one_short_sentence(row: dict[str, str]) -> None:
    for who in ("patient", "carer", "professional"):
        assert len(row[who].split()) <= 15
    assert row["patient"]
    assert row["carer"]


@pytest.mark.parametrize(("content", "line"), [("need\tx\tJa.\n", 2), ("# a\nneed\n", 3)])
def test_a_broken_line_of_the_sentences_is_refused(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "redenen.tsv"
    path.write_text("code\tvalue\tpatient\tcarer\tprofessional\n" + content, encoding="utf-8")
    with pytest.raises(TableError, match=rf"^redenen\.tsv, line {line}:"):
        load(path)


# --- Cards


def test_a_card_has_exactly_the_fields_of_the_contract() -> None:
    made = card(_hit(Reason("need", "somberheid")), VISITORS["patient"])
    assert set(made) == set(Card.model_fields)
    assert Card.model_validate(made).model_dump() == made


def test_a_card_says_what_is_known_of_the_instrument() -> None:
    situation = Situation(("lotgenoten", "somberheid"), "patient", region="Ermelo")
    hit = _hit(stale=True, needs=["somberheid", "lotgenoten"], regions=["Harderwijk", "Ermelo"], phone="0341 123456")
    made = card(hit, situation)
    assert (made["bouwsteen"], made["region"], made["stale"]) == (3, "Ermelo", True)
    assert made["verified_on"] == date(2026, 6, 1).isoformat()
    assert (made["phone"], made["url"]) == ("0341 123456", "https://www.voorbeeld.nl/hulp")


def test_a_national_instrument_has_no_region_and_one_never_verified_no_date() -> None:
    made = card(_hit(verified_on=None), Situation((), region="Ermelo"))
    assert (made["region"], made["verified_on"]) == (None, None)


def test_what_the_catalogue_gives_for_a_carer_reads_as_a_whole() -> None:
    record = view(regions=["Ermelo"], audiences=["mantelzorger"], conditions=["dementie"], cost="gratis")
    situation = Situation(("somberheid",), "mantelzorger", ("alzheimer",), "Ermelo", 60)
    chosen = Candidate("luisterend-oor", record.instrument_kind, False, "somberheid", 1.0)
    hit = Hit(record, "somberheid", reasons_for(record, chosen, situation), 1.0, False)
    assert in_words(hit, situation) == [
        "Je vertelde dat je het moeilijk hebt.",
        "Dit is bij jou in de buurt, in Ermelo.",
        "Dit is er voor mensen die te maken hebben met dementie.",
    ]
