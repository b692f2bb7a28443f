"""The figures in words and tables, for whoever works on the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wegwijs.evaluation.score import FIGURES, Group, Scores, Share

CONFUSIONS_SHOWN = 15


def report(scores: Scores) -> Iterator[str]:
    """The lines of the report."""
    yield f"{scores.rows} sentences; not sure enough (fallback) of {scores.fallbacks.right}"
    yield ""
    for name, share in scores.figures.items():
        yield f"{name:<20}{_figure(share)}  {FIGURES[name]}"
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


def _groups(title: str, groups: Mapping[str, Group]) -> Iterator[str]:
    yield ""
    yield f"{title:<24}{'right':<21}within three"
    for name, group in groups.items():
        yield f"  {name or '(not given)':<22}{_figure(group.label):<21}{_figure(group.within_three)}".rstrip()


def _figure(share: Share) -> str:
    if share.value is None:
        return "  –  (nothing to score)"
    return f"{share.value:.3f} ({share.right} of {share.of})"
