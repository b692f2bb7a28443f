"""The table of figures and the findings, as `wegwijs check-texts` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readability.score import together
from readability.words import sentences, words
from wegwijs.readability.gate import Outcome


def figures(outcome: Outcome) -> Iterator[str]:
    """A line a group: how many texts, the score of all together, the lowest of one, the longest sentence."""
    yield _row("groep", "teksten", "leesscore", "minstens", "laagste", "langste zin", "hoogstens")
    for group, floor in outcome.floors.items():
        texts = [each.text.text for each in outcome.measured if each.text.group == group]
        running = outcome.running(group)
        lowest = next((each.counted.score for each in running if each.counted.sentences >= floor.from_sentences), None)
        longest = max((len(words(sentence)) for text in texts for sentence in sentences(text)), default=0)
        yield _row(
            group,
            str(len(texts)),
            _number(together(each.counted for each in running).score),
            _number(floor.average),
            _number(lowest),
            str(longest),
            str(floor.longest),
        )


def hardest(outcome: Outcome, count: int, root: Path) -> Iterator[str]:
    """The `count` texts of every group that read hardest."""
    for group in outcome.floors:
        for each in outcome.running(group)[:count]:
            text = each.text
            place = f"{_place(text.file, root)}:{text.line}"
            yield "\t".join((group, _number(each.counted.score), place, text.name or "-", text.text))


def findings(outcome: Outcome, root: Path) -> Iterator[str]:
    """A line a finding: file and line, name, what is wrong."""
    for finding in outcome.findings:
        if finding.text is None:
            yield f"{finding.group}\t{finding.message}"
        else:
            text = finding.text
            yield f"{_place(text.file, root)}:{text.line}\t{text.name or '-'}\t{finding.message}"


def _place(file: Path, root: Path) -> str:
    return str(file.relative_to(root))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def _row(group: str, *cells: str) -> str:
    return f"{group:<28}" + "".join(f"{cell:>12}" for cell in cells)
