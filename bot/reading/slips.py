"""Find the name that was meant when one letter is wrong, missing, doubled or swapped."""

from __future__ import annotations

from collections.abc import Iterable


class Slips:
    """Names of at least `shortest` letters, found again with one slip of the pen.

    `real_words` are words of their own that look like a slip ('kaker' is none of ours): they are never corrected. The
    first letter must be right, as it nearly always is.
    """

    def __init__(self, names: Iterable[str], shortest: int, real_words: frozenset[str]) -> None:
        self._shortest = shortest
        self._real_words = real_words
        self._names = frozenset(name for name in names if len(name) >= shortest)
        self._shorter: dict[str, set[str]] = {}
        for name in self._names:
            for form in _with_one_letter_less(name):
                self._shorter.setdefault(form, set()).add(name)

    def meant(self, word: str) -> str | None:
        """The one name that `word` is a slip for; None when there is none, more than one, or the word is right."""
        found = self.all_meant(word)
        return found.pop() if len(found) == 1 else None

    def all_meant(self, word: str) -> set[str]:
        """Every name that `word` may be a slip for."""
        if len(word) < self._shortest or word in self._real_words or word in self._names:
            return set()
        found = set(self._shorter.get(word, ()))
        for form in _with_one_letter_less(word):
            if form in self._names:
                found.add(form)
            found.update(name for name in self._shorter.get(form, ()) if _one_slip(name, word))
        return {name for name in found if name[0] == word[0]}


def _with_one_letter_less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _one_slip(name: str, word: str) -> bool:
    """Whether two words of one length differ by one letter, or by two neighbours that changed places."""
    if len(name) != len(word):
        return False
    wrong = [place for place in range(len(name)) if name[place] != word[place]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and name[wrong[0]] == word[wrong[1]]
        and name[wrong[1]] == word[wrong[0]]
    )
