"""Which Dutch language resource is in use: nl_core_news_sm where it is installed, else spaCy's blank Dutch.

The product is designed for nl_core_news_sm. Where only package registries are reachable it cannot be had; then
spaCy's own Dutch tokenizer works with the lemmas of simplemma (docs/decisions/0002). A model trained with one is
never run with the other, because its features would silently mean something else.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

MODEL = "nl_core_news_sm"


class Word(NamedTuple):
    """A word of a message: as written, where it starts (characters from the beginning) and its lemma."""

    text: str
    start: int
    lemma: str


class LanguageResource:
    """Splits Dutch text into words with lemmas."""

    def __init__(self) -> None:
        import spacy

        self.name = self.describe()
        self._has_model = self.name.startswith(MODEL)
        self._nlp: Any = (
            spacy.load(MODEL, exclude=["parser", "ner", "senter"]) if self._has_model else spacy.blank("nl")
        )

    @staticmethod
    def describe() -> str:
        """The name and version of the resource that is installed here."""
        if importlib.util.find_spec(MODEL) is not None:
            return f"{MODEL} {importlib.metadata.version(MODEL)}"
        return f"spacy.blank(nl) + simplemma {importlib.metadata.version('simplemma')}"

    def words(self, text: str) -> Iterator[Word]:
        """The words of `text` in order; white space is left out. Lemmas are lower case."""
        from simplemma import lemmatize

        for token in self._nlp(text):
            if token.is_space:
                continue
            lemma = token.lemma_ if self._has_model else lemmatize(token.text, lang="nl")
            yield Word(token.text, token.idx, (lemma or token.text).casefold())


if __name__ == "__main__":
    sys.stdout.write(LanguageResource.describe())
