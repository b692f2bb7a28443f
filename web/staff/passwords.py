"""Passwords: what is good enough, and how they are kept (argon2id) and checked."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import anyio.to_thread
from anyio import CapacityLimiter
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
COMMON_FILE = Path(__file__).with_name("common_passwords.txt")
_SHORTEST_PART = 4
_MOST_AT_ONCE = 2  # each takes 64 MiB and a core for a moment; chats must go on meanwhile


@cache
def common(file: Path = COMMON_FILE) -> frozenset[str]:
    """The words that people take most as a password."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def objection(password: str, name: str, email: str) -> str | None:
    """What is wrong with a new password, in Dutch; None when it is good enough."""
    if len(password) < SHORTEST:
        return f"Kies een wachtwoord van minstens {SHORTEST} tekens. Een zin van een paar woorden mag ook."
    if len(password) > LONGEST:
        return f"Kies een wachtwoord van hoogstens {LONGEST} tekens."
    said = password.casefold()
    own = {*name.casefold().split(), email.casefold(), email.casefold().partition("@")[0]}
    for part in sorted(own, key=len, reverse=True):
        if len(part) >= _SHORTEST_PART and part in said:
            return "Kies een wachtwoord zonder je naam of je e-mailadres erin."
    if said.isdigit() or len(set(said)) < _SHORTEST_PART or _bare(said) in common():
        return "Dit wachtwoord is te makkelijk te raden. Kies iets anders, bijvoorbeeld een zin van een paar woorden."
    return None


def _bare(password: str) -> str:
    """A password without what people add to reach a length: figures and signs around it, the same word again."""
    bare = password.strip("0123456789!?@#$%&*.,-_+= ")
    for size in range(1, len(bare) // 2 + 1):
        if len(bare) % size == 0 and bare == bare[:size] * (len(bare) // size):
            return bare[:size]
    return bare or password


def _typed(password: str) -> str:
    """The same letters the same way, whichever keyboard they came from; and no more than any password can have."""
    return unicodedata.normalize("NFKC", password[: 4 * LONGEST])


class Passwords:
    """Makes and checks hashes in threads, two at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = CapacityLimiter(_MOST_AT_ONCE)
        self._dummy: str | None = None

    def hash_now(self, password: str) -> str:
        """The hash to keep of a password; takes about a tenth of a second."""
        return self._hasher.hash(_typed(password))

    async def hash(self, password: str) -> str:
        """The hash to keep of a password."""
        return await anyio.to_thread.run_sync(self.hash_now, password, limiter=self._slots)

    async def check(self, kept: str | None, password: str) -> bool:
        """Whether this is the password. Without a hash it takes just as long, and it never is."""
        return await anyio.to_thread.run_sync(self._check, kept, password, limiter=self._slots)

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than are used now."""
        return self._hasher.check_needs_rehash(kept)

    def _check(self, kept: str | None, password: str) -> bool:
        if kept is None:
            self._dummy = self._dummy or self._hasher.hash("nobody has this one")
        try:
            right = self._hasher.verify(kept or self._dummy or "", _typed(password))
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None
