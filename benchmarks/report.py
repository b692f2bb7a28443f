"""The figures of two pipelines beside each other, with their ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

from wegwijs.evaluation.score import FIGURES, Share

ACCURACY = ("need_first", "need_exact", "need_within_three", "bouwsteen", "other_talk", "weakest_need", "weakest_style")
"""The figures of `wegwijs evaluate` that both pipelines can have: Rasa's reads no danger, audience or illness here."""
COSTS = {
    "ms_p50": "milliseconds a sentence, the middle one",
    "ms_p95": "milliseconds a sentence, 95 of 100 take no longer",
    "ms_cpu": "milliseconds of processor time a sentence, on average, all threads together",
    "memory_mb": "resident memory after the start, in MB (10^6 bytes)",
    "start_seconds": "from starting the process to the first sentence understood",
    "training_seconds": "training from nothing, without any cache",
    "training_cpu_seconds": "processor time of that training, all threads together",
    "model_mb": "model archive, in MB (10^6 bytes)",
}
MEANING = {name: FIGURES[name] for name in ACCURACY} | COSTS
"""Every figure with its meaning: of accuracy more is better, of costs less."""


@dataclass(frozen=True)
class Measured:
    """What was measured of one pipeline.

    `milliseconds` has one entry a sentence, at least two; `cpu_seconds` is processor time, all sentences together.
    """

    shares: Mapping[str, Share]
    milliseconds: tuple[float, ...]
    cpu_seconds: float
    memory_mb: float
    start_seconds: float
    training_seconds: float
    training_cpu_seconds: float
    model_mb: float

    def figures(self) -> dict[str, float | None]:
        """All figures by name, in the order of `MEANING`; None where nothing could be scored."""
        return {name: self.shares[name].value for name in ACCURACY} | {
            "ms_p50": median(self.milliseconds),
            "ms_p95": quantiles(self.milliseconds, n=20, method="inclusive")[-1],
            "ms_cpu": self.cpu_seconds * 1000 / len(self.milliseconds),
            "memory_mb": self.memory_mb,
            "start_seconds": self.start_seconds,
            "training_seconds": self.training_seconds,
            "training_cpu_seconds": self.training_cpu_seconds,
            "model_mb": self.model_mb,
        }


def ratios(ours: Measured, default: Measured) -> dict[str, float | None]:
    """Ours divided by the default, figure by figure; None where one was not scored or the default is nought."""
    theirs = default.figures()
    return {name: _ratio(value, theirs[name]) for name, value in ours.figures().items()}


def _ratio(ours: float | None, default: float | None) -> float | None:
    return ours / default if ours is not None and default else None


def table(ours: Measured, default: Measured) -> Iterator[str]:
    """The lines of a table in Markdown."""
    mine, theirs = ours.figures(), default.figures()
    yield "| figure | ours | default | ours / default | meaning |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for name, ratio in ratios(ours, default).items():
        cells = (_number(name, mine[name]), _number(name, theirs[name]), _number("", ratio))
        yield f"| `{name}` | {' | '.join(cells)} | {MEANING[name]} |"


def _number(name: str, value: float | None) -> str:
    """Costs with one decimal; shares and ratios with three."""
    if value is None:
        return "–"
    return f"{value:.1f}" if name in COSTS else f"{value:.3f}"
