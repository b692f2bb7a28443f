"""Which kinds of help a visitor does not want, and what the message says besides.

'Ik wil niet naar een psycholoog' names treatment only to refuse it. `refusal_help.tsv` holds the words for each kind of
help; in the clause they are named HULP, and `refusal_cues.tsv` tells a refusal from a lack ('ik heb geen psycholoog').
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.reading import cues
from bot.reading.clauses import JOINTS, clauses, slice_of
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER, words
from bot.reading.text import Text
from vocabulary.needs import load as load_needs

_TARGETS = ("refused", "bare", "name", "comment", "wish", "kept")
_LEAST_WORDS = 3
"""A rest of fewer words says nothing by itself, unless it names a kind of help."""


@dataclass(frozen=True)
class Refusal:
    """The refused needs, each where its clause stands in the message, and what is left beside those clauses."""

    needs: tuple[Fact, ...]
    rest: str


@dataclass(frozen=True)
class _Clause:
    words: range
    needs: tuple[str, ...]
    kinds: frozenset[str]
    """What the clause is, of _TARGETS."""

    @property
    def says_no_again(self) -> bool:
        """Whether it only repeats that something is refused ('dat is niks voor mij')."""
        return "comment" in self.kinds and "wish" not in self.kinds and not self.needs


@cache
def _help() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "refusal_help.tsv", tuple(load_needs()))


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "refusal_cues.tsv", _TARGETS)


def read_refusal(text: Text, question: str | None = None) -> Refusal | None:
    """What is refused in a message; None when nothing is. A need that the rest names again is not refused."""
    read = [_read(text, those) for those in clauses(text)]
    refused = [_refuses(read, place, question) for place in range(len(read))]
    if not any(refused):
        return None
    rest = [clause for clause, no in zip(read, refused) if not (no or clause.says_no_again)]
    wanted = {need for clause in rest for need in clause.needs if "kept" not in clause.kinds}
    needs: dict[str, Fact] = {}
    for clause, no in zip(read, refused):
        for need in clause.needs if no else ():
            if need not in wanted:
                start, end = text.tokens[clause.words.start].start, text.tokens[clause.words.stop - 1].end
                needs.setdefault(need, Fact("refused", need, start, end, True))
    if not needs:
        return None
    says_something = wanted or sum(len(clause.words) for clause in rest) >= _LEAST_WORDS
    return Refusal(tuple(needs.values()), _as_written(text, rest) if says_something else "")


def _read(text: Text, those: range) -> _Clause:
    """One clause with its kinds; words of help become HULP first, the longest name of each place."""
    said = [text.word(position) for position in those]
    named = sorted((first, -size, cue.points_to) for cue, first, size in cues.located(_help(), _row(said)))
    masked, end, needs = [], 0, []
    for first, size, need in named:
        if first >= end:
            masked += [*said[end:first], "HULP"]
            needs.append(need)
            end = first - size
    kinds = {cue.points_to for cue, _ in cues.found(_cues(), _row([*masked, *said[end:]]))}
    last = text.tokens[those.stop - 1]
    after = text.tokens[those.stop].start if those.stop < len(text.tokens) else len(text.raw)
    if "?" in text.raw[last.end : after]:
        # A question refuses nothing; only the name of a kind of help may be asked back ('Lotgenoten? Hoeft niet').
        kinds &= {"name"}
    return _Clause(those, tuple(needs), frozenset(kinds))


def _as_written(text: Text, rest: list[_Clause]) -> str:
    """The clauses with what stands between them; without 'maar' at the head, which means nothing by itself."""
    joined: list[range] = []
    for clause in rest:
        if joined and joined[-1].stop == clause.words.start:
            joined[-1] = range(joined[-1].start, clause.words.stop)
        else:
            start = clause.words.start + (text.word(clause.words.start) in words(JOINTS, "opening"))
            joined.append(range(start, clause.words.stop))
    return ". ".join(slice_of(text, those) for those in joined if those)


def _row(said: list[str]) -> str:
    return cues.line((word, 0, 0) for word in said)


def _refuses(read: list[_Clause], place: int, question: str | None) -> bool:
    """Whether a clause refuses the help it names: by itself, or by what stands beside it."""
    clause = read[place]
    if not clause.needs or "kept" in clause.kinds:
        return False
    after = read[place + 1].kinds if place + 1 < len(read) else frozenset({"end"})
    if "refused" in clause.kinds:
        return True
    if "bare" in clause.kinds:
        # 'Geen thuiszorg' may be a refusal or a lack: it depends on where it stands.
        before = [one.kinds & {"bare", "comment", "wish", "refused"} for one in read[:place]]
        return question != "hulp" and all(before) and bool(after & {"end", "bare", "comment", "wish", "refused"})
    return "name" in clause.kinds and "comment" in after
