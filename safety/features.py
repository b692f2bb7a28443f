"""What of a sentence is compared with the example sentences: words, word classes, pairs of words and parts of words."""

from __future__ import annotations

from collections.abc import Sequence

from safety.language import Classes

# Classes that say what role a word plays; a word is also seen as the first of these that it belongs to.
ROLES = (
    "SUICIDE", "KIND", "OUDER", "PARTNER", "NAASTE", "HIJ", "MIJ", "HIT", "PILL", "TAKEN", "WEAPON", "THREAT",
    "AFRAID", "BLOW", "PUSH", "CUT", "SPOT", "SAY", "WIL",
)  # fmt: skip
_SKIP = 5


def _role(word: str, classes: Classes) -> str:
    marks = classes.marks_of(word)
    return next((f"<{name}>" for name in ROLES if classes.marks[name] in marks), word)


def features(words: Sequence[str], classes: Classes) -> set[str]:
    """The features of a sentence: one to three words in a row, two words near each other, three to five letters."""
    found: set[str] = set()
    roles = [_role(word, classes) for word in words]
    for row in (words, roles):
        for size in (1, 2, 3):
            found.update(" ".join(row[at : at + size]) for at in range(len(row) - size + 1))
        for at, word in enumerate(row):
            found.update(f"{word}_{later}" for later in row[at + 2 : at + 1 + _SKIP])
    for word in set(words):
        edged = f"#{word}#"
        for size in (3, 4, 5):
            found.update("=" + edged[at : at + size] for at in range(len(edged) - size + 1))
    return found
