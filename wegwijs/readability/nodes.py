"""YAML with the line of every value, which a plain load throws away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from wegwijs.readability.text import SourceError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's own where it is there: much faster, for the same nodes."""

Steps = tuple[str, ...]
"""The way to a value: keys, and the place in a list counted from 1."""


def strings(path: Path) -> Iterator[tuple[Steps, str, int]]:
    """Every text of a YAML file, with the way to it and its line. Raises SourceError when it cannot be read."""
    try:
        with path.open(encoding="utf-8") as stream:
            root = yaml.compose(stream, Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(f"{path}: {problem}") from None
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise SourceError(f"{path}, regel {line}: geen geldige YAML: {problem.problem}") from None
    if root is not None:
        yield from _walk(root, ())


def _walk(node: yaml.Node, steps: Steps) -> Iterator[tuple[Steps, str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*steps, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value, start=1):
            yield from _walk(value, (*steps, str(number)))
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        yield steps, node.value.strip(), node.start_mark.line + 1
