"""The small language in which patterns are written, and its translation to regular expressions.

| written | means |
| --- | --- |
| `dood` | this word |
| `zelfmoord*` `*pillen` | a word that begins, ends like this |
| `(dood \\| er niet meer zijn)` | one of these |
| `[echt]` | perhaps this |
| `~3` | up to three words of any kind, within the sentence |
| `~3-NEW` | the same, but none of them of the class NEW |
| `<WIL>` | one of the words of a class in `patterns/classes.tsv` |
| `{ik; <WIL>; dood}~3` | all of these in any order, up to three words between each |
| `!(over)` | what follows is not this |
| `^` `$` | begin, end of a sentence |

A text to search is a row of tokens, each followed by a space; a full stop is a token of its own. Behind a word stand
the marks (private-use characters) of the classes it belongs to, so a class costs one character in an expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FIRST_MARK = 0xE000
_MARKS = "[\ue000-\uf8ff]*"
_WORD = "[^ .\ue000-\uf8ff]"
_TOKEN = re.compile(r"\s*(!\(|[()\[\]{}|;^$]|~\d+(?:-[A-Z_]+)?|<[A-Z_]+>|\*?[^\W_]+\*?|§)")
_MAX_GAP = 12

Clause = frozenset[str]


class PatternError(ValueError):
    """A pattern cannot be read; the message says what is wrong, the loader adds file and line."""


@dataclass(frozen=True)
class Compiled:
    """A piece of regular expression and what a text must hold before it is worth trying (a list of 'any of these')."""

    regex: str
    needs: tuple[Clause, ...] = ()


def word_regex(word: str) -> str:
    """The expression for one literal word, with a star for 'anything'."""
    head = f"{_WORD}*" if word.startswith("*") else ""
    tail = f"{_WORD}*" if word.endswith("*") else ""
    return f"{head}{re.escape(word.strip('*'))}{tail}{_MARKS} "


def _best(needs: Sequence[Clause]) -> Clause | None:
    return min(needs, key=len) if needs else None


def _sequence(parts: Sequence[Compiled]) -> Compiled:
    return Compiled("".join(part.regex for part in parts), tuple(need for part in parts for need in part.needs))


def _either(parts: Sequence[Compiled]) -> Compiled:
    if len(parts) == 1:
        return parts[0]
    best = [_best(part.needs) for part in parts]
    needs: tuple[Clause, ...] = ()
    if all(best):
        needs = (frozenset().union(*(clause for clause in best if clause)),)
    return Compiled("(?:" + "|".join(part.regex for part in parts) + ")", needs)


def _gap(words: int, mark: str = "") -> Compiled:
    any_word = f"[^ .{mark}]+ "
    return Compiled(f"(?:{any_word}){{0,{words}}}?")


def _any_order(parts: Sequence[Compiled], between: str) -> Compiled:
    if not 2 <= len(parts) <= 4:
        raise PatternError("between { and } stand two to four parts")
    return Compiled(
        _orders([part.regex for part in parts], between), tuple(need for part in parts for need in part.needs)
    )


def _orders(parts: Sequence[str], between: str) -> str:
    """All orders of some pieces, with a common beginning written once: long expressions take long to make."""
    if len(parts) == 1:
        return parts[0]
    heads = (part + between + _orders([*parts[:at], *parts[at + 1 :]], between) for at, part in enumerate(parts))
    return "(?:" + "|".join(heads) + ")"


@dataclass
class Classes:
    """Word classes by name: single words are found by their mark, phrases are written out."""

    marks: dict[str, str] = field(default_factory=dict)
    compiled: dict[str, Compiled] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    tails: dict[str, str] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, name: str, members: str) -> None:
        """Define a class from its members, separated by '|'; classes named in it must be defined before it."""
        if name in self.marks:
            raise PatternError(f"class {name} is defined twice")
        mark = chr(_FIRST_MARK + len(self.marks))
        single: set[str] = set()
        phrases: list[str] = []
        for member in _members(members):
            if re.fullmatch(r"<[A-Z_]+>", member) and member[1:-1] in self.words:
                single |= self.words[member[1:-1]]
                phrases += [member] if self.compiled[member[1:-1]].regex.startswith("(?:") else []
            elif re.fullmatch(r"\*?\w+\*?", member):
                single.add(member)
            elif member:
                phrases.append(member)
            else:
                raise PatternError(f"class {name} has an empty member")
        options = [Compiled(f"{_WORD}+{_MARKS}{mark}{_MARKS} ", (frozenset({mark}),))] if single else []
        options += [compile_pattern(phrase, self) for phrase in phrases]
        for word in single:
            table = self.tails if word[0] == "*" else self.heads if word[-1] == "*" else self.exact
            table[word.strip("*")] = table.get(word.strip("*"), "") + mark
        self.marks[name] = mark
        self.words[name] = frozenset(single)
        self.compiled[name] = _either(options)

    def holds(self, name: str, word: str) -> bool:
        """Whether a word belongs to a class."""
        return self.marks[name] in self.marks_of(word)

    def marks_of(self, word: str) -> str:
        """The marks of all classes a word belongs to."""
        found = self.exact.get(word, "")
        for size in range(2, len(word) + 1):
            found += self.heads.get(word[:size], "") + self.tails.get(word[-size:], "")
        return found


def signs(source: str) -> list[str]:
    """The words and signs of a pattern, in order; raises PatternError at the first that is neither."""
    found: list[str] = []
    at = 0
    source = source.strip()
    while at < len(source):
        match = _TOKEN.match(source, at)
        if not match:
            raise PatternError(f"cannot read {source[at : at + 12]!r}")
        found.append(match[1])
        at = match.end()
    return found


class _Parser:
    def __init__(self, source: str, classes: Classes) -> None:
        self._classes = classes
        self._tokens = signs(source)
        self._at = 0

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _expect(self, token: str) -> None:
        if self._peek() != token:
            raise PatternError(f"expected {token!r}, found {self._peek() or 'the end'!r}")
        self._at += 1

    def whole(self) -> Compiled:
        """The pattern as a whole; nothing may follow it."""
        found = self._alternatives()
        if self._peek():
            raise PatternError(f"unexpected {self._peek()!r}")
        return found

    def _alternatives(self) -> Compiled:
        options = [self._row()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._row())
        return _either(options)

    def _row(self) -> Compiled:
        parts: list[Compiled] = []
        while self._peek() not in ("", "|", ")", "]", "}", ";"):
            parts.append(self._part())
        if not parts:
            raise PatternError("an empty part")
        return _sequence(parts)

    def _part(self) -> Compiled:
        sign = self._peek()
        self._at += 1
        if sign == "(":
            inner = self._alternatives()
            self._expect(")")
            return inner
        if sign == "!(":
            inner = self._alternatives()
            self._expect(")")
            return Compiled(f"(?!{inner.regex})")
        if sign == "[":
            inner = self._alternatives()
            self._expect("]")
            return Compiled(f"(?:{inner.regex})?")
        if sign == "{":
            return self._braces()
        if sign[0] == "~":
            return self._gap(sign)
        if sign[0] == "<":
            if sign[1:-1] not in self._classes.compiled:
                raise PatternError(f"class {sign} is not defined")
            return self._classes.compiled[sign[1:-1]]
        if sign == "^":
            return Compiled(r"(?<=\. )")
        if sign == "$":
            return Compiled(r"(?=\. )")
        if sign in ")]}":
            raise PatternError(f"unexpected {sign!r}")
        return Compiled(word_regex(sign), (frozenset({sign}),))

    def _braces(self) -> Compiled:
        parts = [self._alternatives()]
        while self._peek() == ";":
            self._at += 1
            parts.append(self._alternatives())
        self._expect("}")
        between = ""
        if self._peek().startswith("~"):
            between = self._gap(self._peek()).regex
            self._at += 1
        return _any_order(parts, between)

    def _gap(self, token: str) -> Compiled:
        size, _, name = token[1:].partition("-")
        if int(size) > _MAX_GAP:
            raise PatternError(f"a gap of {size} words, at most {_MAX_GAP}")
        if name and name not in self._classes.marks:
            raise PatternError(f"class {name} is not defined")
        return _gap(int(size), self._classes.marks.get(name, ""))


def _members(source: str) -> list[str]:
    """Cut at the bars that stand outside all brackets."""
    members, depth = [""], 0
    for char in source:
        depth += (char in "([{") - (char in ")]}")
        if char == "|" and depth == 0:
            members.append("")
        else:
            members[-1] += char
    return [member.strip() for member in members]


def compile_pattern(source: str, classes: Classes) -> Compiled:
    """Read a pattern; raises PatternError with what is wrong."""
    return _Parser(source, classes).whole()


def literal_words(source: str) -> set[str]:
    """The whole words a pattern asks for literally."""
    return {token for token in _TOKEN.findall(source) if token.isalpha()}


class Screen:
    """Tells quickly which patterns are worth trying on a text, by the words and classes it holds."""

    def __init__(self, needs: Sequence[Sequence[Clause]]) -> None:
        """`needs`: for each pattern its list of 'any of these'; a pattern without needs is always tried."""
        self._full = [(1 << len(clauses)) - 1 for clauses in needs]
        self._always = [number for number, clauses in enumerate(needs) if not clauses]
        self._tables: Mapping[str, dict[str, list[tuple[int, int]]]] = {"exact": {}, "heads": {}, "tails": {}}
        for number, clauses in enumerate(needs):
            for slot, clause in enumerate(clauses):
                for atom in clause:
                    table = "tails" if atom[0] == "*" else "heads" if atom[-1] == "*" else "exact"
                    self._tables[table].setdefault(atom.strip("*"), []).append((number, slot))

    def candidates(self, words: set[str], marks: set[str]) -> list[int]:
        """Numbers of the patterns for which each need is met."""
        met: dict[int, int] = {}
        exact, heads, tails = self._tables["exact"], self._tables["heads"], self._tables["tails"]
        hits: list[list[tuple[int, int]]] = [exact[atom] for atom in words | marks if atom in exact]
        for word in words:
            for size in range(2, len(word) + 1):
                if word[:size] in heads:
                    hits.append(heads[word[:size]])
                if word[-size:] in tails:
                    hits.append(tails[word[-size:]])
        for hit in hits:
            for number, slot in hit:
                met[number] = met.get(number, 0) | (1 << slot)
        full = self._full
        return sorted(self._always + [number for number, slots in met.items() if slots == full[number]])
