"""What stands around the name of an illness: does it count, is it denied, corrected, or somebody else's?"""

from __future__ import annotations

from functools import cache

from bot.reading.lists import FOLDER, words
from bot.reading.text import Text, key
from vocabulary.tables import TableError, read

_TABLE = FOLDER / "condition_words.tsv"
RULES = (
    "capitals",
    "shout",
    "illness",
    "ending",
    "sugar",
    "being",
    "feeling",
    "noun",
    "swear",
    "abbreviation",
    "direct",
    "strain",
    "adjective",
)
_NEXT_TO_NOTHING = 2
_SHORT_ANSWER = 7
"""An answer of at most this many words to 'welke ziekte' needs no further sign."""


def said_as(kind: str) -> frozenset[str]:
    """The words of one kind from condition_words.tsv."""
    return words(_TABLE, kind)


@cache
def rules() -> dict[str, str]:
    """The rule of each ambiguous name, by its one-word form. Raises TableError on an unknown rule."""
    path = FOLDER / "condition_rules.tsv"
    found = {}
    for line, row in read(path, ("word", "rule")):
        if row["rule"] not in RULES:
            raise TableError(path, line, f"rule must be one of {', '.join(RULES)}, not {row['rule']!r}")
        found[key(row["word"])] = row["rule"]
    return found


def counts(text: Text, first: int, size: int, question: str | None) -> bool:
    """Whether the name at `first` is meant as an illness, by the rule of an ambiguous name."""
    rule = rules().get(text.joined(first, size) or "")
    if rule is None:
        return True
    asked = question == "condition" and len(text.words) <= _SHORT_ANSWER
    if rule == "shout":
        led = _led(text, first) or text.word(first + size) in said_as("goes_on")
        return (asked and len(text.words) <= _NEXT_TO_NOTHING) or (_in_capitals(text, first, size) and led)
    if rule == "ending":
        led = asked or _led(text, first) or _corrected(text, first)
        return _in_capitals(text, first, size) or (led and _ends(text, first))
    return asked or _meant(rule, text, first, size)


def _meant(rule: str, text: Text, first: int, size: int) -> bool:
    """Whether a name with one of the other rules is meant as an illness, no matter what was asked."""
    after = text.word(first + size)
    if rule == "capitals":
        # 'Moeder ms, vader niks': in a telegram the one who has it stands right before it.
        beside = text.word(first - 1) in said_as("person") or after in said_as("goes_on") - {"en"}
        return beside or _in_capitals(text, first, size) or _led(text, first) or _corrected(text, first)
    if rule == "abbreviation":
        return after not in said_as("not_illness") and not text.word(first - 1).isdigit()
    if rule == "illness":
        sugar = any(word.startswith("diabet") or word == "suiker" for word in text.words)
        return sugar or _led(text, first) or _corrected(text, first)
    if rule == "sugar":
        return _is_sugar_disease(text, first)
    if rule == "being":
        return _is_being(text, first)
    if rule == "feeling":
        lasts = said_as("lasting") & set(text.clause_before(first) + text.clause_after(first))
        return _of_another(text, first) or (bool(lasts) and not _tells_of_care(text))
    if rule == "noun":
        return _led(text, first) and not said_as("not_certain") & set(text.clause_before(first)[-4:])
    if rule == "direct":
        named = first > 0 and text.tokens[first].capital and not text.shouted
        return (named or text.word(first - 1) in said_as("has")) and after not in said_as("thing")
    if rule == "strain":
        near = said_as("nearly") & set(text.clause_before(first))
        return not near and (_of_another(text, first) or (_led(text, first) and not _tells_of_care(text)))
    if rule == "adjective":
        return after not in said_as("thing")
    return after not in said_as("cursed")


def _tells_of_care(text: Text) -> bool:
    return not said_as("care").isdisjoint(text.words)


def _corrected(text: Text, first: int) -> bool:
    """Whether the name comes right after one is taken back: 'ms, eh nee als'."""
    return first > 1 and text.word(first - 1) in said_as("correction")


def denied(text: Text, first: int, size: int) -> bool:
    """Whether the illness is said not to be there: 'geen kanker', 'het is niet dementie', 'kanker is het niet'."""
    if _asked_and_answered(text, first, size):
        return True
    after = text.clause_after(first + size - 1)
    before = list(text.clause_before(first))
    while before and before[-1] in said_as("no_filler"):
        before.pop()
    if before and before[-1] in said_as("no"):
        return "meer" not in after[:1]
    before = list(text.clause_before(first))
    while before and before[-1] in said_as("denied_filler"):
        before.pop()
    if before and before[-1] in said_as("not"):
        return True
    tail = list(after[:3])
    if tail and tail[0] in {"is", "heeft", "heb", "had", "was"}:
        tail = tail[1:]
        if tail and tail[0] in said_as("subject"):
            tail = tail[1:]
        elif tail[1:] and tail[1] not in said_as("not_found"):
            return False
        return bool(tail) and tail[0] in said_as("not") and "meer" not in after
    return False


def _asked_and_answered(text: Text, first: int, size: int) -> bool:
    """'Ms? Nee, dat heb ik niet': the name is a question that the next sentence says no to."""
    name, end = text.tokens[first], first + size
    if text.word(end) not in {"nee", "neen"} or len(text.clause_before(first)) > _NEXT_TO_NOTHING:
        return False
    return text.tokens[end].sentence != name.sentence and "?" in text.raw[name.end : text.tokens[end].start]


def corrects(text: Text, end: int, start: int) -> bool:
    """Whether the words between two names take the first one back."""
    between = text.words[end:start]
    return len(between) <= 8 and "ook" not in between and bool(said_as("correction") & set(between))


def closeness(text: Text, first: int) -> float:
    """How near the name stands to the one it is about: higher for 'ik heb', lower for the neighbour."""
    for word in reversed(text.clause_before(first)):
        if word in said_as("bystander"):
            return -1.0
        if word in said_as("own"):
            return 1.0
    sentence = {token.word for token in text.tokens if token.sentence == text.tokens[first].sentence}
    return -0.5 if sentence & said_as("bystander") else 0.0


def _in_capitals(text: Text, first: int, size: int) -> bool:
    return not text.shouted and all(token.raw.isupper() for token in text.tokens[first : first + size])


def _led(text: Text, first: int) -> bool:
    before = list(text.clause_before(first))[-5:]
    if before and before[-1] in said_as("lead"):
        return True
    while before and before[-1] in said_as("filler"):
        before.pop()
        if before and before[-1] in said_as("lead"):
            return True
    return False


def _ends(text: Text, first: int) -> bool:
    after = text.clause_after(first)
    return not after or after[0] in said_as("sequel")


def _is_sugar_disease(text: Text, first: int) -> bool:
    before = text.clause_before(first)
    if set(before[-4:]) & said_as("not_after"):
        return False
    near = list(before[-4:])
    while near and near[-1] in said_as("filler") - said_as("sugar_of"):
        near.pop()
    return bool(near) and near[-1] in said_as("sugar_of")


def _is_being(text: Text, first: int) -> bool:
    if text.word(first + 1) in said_as("not_being"):
        return False
    return bool(set(text.clause_before(first)[-4:]) & said_as("being"))


def _of_another(text: Text, first: int) -> bool:
    before = text.clause_before(first)
    for word in reversed(before):
        if word in {"ik", "mij", "me"}:
            return False
        if word in said_as("person"):
            return True
    return False
