"""Read a YAML list of records and remember on which line each record and each field stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import yaml

from catalogue.problems import Problem, RecordError, Where

MOST_BYTES = 20_000_000
"""A file larger than this is not a file that somebody edits."""


Found = tuple[dict[str, object], Where]
"""A raw record and where it stands."""


class _Loader(yaml.SafeLoader):
    """The safe loader, without references: a record says what it says, and a small file stays small."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = cast(Any, self).get_event()
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def read_records(path: Path, name: str) -> tuple[list[Found], list[Problem]]:
    """The records of a file called `name`, in order, and what is wrong with the others. Raises nothing."""
    found: list[Found] = []
    problems: list[Problem] = []
    try:
        loader = _Loader(_text(path, name))
        for node in _nodes(loader, name):
            try:
                found.append(_record(loader, node, name))
            except RecordError as error:
                problems += error.problems
    except RecordError as error:
        problems += error.problems
    except yaml.MarkedYAMLError as error:
        problems.append(_unreadable(error, name))
    except (yaml.YAMLError, RecursionError):
        problems.append(Problem(name, 0, "", "dit is geen geldige YAML"))
    return found, problems


def _nodes(loader: _Loader, name: str) -> list[yaml.Node]:
    root = loader.get_single_node()
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise RecordError([Problem(name, 1, "", "het bestand moet een lijst van records zijn; elk begint met '- '")])
    return list(root.value)


def _text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RecordError([Problem(name, 0, "", f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB")])
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise RecordError([Problem(name, 0, "", "het bestand is er niet of is niet te lezen")]) from None
    except UnicodeDecodeError:
        raise RecordError([Problem(name, 0, "", "het bestand is geen UTF-8-tekst")]) from None


def _record(loader: _Loader, node: yaml.Node, name: str) -> Found:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise RecordError([Problem(name, line, "", "hier moet een record staan, met velden")])
    lines = _lines(node, "", name)
    try:
        return loader.construct_document(node), Where(name, line, lines)
    except ValueError:
        raise RecordError([Problem(name, line, "", "hier staat een datum of getal dat niet bestaat")]) from None


def _lines(node: yaml.MappingNode, prefix: str, name: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    for key, value in node.value:
        field, line = f"{prefix}{key.value}", key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise RecordError([Problem(name, line, "", "een veld moet een naam hebben")])
        if field in lines:
            raise RecordError([Problem(name, line, field, f"dit veld staat er dubbel, ook op regel {lines[field]}")])
        lines[field] = line
        if isinstance(value, yaml.MappingNode):
            lines |= _lines(value, f"{field}.", name)
    return lines


def _unreadable(error: yaml.MarkedYAMLError, name: str) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 0
    if error.problem == "alias":
        return Problem(name, line, "", "een verwijzing met * mag niet; schrijf de waarde uit")
    return Problem(name, line, "", "hier klopt de YAML niet; kijk naar inspringen, aanhalingstekens en dubbele punten")
