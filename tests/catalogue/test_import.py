"""An import takes all or nothing, says where every problem is, and done twice changes nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument, Partner, Role
from catalogue.problems import RecordError
from catalogue.transfer import import_yaml, read_folder
from catalogue.transfer.marked_yaml import read_records
from tests.common.instruments import raw

PARTNER = {"slug": "zorgdat", "name": "Zorgdat", "description": "Steun.", "regions": ["Harderwijk", "Ermelo"]}
ROLE = {"role": "informatiepunt", "region": "Ermelo", "partner": "zorgdat", "how": "Bel.", "source": "002"}


def as_yaml(records: list[dict[str, Any]]) -> str:
    """JSON is YAML."""
    return json.dumps(records, ensure_ascii=False, default=date.isoformat)


def write(folder: Path, *records: dict[str, Any], name: str = "werk", **others: list[dict[str, Any]]) -> Path:
    (folder / "instruments").mkdir(exist_ok=True)
    (folder / "instruments" / f"{name}.yml").write_text(as_yaml(list(records)), "utf-8")
    for other, content in others.items():
        (folder / f"{other}.yml").write_text(as_yaml(content), "utf-8")
    return folder


def test_all_that_is_in_the_folder_comes_in(session: Session, tmp_path: Path) -> None:
    folder = write(tmp_path, raw("een"), raw("twee"), partners=[PARTNER], roles=[ROLE])
    report = import_yaml(session, folder)
    assert report.added == ["zorgdat", "informatiepunt Ermelo", "een", "twee"]
    assert session.scalar(select(func.count()).select_from(Instrument)) == 2
    assert session.scalars(select(Role)).one().partner is session.get_one(Partner, "zorgdat")


def test_the_same_again_changes_nothing(session: Session, tmp_path: Path) -> None:
    folder = write(tmp_path, raw("een", regions=["Zeist", "Baarn"]), partners=[PARTNER], roles=[ROLE])
    import_yaml(session, folder)
    session.expire_all()
    again = import_yaml(session, folder)
    assert (again.added, again.changed, len(again.unchanged)) == ([], [], 3)


def test_a_change_is_taken_over_and_what_is_not_in_the_folder_stays(session: Session, tmp_path: Path) -> None:
    import_yaml(session, write(tmp_path, raw("een"), raw("twee"), partners=[PARTNER], roles=[ROLE]))
    write(tmp_path, raw("een", title="Anders"), roles=[ROLE | {"how": "Mail."}], partners=[PARTNER])
    report = import_yaml(session, tmp_path)
    assert report.changed == ["informatiepunt Ermelo", "een"]
    assert session.get_one(Instrument, "een").title == "Anders"
    assert session.scalars(select(Role)).one().how == "Mail."
    assert session.get(Instrument, "twee") is not None


def test_what_staff_changed_is_not_undone_when_only_new_is_asked(session: Session, tmp_path: Path) -> None:
    import_yaml(session, write(tmp_path, raw("een")))
    session.get_one(Instrument, "een").title = "Verbeterd"
    session.flush()
    report = import_yaml(session, write(tmp_path, raw("een"), raw("twee")), only_new=True)
    assert (report.added, report.changed) == (["twee"], [])
    assert session.get_one(Instrument, "een").title == "Verbeterd"


def test_one_wrong_record_keeps_everything_out_and_every_problem_is_told(session: Session, tmp_path: Path) -> None:
    write(tmp_path, raw("goed"), raw("fout", title="", url="http://x.nl"))
    write(tmp_path, raw("ook-fout", regions=["Nergens"]), raw("goed"), name="zorg", partners=[PARTNER | {"url": "x"}])
    with pytest.raises(RecordError) as refused:
        import_yaml(session, tmp_path)
    assert [(problem.file, problem.field) for problem in refused.value.problems] == [
        ("instruments/werk.yml", "channels.url"),
        ("instruments/werk.yml", "title"),
        ("instruments/zorg.yml", "regions"),
        ("instruments/zorg.yml", "slug"),
        ("partners.yml", "url"),
    ]
    assert session.scalar(select(func.count()).select_from(Instrument)) == 0


def test_a_problem_stands_on_the_line_of_its_field(tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "werk.yml").write_text(
        "# uitleg\n\n- slug: een\n  title: Een\n  channels:\n    url: javascript:alert(1)\n    phone: null\n", "utf-8"
    )
    with pytest.raises(RecordError) as refused:
        read_folder(tmp_path)
    lines = {problem.field: problem.line for problem in refused.value.problems}
    assert lines["channels.url"] == 6
    assert lines["summary"] == 3  # a field that is missing: the record itself


def test_a_role_of_an_unknown_partner_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"roles\.yml, regel 1, partner: 'zorgdat' is geen bekende ketenpartner"):
        import_yaml(session, write(tmp_path, raw("een"), roles=[{"partner": "zorgdat"} | ROLE]))


def test_a_role_of_a_partner_that_is_there_already_is_taken(session: Session, tmp_path: Path) -> None:
    import_yaml(session, write(tmp_path, raw("een"), partners=[PARTNER]))
    (tmp_path / "partners.yml").unlink()
    assert import_yaml(session, write(tmp_path, raw("een"), roles=[ROLE])).added == ["informatiepunt Ermelo"]


def test_the_same_role_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="staat er al"):
        read_folder(write(tmp_path, raw("een"), partners=[PARTNER], roles=[ROLE, ROLE | {"how": "Anders."}]))


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="geen instruments"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"- slug: een\n  slug: twee\n", 2, "dubbel, ook op regel 1"),
        (b"- slug: een\n title: x\n", 2, "klopt de YAML niet"),
        (b"- slug: 'een\n", 2, "klopt de YAML niet"),
        (b"slug: een\n", 1, "lijst van records"),
        (b"- een\n", 1, "een record staan"),
        (b"- slug: &a een\n  title: *a\n", 2, "verwijzing"),
        (b"- slug: !!python/object/apply:os.system ['true']\n", 1, "klopt de YAML niet"),
        (b"- ? [een]\n  : x\n", 1, "een naam hebben"),
        (b"- slug: \xff\n", 0, "geen UTF-8"),
        (b"- slug: een\x00\n", 0, "geen geldige YAML"),
        (b"- verified_on: 2026-02-30\n", 1, "datum of getal"),
        (b"[" * 3000, 0, "geen geldige YAML"),
    ],
)
def test_a_broken_file_is_refused_by_line(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    path = tmp_path / "kapot.yml"
    path.write_bytes(content)
    records, (problem,) = read_records(path, "kapot.yml")
    assert records == []
    assert message in problem.message
    assert (problem.file, problem.line) == ("kapot.yml", line)


def test_one_broken_record_does_not_hide_the_problems_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "werk.yml").write_text("- slug: een\n  slug: twee\n- titel: x\n", "utf-8")
    with pytest.raises(RecordError) as refused:
        read_folder(tmp_path)
    assert {(2, "slug"), (3, "titel")} <= {(problem.line, problem.field) for problem in refused.value.problems}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, (problem,) = read_records(tmp_path / "weg.yml", "weg.yml")
    assert "is er niet" in problem.message


def test_an_empty_file_holds_no_records(tmp_path: Path) -> None:
    (tmp_path / "leeg.yml").write_text("# nog niets\n", "utf-8")
    assert read_records(tmp_path / "leeg.yml", "leeg.yml") == ([], [])


@given(content=st.binary(max_size=80) | st.text("-:[]{}&*!|>'\"#% \n\tab1", max_size=60).map(str.encode))
def test_whatever_is_in_a_file_it_is_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "wat.yml"
    path.write_bytes(content)
    records, problems = read_records(path, "wat.yml")
    assert all(isinstance(raw, dict) for raw, _ in records)
    assert all(problem.file == "wat.yml" and problem.message for problem in problems)
