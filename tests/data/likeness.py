"""Which sentences are nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

ALIKE = 0.9
"""Share of words in common from which two sentences count as the same."""
FEWEST_WORDS = 3
"""In fewer words their order decides: 'zeker niet' is not 'niet zeker'."""


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of pairs that share at least `ALIKE` of their words; a word that both must share is looked up first."""
    words = [frozenset(re.findall(r"\w+", text.casefold())) for text in texts]
    often: dict[str, int] = defaultdict(int)
    for found in words:
        for word in found:
            often[word] += 1
    seen: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        if len(found) < FEWEST_WORDS:
            continue
        rarest = sorted(found, key=lambda word: (often[word], word))[: len(found) - ceil(ALIKE * len(found)) + 1]
        for earlier in sorted({earlier for word in rarest for earlier in seen[word]}):
            if len(found & words[earlier]) >= ALIKE * len(found | words[earlier]):
                yield earlier, number
        for word in rarest:
            seen[word].append(number)
