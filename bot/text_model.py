"""Label a message by its words, pieces of words and sentence vector, weighed by one linear model.

One such model tells the need of a message, another whom it is about.

Persisted with joblib inside Rasa's own model archive, so it is loaded only from a model this project trained itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import joblib
import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier


@dataclass(frozen=True)
class Settings:
    """Weights of the three kinds of features, and of the linear model (measured: docs/model-card.md).

    `restraint` holds the weights of the model small (ridge); `sharpness` turns its scores into probabilities that mean
    what they say: of the messages with confidence 0.6 about six in ten are right. `balanced`: whether every label
    counts alike in learning, however few examples it has.
    """

    word_weight: float = 1.0
    piece_weight: float = 1.0
    sentence_weight: float = 6.0
    restraint: float = 1.5
    sharpness: float = 10.0
    balanced: bool = True


class TextModel:
    """Probabilities over a set of labels for a message."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._words = TfidfVectorizer(
            token_pattern=r"(?u)\S+",  # noqa: S106 - a pattern, no password
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2,
            dtype=np.float32,
        )
        self._pieces = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3, max_features=60_000, dtype=np.float32
        )
        self._middle: np.ndarray = np.zeros(0, dtype=np.float32)
        self.labels: list[str] = []
        """In the order of the columns of `probabilities`."""
        self._offsets: np.ndarray = np.zeros(0, dtype=np.float32)
        self._tables: list[np.ndarray] = []

    @property
    def reads_vectors(self) -> bool:
        """Whether the model weighs sentence vectors besides words."""
        return bool(self._settings.sentence_weight)

    def fit(
        self, texts: Sequence[str], lemmas: Sequence[str], vectors: np.ndarray | None, labels: Sequence[str]
    ) -> None:
        """Learn from texts, their lemmas (joined by spaces), their sentence vectors and their labels.

        A model whose `sentence_weight` is 0 does without vectors.
        """
        if vectors is not None and self.reads_vectors:
            self._middle = vectors.mean(axis=0)
        self._words.fit(lemmas)
        self._pieces.fit([text.casefold() for text in texts])
        # lsqr on centred vectors: all sentence vectors point much the same way, and uncentred the other solvers crawl.
        linear = RidgeClassifier(
            alpha=self._settings.restraint,
            class_weight="balanced" if self._settings.balanced else None,
            solver="lsqr",
            tol=1e-3,
        )
        linear.fit(hstack(list(self._features(texts, lemmas, vectors)), format="csr"), labels)
        self.labels, self._offsets = [str(label) for label in linear.classes_], linear.intercept_
        # One contiguous table a kind of feature: the classifier itself would copy its whole table for every message.
        edges = np.cumsum([0, len(self._words.vocabulary_), len(self._pieces.vocabulary_), len(self._middle)])
        whole = linear.coef_.T.astype(np.float32)
        self._tables = [np.ascontiguousarray(whole[begin:end]) for begin, end in pairwise(edges) if end > begin]

    def probabilities(self, texts: Sequence[str], lemmas: Sequence[str], vectors: np.ndarray | None) -> np.ndarray:
        """Array of shape (texts, labels); each row adds up to 1."""
        parts = zip(self._features(texts, lemmas, vectors), self._tables)
        scores = (sum(np.asarray(part @ table) for part, table in parts) + self._offsets) * self._settings.sharpness
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def _features(
        self, texts: Sequence[str], lemmas: Sequence[str], vectors: np.ndarray | None
    ) -> Iterator[csr_matrix | np.ndarray]:
        """Words, pieces of words and, where the model reads them, sentence vectors: a block of rows for each."""
        yield self._words.transform(lemmas) * self._settings.word_weight
        yield self._pieces.transform([text.casefold() for text in texts]) * self._settings.piece_weight
        if vectors is not None and self.reads_vectors:
            yield (vectors - self._middle) * self._settings.sentence_weight

    def save(self, path: Path) -> None:
        """Write the model to `path`."""
        joblib.dump(self, path, compress=3)

    @staticmethod
    def open(path: Path) -> TextModel:
        """Read a model written by `save`."""
        model = joblib.load(path)
        if not isinstance(model, TextModel):
            raise TypeError(f"{path.name} holds no such model")
        return model


def lemmas_of(message: Message) -> str:
    """The lemmas of a message that has tokens, joined by spaces."""
    return " ".join(token.lemma for token in message.get("text_tokens", []))


def vector_of(message: Message) -> np.ndarray:
    """The sentence vector of a message, as an array of shape (1, dimension)."""
    _, sentence = message.get_dense_features(TEXT, [])
    return np.asarray(sentence.features).reshape(1, -1)


def fit_on(examples: Sequence[Message], labels: Sequence[str], settings: Settings) -> TextModel:
    """A model that has learned `labels` from Rasa's training examples."""
    model = TextModel(settings)
    vectors = np.vstack([vector_of(example) for example in examples])
    model.fit(
        [example.get(TEXT) for example in examples], [lemmas_of(example) for example in examples], vectors, labels
    )
    return model


def ranked(model: TextModel, message: Message, vector: np.ndarray | None) -> list[tuple[str, float]]:
    """All labels with their probability for a message, best first; without its vector by its words alone."""
    row = model.probabilities([message.get(TEXT)], [lemmas_of(message)], vector)[0]
    return [(model.labels[i], float(row[i])) for i in np.argsort(row)[::-1]]
