"""The built file of the widget: which version it is, and the checksum with which a browser knows it again."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

_DIGITS = 12


@dataclass(frozen=True)
class Widget:
    """One version. `version`: the first 12 hex digits of its SHA-256; `integrity`: as the attribute of that name."""

    version: str
    integrity: str

    @classmethod
    def of(cls, content: bytes) -> Widget:
        """The version of a built file."""
        checksum = base64.b64encode(hashlib.sha384(content).digest()).decode()
        return cls(hashlib.sha256(content).hexdigest()[:_DIGITS], f"sha384-{checksum}")
