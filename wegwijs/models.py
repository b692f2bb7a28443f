"""Trained models: which belongs to the data as it is now, and which can be served.

A model bears the fingerprint of everything it was made from, so it is trained again only when that changed. A model
that cannot be read is passed over: then the newest one that can be read serves (reliability table, 'corrupt model').

Examples that staff approved stand in `data/nlu/reviewed/` and have models of their own, named `reviewed-...`: such a
model serves only when the desk put it live, after it was measured (docs/decisions/0013).
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

from web.review import live_model
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
REVIEWED = "data/nlu/reviewed"
"""Written from the database of this site; in no model but those that are named after it."""
TRAINING_TIMEOUT = 1800


class ModelError(RuntimeError):
    """There is no model to serve, or training failed; the message says what to do."""


def fingerprint() -> str:
    """Twelve characters that change with the training data, the pipeline, the domain or the language resource.

    Not with reviewed examples: this is what a release is known by.
    """
    digest = hashlib.sha256()
    for path in _sources():
        _add(digest, path)
    digest.update(_domain_without_texts().encode())
    digest.update(language_resource().encode())
    return digest.hexdigest()[:12]


def _add(digest: hashlib._Hash, path: Path) -> None:
    digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")


def _sources() -> Iterator[Path]:
    reviewed = ROOT / REVIEWED
    for name in MADE_FROM:
        top = ROOT / name
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        readable_by_training = (path for path in files if path.suffix in {".yml", ".py", ".tsv", ".txt"})
        yield from (path for path in readable_by_training if reviewed not in path.parents)


def _reviewed_files() -> list[Path]:
    return sorted((ROOT / REVIEWED).glob("*.yml"))


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


def path_with_reviewed() -> Path:
    """Where the model with the reviewed examples stands, or would stand: without any that of the release."""
    base, files = fingerprint(), _reviewed_files()
    if not files:
        return path_of(base)
    digest = hashlib.sha256()
    for path in files:
        _add(digest, path)
    return MODELS / f"reviewed-{base}-{digest.hexdigest()[:12]}.tar.gz"


def train(*, force: bool = False, reviewed: bool = False) -> Path:
    """Train a model for the data as it is now, unless it is there already; `reviewed`: with the reviewed examples.

    Raises ModelError.
    """
    target = path_with_reviewed() if reviewed else path_of(fingerprint())
    if target.exists() and readable(target) and not force:
        return target
    MODELS.mkdir(exist_ok=True)
    data = [path for path in _sources() if (ROOT / "data") in path.parents and path.suffix == ".yml"]
    # File by file: given the folder, Rasa would read the reviewed examples too.
    command = [str(ENGINE_PYTHON), "-I", "bot/run.py", "train", "--domain", "domain.yml"]
    command += ["--data", *map(str, [*data, *(_reviewed_files() if reviewed else [])])]
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
    """The model that the desk put live, if that belongs to today's data; else the model of today's data, else the
    newest of an earlier release that can be read. Raises ModelError when there is none."""
    base = fingerprint()
    live = live_model.read(MODELS)
    put_live = [MODELS / f"{live.name}.tar.gz"] if live and live.base == base else []
    releases = (path for path in MODELS.glob("*.tar.gz") if not path.name.startswith("reviewed-"))
    others = sorted(releases, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*put_live, path_of(base), *others]:
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
