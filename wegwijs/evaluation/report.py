"""The figures in words and tables, for whoever works on the assistant. No sentence is quoted, only counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wegwijs.evaluation.danger import AMBIGUOUS, DangerScores
from wegwijs.evaluation.result import FIGURES, Result
from wegwijs.evaluation.score import Group, Scores, Share

CONFUSIONS_SHOWN = 15


def report(result: Result) -> Iterator[str]:
    """The lines of the report: needs and danger, each where a sentence was about it."""
    if result.needs.rows:
        yield from _needs(result.needs)
    if result.needs.rows and result.danger.rows:
        yield ""
    if result.danger.rows:
        yield from _danger(result.danger)


def _needs(scores: Scores) -> Iterator[str]:
    yield f"Needs: {scores.rows} sentences; not sure enough (fallback) of {scores.fallbacks.right}"
    yield from _figures(scores.figures)
    yield from _groups("By label", scores.labels)
    yield from _groups("By style of speaker", scores.styles)
    yield from _groups("By audience", scores.audiences)
    yield ""
    yield "Confidence in the first need, and how often it was right"
    for band in scores.bands:
        yield f"  {band.low:.2f} to {band.high:.2f}  on average {band.promised:.2f}  right {_figure(band.kept)}"
    yield ""
    yield "Largest confusions (said, heard as)"
    for said, heard, often in scores.confusions[:CONFUSIONS_SHOWN]:
        yield f"  {often:>3}  {said}, {heard}"


def _danger(scores: DangerScores) -> Iterator[str]:
    yield f"Danger: {scores.rows} sentences; {scores.ambiguous} of them count for neither side ({AMBIGUOUS})"
    yield from _figures(scores.figures)
    yield ""
    yield f"{'By danger':<24}{'any alarm':<21}right kind"
    for label, recall in scores.labels.items():
        yield f"  {label:<22}{_figure(recall.alarm):<21}{_figure(recall.right_kind)}"
    yield f"{'False alarms':<24}{_figure(scores.false_alarms)}"
    yield ""
    yield f"{'By kind of sentence':<28}{'n':>5}{'alarms':>8}"
    for (label, kind), alarms in scores.kinds.items():
        name = f"{label}, {kind or '(not given)'}"
        yield f"  {name:<26}{alarms.of:>5}{alarms.right:>8}"


def _figures(figures: Mapping[str, Share]) -> Iterator[str]:
    yield ""
    for name, share in figures.items():
        yield f"{name:<20}{_figure(share)}  {FIGURES[name]}"


def _groups(title: str, groups: Mapping[str, Group]) -> Iterator[str]:
    yield ""
    yield f"{title:<24}{'right':<21}within three"
    for name, group in groups.items():
        yield f"  {name or '(not given)':<22}{_figure(group.label):<21}{_figure(group.within_three)}".rstrip()


def _figure(share: Share) -> str:
    if share.value is None:
        return "  –  (nothing to score)"
    return f"{share.value:.3f} ({share.right} of {share.of})"
