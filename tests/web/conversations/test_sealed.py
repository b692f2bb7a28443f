"""The seal on personal data: it opens with its own keys only, and what it cannot open it leaves alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from web.conversations.sealed import Seal, SealKeyError, UnreadableError, seal_of

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def test_what_is_sealed_opens_with_its_key_and_no_other() -> None:
    sealed = Seal([OLD]).close("Ik zorg voor Karin.")
    assert "Karin" not in sealed
    assert Seal([OLD]).open(sealed) == "Ik zorg voor Karin."
    for other in (Seal([NEW]), Seal([])):
        with pytest.raises(UnreadableError):
            other.open(sealed)


def test_after_renewing_the_old_key_can_go() -> None:
    sealed = Seal([OLD]).close("Karin")
    both = Seal([NEW, OLD])
    assert both.open(sealed) == "Karin"
    assert Seal([NEW]).open(both.renew(sealed)) == "Karin"


def test_without_a_key_nothing_is_sealed_in_the_clear() -> None:
    with pytest.raises(UnreadableError):
        Seal([]).close("Karin")


def test_the_web_side_makes_a_key_for_itself_alone_and_keeps_to_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "sleutel"
    with ThreadPoolExecutor(4) as pool:  # as several processes that start together
        seals = list(pool.map(lambda _: seal_of(None, file, make=True), range(8)))
    sealed = seals[0].close("Karin")
    assert {seal.open(sealed) for seal in seals} == {"Karin"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file], "no drafts are left"


def test_the_command_line_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        seal_of(None, tmp_path / "sleutel").close("Karin")
    assert list(tmp_path.iterdir()) == []


def test_a_setting_goes_before_the_file_and_may_hold_several(tmp_path: Path) -> None:
    sealed = Seal([OLD]).close("Karin")
    assert seal_of(SecretStr(f"{NEW}, {OLD}"), tmp_path / "sleutel", make=True).open(sealed) == "Karin"
    assert not (tmp_path / "sleutel").exists()


@pytest.mark.parametrize("content", ["", "geheim-maar-kort", f"{OLD}\ngeheim-maar-kort"], ids=["empty", "none", "half"])
def test_a_file_that_holds_no_key_is_told_and_not_written_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "sleutel"
    file.write_text(content)
    with pytest.raises(SealKeyError) as told:
        seal_of(None, file, make=True)
    assert str(file) in str(told.value)
    assert "geheim" not in str(told.value)
    assert file.read_text() == content
