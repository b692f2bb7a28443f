"""Reads a message for danger: repair the words, take out idiom, try the rules, weigh denial, context and likeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from safety.attribution import People, harms_itself
from safety.book import BOOK
from safety.characters import has_inner_symbol
from safety.context import Silence, mask
from safety.denial import Denial, answered_no, denied
from safety.model import Danger, Finding, Tier
from safety.resemblance import Likeness, Resemblance
from safety.rules import Rule
from safety.tsv import ROOM
from safety.view import View, tokens_of, window

_PEOPLE = People(BOOK.classes)
_RESEMBLANCE = Resemblance(ROOM / "weights.tsv", BOOK.classes)
# What a rule finds counts when the sentence is at least this much like the dangerous examples.
_LIKENESS_NEEDED = {"certain": 0.0, "firm": 0.6, "soft": 0.7, "hint": 0.8}
# So much like the dangerous examples of one kind is a sign by itself, where no rule found a word for it.
# Gloom and exhaustion resemble signs of one's own life most, so there it takes more.
_LIKENESS_ALONE: dict[Danger, float] = {"self": 0.93, "other": 0.9, "violence": 0.9}
_WORDS_FOR_HINT = 6  # three words and the full stops around them: of one or two words likeness says little

# The most urgent first: acute danger (112 now), then own life, violence, another's life, veiled signs about oneself.
_ORDER = ("acute", "A", "D", "C", "B")
_TIER_ALIKE: dict[Danger, Tier] = {"self": "B", "other": "C", "violence": "D"}


@dataclass(frozen=True)
class _Hit:
    rule: str
    weight: str
    tier: Tier
    danger: Danger
    begin: int
    end: int

    @property
    def urgency(self) -> int:
        return _ORDER.index("acute" if self.rule.startswith("acute.") else self.tier)


def detect(text: str, earlier: Sequence[str] = ()) -> Finding | None:
    """The most urgent danger in a message, or None.

    `earlier` holds the visitor's previous messages, oldest first; the last two are read along, so that a sentence
    cut over several messages is seen. Never raises on any text.
    """
    hits: list[_Hit] = []
    before = window(BOOK, earlier)
    for glue in (False, True) if has_inner_symbol(text) else (False,):
        words = tokens_of(BOOK, text, glue)
        if not words:
            continue
        joined = View(BOOK, words, before) if before else None
        hits += _read(View(BOOK, words), joined)
        if joined:
            hits += [hit for hit in _read(joined, None) if hit.begin < joined.present < hit.end]
    return _worst(hits)


def prepare() -> None:
    """Make every regular expression now (some seconds), so that no visitor's message waits for it."""
    for rule in BOOK.rules:
        _ = rule.pattern.regex
    for lookalike in (*BOOK.idioms, *BOOK.contexts):
        _ = lookalike.pattern.regex
        if lookalike.unless:
            _ = lookalike.unless.regex


def _read(view: View, context: View | None) -> list[_Hit]:
    """All hits in a view that stand after everything is weighed; `context` is the view with the earlier messages."""
    likenesses = list(_RESEMBLANCE.likenesses(view.tokens))
    mask(view)
    hits: list[_Hit] = []
    denials = 0
    for number, begin, end in view.matches(BOOK.rule_screen, BOOK.rule_patterns, masked=True):
        rule = BOOK.rules[number]
        tier = _after_denial(rule, view, begin, end)
        if tier:
            hits.append(_attributed(_Hit(rule.id, rule.weight, tier, rule.danger, begin, end), view))
        else:
            denials += 1
    hits = [hit for hit in hits if _alike_enough(hit, likenesses)]
    if denials or len(view.tokens) < _WORDS_FOR_HINT:
        hits = [hit for hit in hits if hit.weight != "hint"]
    left = _absorb(_in_context(view, context, hits))
    if not left and not denials and view.present == 1:
        left = _in_context(view, context, list(_alike(view, likenesses)))
    return [hit for hit in left if hit.weight != "hint"] or left


def _alike(view: View, likenesses: Sequence[Likeness]) -> Iterator[_Hit]:
    """What no rule found but is much like the dangerous examples of one kind."""
    for each in likenesses:
        hidden = view.masked & set(range(each.begin, each.end))
        if each.of_kind >= _LIKENESS_ALONE[each.kind] and each.end - each.begin >= _WORDS_FOR_HINT and not hidden:
            yield _Hit(f"like.{each.kind}", "hint", _TIER_ALIKE[each.kind], each.kind, max(1, each.begin), each.end)


def _in_context(view: View, context: View | None, hits: list[_Hit]) -> list[_Hit]:
    quiet = Silence(view, context) if hits else None
    return [hit for hit in hits if quiet and not quiet.silences(hit.rule, hit.weight, hit.begin)]


def _alike_enough(hit: _Hit, likenesses: Sequence[Likeness]) -> bool:
    around = [each.danger for each in likenesses if each.begin < hit.end and hit.begin < each.end]
    return not around or max(around) >= _LIKENESS_NEEDED[hit.weight]


def _after_denial(rule: Rule, view: View, begin: int, end: int) -> Tier | None:
    """The tier that is left: a hedged denial of an own wish is a veiled sign, a whole denial is none."""
    if rule.danger != "violence" and answered_no(view.tokens, begin, end):
        return None
    if not rule.clears:
        return rule.tier
    denial = denied(view.tokens, begin, end)
    if denial is Denial.NO:
        return rule.tier
    return "B" if denial is Denial.HEDGED and rule.tier == "A" else None


def _attributed(hit: _Hit, view: View) -> _Hit:
    """The same hit, about another person where the words around it say so."""
    if hit.danger == "violence" and _PEOPLE.hurts_self(view.tokens, hit.begin, hit.end):
        return replace(hit, tier="A", danger="self")
    if hit.rule.startswith(("foreign.", "own.")):
        other = False
    elif hit.danger == "self":
        other = _PEOPLE.about_other(view.tokens, hit.begin, hit.end, view.sentence(hit.begin)[0])
    else:
        other = hit.danger == "violence" and harms_itself(view.tokens, hit.begin, hit.end)
    if not other:
        return hit
    return replace(hit, tier="D" if hit.rule.startswith("acute.") else "C", danger="other")


def _absorb(hits: list[_Hit]) -> list[_Hit]:
    """'Mijn zoon zegt: ik wil dood' is about the son: a hit that begins inside one of another danger is part of it."""
    return [
        hit
        for hit in hits
        if not any(other.danger != hit.danger and other.begin < hit.begin < other.end for other in hits)
    ]


def _worst(hits: list[_Hit]) -> Finding | None:
    if not hits:
        return None
    worst = min(hits, key=lambda hit: hit.urgency)
    same = {hit.rule for hit in hits if hit.tier == worst.tier and hit.danger == worst.danger}
    return Finding(worst.tier, worst.danger, "+".join(sorted(same)))
