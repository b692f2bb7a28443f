"""Training again costs only the sentences that are new, whatever became of the file that remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.encoder import DIMENSION, Encoder, RememberingEncoder


class FakeEncoder(Encoder):
    """Gives each text a vector of its own and keeps count of what it was asked."""

    def __init__(self, name: str = "nep 1") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """A vector that follows from the text alone."""
        self.asked += texts
        vectors: np.ndarray = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = sum(text.encode())
        return vectors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for the memory in a folder that is not there yet."""
    return tmp_path / "geheugen" / "vectors.npz"


def test_only_new_sentences_are_encoded_and_each_once(file: Path) -> None:
    first, second = FakeEncoder(), FakeEncoder()
    RememberingEncoder(first, file).encode(["een", "twee", "een"])
    vectors = RememberingEncoder(second, file).encode(["twee", "drie", "een"])
    assert (first.asked, second.asked) == (["een", "twee"], ["drie"])
    assert np.array_equal(vectors, FakeEncoder().encode(["twee", "drie", "een"]))


def test_vectors_come_in_the_order_of_the_sentences_with_the_right_shape(file: Path) -> None:
    vectors = RememberingEncoder(FakeEncoder(), file).encode(["b", "a", "b"])
    assert vectors.shape == (3, DIMENSION)
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_no_sentences_give_no_vectors_and_no_file(file: Path) -> None:
    assert RememberingEncoder(FakeEncoder(), file).encode([]).shape == (0, DIMENSION)
    assert not file.exists()


@pytest.mark.parametrize("damage", ["empty", "half", "text", "other archive"])
def test_a_broken_memory_costs_time_and_nothing_else(file: Path, damage: str) -> None:
    RememberingEncoder(FakeEncoder(), file).encode(["een", "twee"])
    if damage == "other archive":
        np.savez(file, iets=np.zeros(3))
    else:
        content = file.read_bytes()
        file.write_bytes({"empty": b"", "half": content[: len(content) // 2], "text": b"geen archief"}[damage])
    again = FakeEncoder()
    vectors = RememberingEncoder(again, file).encode(["een", "twee"])
    assert again.asked == ["een", "twee"]
    assert np.array_equal(vectors, FakeEncoder().encode(["een", "twee"]))
    after = FakeEncoder()
    RememberingEncoder(after, file).encode(["een", "twee"])
    assert after.asked == []


def test_vectors_of_another_encoder_are_not_used(file: Path) -> None:
    RememberingEncoder(FakeEncoder("nep 1"), file).encode(["een"])
    other = FakeEncoder("nep 2")
    RememberingEncoder(other, file).encode(["een"])
    assert other.asked == ["een"]


def test_an_encoder_that_fails_leaves_the_memory_whole(file: Path) -> None:
    class Failing(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            raise RuntimeError("out of memory")

    RememberingEncoder(FakeEncoder(), file).encode(["een"])
    with pytest.raises(RuntimeError):
        RememberingEncoder(Failing(), file).encode(["een", "twee"])
    again = FakeEncoder()
    RememberingEncoder(again, file).encode(["een"])
    assert again.asked == []
    assert [path.name for path in file.parent.iterdir()] == ["vectors.npz"]
