"""A certificate authority made for the test run, for real servers with TLS on loopback. Needs the program openssl.

Use it with `from tests.common.certificates import ca  # noqa: F401` in a conftest.py.
"""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Authority:
    """A certificate authority in a folder."""

    folder: Path

    @property
    def trusted(self) -> ssl.SSLContext:
        """What a client needs to believe it; everything else as it is by default."""
        return ssl.create_default_context(cafile=str(self.folder / "ca.pem"))

    def certificate(self, *names: str) -> Path:
        """A file with a key and a certificate for these names."""
        made = self.folder / f"{names[0]}.pem"
        if not made.exists():
            key, request, signed = (self.folder / f"{names[0]}.{end}" for end in ("key", "csr", "crt"))
            extra = self.folder / f"{names[0]}.ext"
            extra.write_text("subjectAltName=" + ",".join(f"DNS:{name}" for name in names))
            _openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=x")
            ca = ("-CA", self.folder / "ca.crt", "-CAkey", self.folder / "ca.key", "-CAcreateserial")
            _openssl("x509", "-req", "-in", request, *ca, "-days", "2", "-extfile", extra, "-out", signed)
            made.write_text(key.read_text() + signed.read_text())
        return made


def authority(folder: Path) -> Authority:
    """A new one."""
    subject = ("-subj", "/CN=Proef", "-addext", "basicConstraints=critical,CA:TRUE")
    usage = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
    out = ("-keyout", folder / "ca.key", "-out", folder / "ca.crt")
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *usage, *out)
    (folder / "ca.pem").write_text((folder / "ca.crt").read_text())
    return Authority(folder)


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=30)


@pytest.fixture(scope="session")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One for the run: making keys takes a moment."""
    return authority(tmp_path_factory.mktemp("ca"))
