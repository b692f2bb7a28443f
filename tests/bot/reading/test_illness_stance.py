"""How a named illness is meant: had or feared, ruled out or in play, of the one it is about or of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading import Fact, cues, read_facts
from bot.reading.slips import Slips
from vocabulary.tables import TableError


def _last(text: str, question: str | None = None) -> Fact | None:
    found = [fact for fact in read_facts(text, question) if fact.name == "condition"]
    return found[-1] if found else None


def _value(text: str, question: str | None = None) -> str | int | None:
    fact = _last(text, question)
    return fact.value if fact else None


@pytest.mark.parametrize(
    "text",
    [
        "ik ben bang dat ik ms heb",
        "bang om dementie te krijgen",
        "ik ben zo bang dat het kanker is",
        "zou ik reuma kunnen hebben?",
        "zou het alzheimer zijn?",
        "heb ik copd?",
        "we weten nog niet of het parkinson is",
    ],
)
def test_what_is_feared_or_asked_after_is_nobodys_illness(text: str) -> None:
    assert _value(text) is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("ik ben bang dat de kanker terugkomt", "kanker"),
        ("bang voor een nieuw hartinfarct", "hart- en vaatziekten"),
        ("zo bang dat ze op school een epilepsieaanval krijgt", "epilepsie"),
        ("kan ik met copd nog werken?", "copd"),
        ("is dat normaal bij long covid?", "long covid"),
        ("nooit gedacht dat ik op mijn dertigste reuma zou hebben", "reuma"),
        ("wat doet kanker met je hoofd?", "kanker"),
    ],
)
def test_a_fear_or_question_of_who_has_it_does_not_hide_the_illness(text: str, condition: str) -> None:
    assert _value(text) == condition


@pytest.mark.parametrize(
    "text",
    [
        "ms is uitgesloten",
        "kanker? nee gelukkig",
        "ms? nee die heb ik niet",
        "kanker hebben ze uitgesloten",
        "suikerziekte heb ik niet gelukkig",
        "ik heb nog nooit epilepsie gehad",
        "er is geen spoor van kanker",
        "ik dacht dat het een hartinfarct was",
    ],
)
def test_what_was_ruled_out_is_not_read(text: str) -> None:
    assert _value(text) is None


def test_what_was_ruled_out_is_not_implied_by_its_doctor() -> None:
    assert _value("de oncoloog zei dat het geen kanker is") is None
    assert _value("geen uitzaaiingen, zei de oncoloog") == "kanker"


@pytest.mark.parametrize(
    "text",
    [
        "ik kreeg bijna een hartaanval van die rekening",
        "ik schrok me een beroerte",
        "het is een kanker van een formulier",
        "ze zitten altijd te kankeren",
        "ik word er depressief van",
        "wat een depressief weer",
        "dat is schizofreen beleid",
        "hij is verslaafd aan zijn telefoon",
        "die ambtenaar lijkt wel dement",
        "doe niet zo autistisch",
        "we vergaderen in ms teams",
        "ik heb een down dag",
    ],
)
def test_a_figure_of_speech_is_no_illness(text: str) -> None:
    assert _value(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ik werk op de dementieafdeling",
        "ik ben oncologieverpleegkundige",
        "ik ben verpleegkundige op de hartbewaking",
        "ik doe vrijwilligerswerk op een pg-afdeling",
    ],
)
def test_where_one_works_is_no_illness(text: str) -> None:
    assert _value(text) is None


def test_the_department_of_who_is_ill_still_tells() -> None:
    assert _value("mijn man ligt op de hartbewaking") == "hart- en vaatziekten"
    assert _value("ik werk met mensen met dementie") == "dementie"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("mijn moeder had alzheimer en nu zorg ik voor mijn man met parkinson", "parkinson"),
        ("mijn vader is aan longkanker overleden en mijn moeder heeft dementie", "dementie"),
        ("mijn buurman heeft kanker, ik zelf heb copd", "copd"),
        ("ik ben zelf diabeet maar het gaat om mijn vrouw, zij heeft ms", "ms"),
        ("afasie sinds haar beroerte", "beroerte"),
        ("hoge bloeddruk en hartfalen", "hartfalen"),
        ("ik heb reuma en zorg voor mijn man met dementie", "reuma"),
    ],
)
def test_of_two_illnesses_the_one_the_talk_is_about_leads(text: str, condition: str) -> None:
    assert _value(text) == condition


def test_an_illness_of_who_recommended_this_place_is_not_the_visitors() -> None:
    assert _value("een vriendin met ms raadde dit aan") is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("ms, eh nee als", "als"),
        ("hij heeft reuma, nee sorry artrose", "artrose"),
        ("het was geen herseninfarct maar een hersentumor", "hersentumor"),
        ("eerst dachten ze aan ms maar het is lyme", "ziekte van lyme"),
        ("ze dachten dat het dementie was maar het bleek een depressie", "depressie"),
    ],
)
def test_what_was_supposed_before_gives_way(text: str, condition: str) -> None:
    assert _value(text) == condition


def test_a_supposition_is_heard_but_not_sure() -> None:
    fact = _last("ik denk dat mijn moeder alzheimer heeft")
    assert fact and (fact.value, fact.sure) == ("alzheimer", False)


@pytest.mark.parametrize(
    "text",
    [
        "ik zorg voor mijn man en voel me somber",
        "ik zit tegen een burn-out aan",
        "burn-out op je 22e door mantelzorg",
        "ik zorg al jaren voor hem en ben depressief",
    ],
)
def test_what_caring_does_to_the_mood_is_no_illness(text: str) -> None:
    assert _value(text) is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("mijn man heeft een burn-out", "psychische problematiek"),
        ("ik zit thuis met een depressie", "depressie"),
        ("ik ben al jaren depressief", "depressie"),
        ("mijn vrouw is manisch depressief", "bipolaire stoornis"),
    ],
)
def test_a_depression_or_burn_out_that_somebody_has_is_read(text: str, condition: str) -> None:
    assert _value(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("hij slikt metformine", "diabetes type 2"),
        ("ze slikt levodopa", "parkinson"),
        ("ik zit aan de tysabri", "ms"),
        ("ik heb een nieuwe puffer", "copd"),
        ("mijn zoontje heeft een puffer", "astma"),
        ("ze slikt lithium", "bipolaire stoornis"),
        ("mijn nieren werken nog voor 12 procent", "nierziekte"),
        ("sinds corona lig ik op bed", "long covid"),
        ("mijn man drinkt te veel", "psychische problematiek"),
    ],
)
def test_a_medicine_or_device_of_one_illness_is_a_guess_at_it(text: str, condition: str) -> None:
    fact = _last(text)
    assert fact and (fact.value, fact.sure) == (condition, False)


@pytest.mark.parametrize(
    "text",
    [
        "mijn vader drinkt te weinig",
        "hij drinkt elke dag een fles water",
        "ik slik bloedverdunners",
        "mijn gehoorapparaat",
    ],
)
def test_a_device_or_habit_of_many_illnesses_implies_none(text: str) -> None:
    assert _value(text) is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("heb sinds 2 jaar c.v.s.", "me/cvs"),
        ("mspatient zoekt lotgenoten", "ms"),
        ("diabetes tpye 2", "diabetes type 2"),
        ("diabetes typ 1 bij een puber", "diabetes type 1"),
        ("in een psycose geraakt", "psychose"),
        ("3 jaar long covit", "long covid"),
        ("voor de tweede keer kanker", "kanker"),
        ("rimmetiek in me handen", "reuma"),
        ("ons vader heeft een geraaktheid gehad", "beroerte"),
        ("mijn zus met haar Down", "verstandelijke beperking"),
    ],
)
def test_a_name_as_people_write_it_is_known(text: str, condition: str) -> None:
    assert _value(text) == condition


@pytest.mark.parametrize(
    "word",
    [
        "liggen",
        "lachen",
        "lichten",
        "koorts",
        "artist",
        "defensie",
        "magische",
        "fragiele",
        "trombone",
        "bestrating",
        "sjorren",
        "steigert",
        "maniere",
        "artisten",
        "jankie",
        "crushing",
        "Marian",
        "Marjan",
        "homofilie",
        "koffer",
        "kamer",
        "kanten",
        "rekening",
        "demonstratie",
        "leukste",
        "depot",
    ],
)
def test_a_word_of_every_day_is_not_taken_for_an_illness_with_a_slip(word: str) -> None:
    assert _value(f"wat {word} betreft gaat het goed") is None


def test_a_slip_between_two_names_tells_every_name_it_may_be() -> None:
    slips = Slips(["psychose", "psychoze", "reumatisch"], 5, frozenset())
    assert slips.all_meant("psycose") == {"psychose"}
    assert slips.all_meant("psychoxe") == {"psychose", "psychoze"}
    assert slips.meant("psychoxe") is None


def test_the_cues_of_a_file_are_tried_only_where_a_word_of_theirs_is_said(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(
        "points_to\tweight\tcue\nreuma\t2\tstijve handen\nreuma\t1\tstij*\nreuma\t3\tkoud\n", encoding="utf-8"
    )
    table = cues.load(path, ("reuma",))
    assert [cue.weight for cue in table.likely({"ik", "heb", "koud"})] == [1, 3]
    assert [cue.weight for cue, _ in cues.found(table, " . stijve handen . ")] == [2, 1]


def test_a_stance_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("points_to\tweight\tcue\nwellicht\t1\tbang .. ZIEKTE\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"table\.tsv, line 2: points_to"):
        cues.load(path, ("none", "said"))
