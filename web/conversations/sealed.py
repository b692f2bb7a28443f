"""Personal data of a request for contact, sealed with keys that do not stand in the database.

1. The keys come from a setting or from a file; the first one seals, all of them open.
2. What none of them opens stays as it is: it is told to be unreadable, never written over.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr


class UnreadableError(Exception):
    """No key that is here opens this, or there is no key at all."""


class SealKeyError(ValueError):
    """What should be a key is none. The message says where it stands, never what stands there."""


class Seal:
    """Seals and opens texts. Without keys it does neither."""

    def __init__(self, keys: Sequence[str], where: str = "the keys for requests of contact") -> None:
        try:
            fernets = [Fernet(key.encode()) for key in keys]
        except ValueError:
            raise SealKeyError(f"{where}: each key must be 32 bytes in url-safe base64 (44 characters)") from None
        self._fernets = MultiFernet(fernets) if fernets else None

    def close(self, text: str) -> str:
        """The text, sealed. Raises UnreadableError when there is no key."""
        return self._known().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text that was sealed. Raises UnreadableError."""
        try:
            return self._known().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise UnreadableError from None

    def renew(self, sealed: str) -> str:
        """The same text, sealed with the first key. Raises UnreadableError."""
        try:
            return self._known().rotate(sealed.encode()).decode()
        except InvalidToken:
            raise UnreadableError from None

    def _known(self) -> MultiFernet:
        if self._fernets is None:
            raise UnreadableError
        return self._fernets


def seal_of(setting: SecretStr | None, file: Path, *, make: bool = False) -> Seal:
    """The seal of the keys in the setting (between commas), else of those in the file (one on a line).

    Only the web side makes the file when it is not there (`make`); one that is there is never written to. Raises
    SealKeyError, and OSError when the file cannot be read or made.
    """
    told = setting.get_secret_value() if setting else ""
    if keys := [key.strip() for key in told.split(",") if key.strip()]:
        return Seal(keys, "WEGWIJS_CONTACT_KEYS")
    if make and not file.exists():
        _make(file)
    if not file.exists():
        return Seal(())
    found = [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    if not found:
        raise SealKeyError(f"{file}: there is no key in this file")
    return Seal(found, str(file))


def _make(file: Path) -> None:
    """A file with a new key, for its owner alone: whole or not at all, and never over another process's file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(Fernet.generate_key() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)
