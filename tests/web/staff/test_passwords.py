"""Which passwords are good enough, and how they are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from web.staff.passwords import Passwords, objection

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "elf tekens.",
        "a" * 201,
        "wachtwoordwachtwoord",
        "Welkom2026!!!!!!",
        "12345678901234",
        "aaaaaaaaaaaaaa",
        "abababababababab",
        "!!!QwertyUIOP123",
        "ajaxajaxajax",
        "ik ben Ineke de Vries",
        "ineke@zorg.nl ja ja",
        "voor_inekedv_alleen",
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    assert objection(password, "Ineke de Vries", "inekedv@zorg.nl")


@pytest.mark.parametrize(
    "password", ["een paard met zeven laarzen", "x7$Kq!m2Zp#w", "twaalf tekens", "🐎 met zeven laarzen"]
)
def test_a_sentence_or_something_random_is_good(password: str) -> None:
    assert objection(password, "Ineke de Vries", "inekedv@zorg.nl") is None


@pytest.mark.anyio
async def test_a_password_is_right_whichever_way_its_letters_are_made() -> None:
    passwords = Passwords(CHEAP)
    kept = await passwords.hash("één café aan zee")
    assert kept.startswith("$argon2id$")
    assert await passwords.check(kept, "e\u0301e\u0301n cafe\u0301 aan zee")
    assert not await passwords.check(kept, "een cafe aan zee")
    assert not await passwords.check("geen hash", "een cafe aan zee")


@pytest.mark.anyio
async def test_without_an_account_no_password_is_right_and_it_takes_just_as_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[str] = []
    verify = PasswordHasher.verify

    def watch(self: PasswordHasher, hashed: str, password: str) -> bool:
        checked.append(hashed)
        return bool(verify(self, hashed, password))

    monkeypatch.setattr(PasswordHasher, "verify", watch)
    passwords = Passwords(CHEAP)
    for password in ("", "nobody has this one"):
        assert not await passwords.check(None, password)
    assert len(checked) == 2
    assert all(hashed.startswith("$argon2id$v=19$m=8,t=1,p=1$") for hashed in checked)
