"""What stands around the name of a place: does the speaker live there, or only speak of it?"""

from __future__ import annotations

from bot.reading.gazetteer import is_municipality, provinces
from bot.reading.lists import FOLDER, words
from bot.reading.text import Text

_TABLE = FOLDER / "region_words.tsv"
_NEAR = 6
"""Words before a place that are looked at."""


def _words(kind: str) -> frozenset[str]:
    return words(_TABLE, kind)


def _forms(kind: str) -> frozenset[str]:
    return frozenset(name.replace(" ", "").replace("-", "") for name in _words(kind))


def filler(said: tuple[str, ...]) -> bool:
    """Whether one of the words is of the kind that stands around a bare answer ('in', 'van')."""
    return bool(_words("filler") & set(said))


def is_place(text: Text, first: int, size: int, question: str | None, slip: bool) -> bool:
    """Whether the words are meant as a place, where the name is also a word or a person's name."""
    joined = text.joined(first, size) or ""
    before = text.word(first - 1)
    if joined in _forms("never"):
        return False
    if _is_surname(text, first, joined):
        return False
    alone = question == "region" and _is_bare(text, first, size)
    if slip:
        return alone or before in {"in", "uit", "te"} or (question == "region" and text.tokens[first].capital)
    if joined in _forms("common") or (
        size > 1 and text.words[first] in {"de", "het", "t"} and not is_municipality(joined)
    ):
        if is_municipality(joined) and _says_nothing_else(text, first, size):
            return True
        capital = text.tokens[first + size - 1].capital and not text.shouted
        if capital and _lives(text, first):
            return True
        starts = first == 0 or text.tokens[first - 1].sentence != text.tokens[first].sentence
        led = before in {"in", "uit", "te", "gemeente", "naar", "bij", "omgeving", "regio", "hier"}
        lower = size == 1 and (question == "region" or _lives(text, first))
        if capital and _is_all(text, first, size):
            return question == "region" or (question != "hoe" and joined not in _words("only_asked"))
        return alone or (led and (capital or lower)) or (capital and not starts and question == "region")
    return True


def weight(text: Text, first: int, size: int, question: str | None) -> float:
    """How much says that the speaker lives there: 0 nothing, 1 perhaps, 3 plainly said."""
    clause = _part_before(text, first)
    before = clause[-_NEAR:]
    previous = text.word(first - 1)
    after = text.clause_after(first + size - 1)[:_NEAR]
    joined = text.joined(first, size) or ""
    if _is_bare(text, first, size):
        unasked = 2.0 if joined in _forms("common") else 2.5
        return 3.0 if question == "region" else unasked
    if _moved_from(text, first, size):
        return 0.0
    home = _lives(text, first) or (after[:1] in {("woon",), ("wonen",)} and after[1:2] in {("ik",), ("wij",), ("we",)})
    near = {*before, *after[:3]}
    if not home and (near & _words("decoy") or any(word.endswith(tuple(_words("decoy_ending"))) for word in near)):
        return 0.0
    if set(before) & _words("past") and not {"nu", "inmiddels", "thans"} & set(before):
        return 0.0
    if home:
        speaker = set(clause) & _words("i")
        if set(clause[-5:]) & _words("far") and not {"ik", "wij", "we"} & set(clause):
            return 0.0
        return 3.0 if speaker or question == "region" or not set(clause) & _words("near_kin") else 1.5
    if set(after) & {"woont"} or "woont" in before:
        return 0.0 if set(clause) & _words("far") else 1.5
    if previous in {"uit", "vanuit", "gemeente", "regio", "omgeving", "hier", "thuis"}:
        return 2.5
    if previous in {"in", "te"}:
        return 2.0
    if previous in _words("near"):
        return 1.5
    if joined in _forms("common"):
        return 1.5 if question == "region" else 0.0
    return 2.0 if question == "region" else 1.0


def corrects(text: Text, end: int, start: int) -> bool:
    """Whether the words between two places take the first one back ('Haarlem, nee sorry Heemstede')."""
    between = text.words[end:start]
    return len(between) <= 6 and bool(_words("correction") & set(between))


def _lives(text: Text, first: int) -> bool:
    before = _part_before(text, first)[-5:]
    return bool({"woon", "wonen", "woonachtig", "woonplaats", "wonend", "wonende"} & set(before)) or (
        {"kom", "komen"} & set(before) != set() and text.word(first - 1) == "uit"
    )


def _part_before(text: Text, first: int) -> tuple[str, ...]:
    """The words before the place, back to the last 'maar' or 'want' or the begin of the clause."""
    before = text.clause_before(first)
    turns = [place for place, word in enumerate(before) if word in _words("turn")]
    return before[turns[-1] + 1 :] if turns else before


def _is_surname(text: Text, first: int, joined: str) -> bool:
    """'Meneer de Vries', 'mevrouw Van Tilburg', 'de Vries'; not 'in de Beemster'."""
    begin = first
    while begin and text.word(begin - 1) in _words("particle"):
        begin -= 1
    if text.word(begin - 1) in _words("title"):
        return True
    previous = text.word(first - 1)
    if previous == "de" and joined in _forms("common"):
        return text.word(begin - 1) not in {"in", "uit"}
    return previous == "van" and first > 1 and text.tokens[first - 1].capital


def _is_bare(text: Text, first: int, size: int) -> bool:
    """Whether the place is all that its clause says, apart from words like 'nou', 'in', 'ik woon'; and stands early."""
    clause = text.tokens[first].clause
    others = [
        token.word
        for number, token in enumerate(text.tokens)
        if token.clause == clause and not first <= number < first + size
    ]
    if any(word not in _words("filler") and word not in provinces() for word in others):
        return False
    earlier = [token.word for token in text.tokens if token.clause < clause]
    return len(earlier) <= 6 or len(text.words) <= 12


def _is_all(text: Text, first: int, size: int) -> bool:
    """Whether the whole message is the place and who it is about ('Putten!', 'Ede, over mijn moeder')."""
    around = {word for number, word in enumerate(text.words) if not first <= number < first + size}
    return all(word in _words("filler") | _words("beside") or word in provinces() for word in around)


def _says_nothing_else(text: Text, first: int, size: int) -> bool:
    """Whether the message is the place and nothing more: 'weert', 'in best'; 'best' alone is more often an answer."""
    around = {word for number, word in enumerate(text.words) if not first <= number < first + size}
    if not around:
        return text.joined(first, size) not in _words("answer") | _words("only_asked")
    return around <= {"in", "te", "uit", "gemeente"}


def _moved_from(text: Text, first: int, size: int) -> bool:
    """'Van Haarlem naar Heemstede': Haarlem."""
    return text.word(first - 1) in _words("from") and text.word(first + size) == "naar"
