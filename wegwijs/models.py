"""Trained models: which belongs to the data as it is now, and which can be served.

A model bears the fingerprint of everything it was made from, so it is trained again only when that changed. A model
that cannot be read is passed over: then the newest one that can be read serves (reliability table, 'corrupt model').
"""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from wegwijs.paths import ENGINE_PYTHON, MODELS, ROOT

MADE_FROM = (
    "config.yml",
    "data",
    "bot/dutch_tokenizer.py",
    "bot/language_resource.py",
    "bot/encoder.py",
    "bot/sentence_encoder.py",
    "bot/component.py",
    "bot/need_classifier.py",
    "bot/read_beside.py",
    "bot/text_model.py",
    "bot/audience_classifier.py",
    "bot/danger_alarm.py",
    "safety/examples.py",
    "vocabulary/needs.tsv",
    "requirements/rasa.txt",
)
"""What training reads. The readers of facts and the detector learn nothing here, so they are not in a model."""
TRAINING_TIMEOUT = 1800


class ModelError(RuntimeError):
    """There is no model to serve, or training failed; the message says what to do."""


def fingerprint() -> str:
    """Twelve characters that change with the training data, the pipeline, the domain or the language resource."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(_domain_without_texts().encode())
    digest.update(language_resource().encode())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for name in MADE_FROM:
        top = ROOT / name
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (path for path in files if path.suffix in {".yml", ".py", ".tsv", ".txt"})


def _domain_without_texts() -> str:
    # The texts are read by the actions at start, so a changed text needs no new model.
    return re.split(r"^responses:", (ROOT / "domain.yml").read_text(encoding="utf-8"), maxsplit=1, flags=re.M)[0]


def language_resource() -> str:
    """The Dutch language resource that is installed for the engine. Raises ModelError without the environment."""
    if not ENGINE_PYTHON.exists():
        raise ModelError("the engine's environment is missing: run `make setup`")
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-I", str(ROOT / "bot" / "language_resource.py")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise ModelError(f"the engine's environment is broken, run `make setup`: {done.stderr[-500:]}")
    return done.stdout.strip()


def path_of(mark: str) -> Path:
    """Where the model with this fingerprint stands, or would stand."""
    return MODELS / f"wegwijs-{mark}.tar.gz"


def train(*, force: bool = False) -> Path:
    """Train a model for the data as it is now, unless it is there already. Raises ModelError."""
    target = path_of(fingerprint())
    if target.exists() and readable(target) and not force:
        return target
    MODELS.mkdir(exist_ok=True)
    command = [str(ENGINE_PYTHON), "-I", "bot/run.py", "train", "--domain", "domain.yml", "--data", "data"]
    command += [
        "--config",
        "config.yml",
        "--out",
        str(MODELS),
        "--fixed-model-name",
        target.name.removesuffix(".tar.gz"),
    ]
    try:
        done = subprocess.run(command, cwd=ROOT, timeout=TRAINING_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise ModelError(f"training took longer than {TRAINING_TIMEOUT} seconds and was stopped") from None
    if done.returncode or not readable(target):
        raise ModelError("training failed; what the engine said about it stands above")
    return target


def to_serve() -> Path:
    """The model of today's data, else the newest that can be read. Raises ModelError when there is none."""
    wanted = path_of(fingerprint())
    others = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [wanted, *others]:
        if path.exists() and readable(path):
            return path
    raise ModelError("there is no trained model: run `make train`")


def readable(path: Path) -> bool:
    """Whether the archive is whole: it unpacks to its end and its checksum is right."""
    try:
        with gzip.open(path) as packed:
            while packed.read(1 << 20):
                pass
        with tarfile.open(path) as archive:
            names = archive.getnames()
    except (OSError, EOFError, tarfile.TarError, ValueError, zlib.error):
        return False
    return any(name.endswith("metadata.json") for name in names)
