"""A model serves only the data it was made from, is made again only when that changed, and never broken."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from web.review import live_model
from web.review.live_model import Live
from wegwijs import models
from wegwijs.models import ModelError
from wegwijs.paths import ROOT


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what models are made from; the language resource is the one named in `resource.txt`."""
    for name in models.MADE_FROM:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    shutil.copy(ROOT / "domain.yml", tmp_path / "domain.yml")
    (tmp_path / "resource.txt").write_text("blank 1.0")
    monkeypatch.setattr(models, "ROOT", tmp_path)
    monkeypatch.setattr(models, "MODELS", tmp_path / "models")
    monkeypatch.setattr(models, "language_resource", (tmp_path / "resource.txt").read_text)
    (tmp_path / "models").mkdir()
    return tmp_path


def _archive(path: Path, *, size: int = 200_000, name: str = "metadata.json", age: int = 0) -> Path:
    """A model archive of random bytes, so that it does not get smaller than its parts; `age` in seconds."""
    content = random.Random(size).randbytes(size)
    with tarfile.open(path, "w:gz") as archive:
        for part in ("components/need_model.joblib", name):
            info = tarfile.TarInfo(part)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))
    return path


# --- Which model belongs to the data


@pytest.mark.parametrize(
    "changed",
    [
        *(name for name in models.MADE_FROM if (ROOT / name).is_file()),
        "data/nlu/respijtzorg.yml",
        "data/rules/needs.yml",
        "resource.txt",
    ],
)
def test_a_change_in_what_it_is_made_from_asks_for_a_new_model(checkout: Path, changed: str) -> None:
    before = models.fingerprint()
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# anders\n")
    assert models.fingerprint() != before


def test_whatever_is_trained_counts_and_what_it_is_built_on() -> None:
    """A trained component, or one whose features training reads, that was left out would serve with old knowledge."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    modules = {part["name"].rsplit(".", 1)[0].replace(".", "/") + ".py" for part in pipeline}
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in modules}
    reads = {name for name, text in sources.items() if re.search("is_trainable=True|MESSAGE_FEATURIZER", text)}
    for name in sorted(reads):
        reads |= {f"bot/{used}.py" for used in re.findall(r"^from bot\.(\w+) import", sources[name], re.MULTILINE)}
    assert len(reads) >= 5
    assert sorted(reads - set(models.MADE_FROM)) == []


def test_a_new_file_a_renamed_file_and_a_lost_file_ask_for_a_new_model(checkout: Path) -> None:
    marks = [models.fingerprint()]
    new = checkout / "data" / "nlu" / "nieuw.yml"
    new.write_text("nlu: []\n")
    marks.append(models.fingerprint())
    new.rename(new.with_name("anders.yml"))
    marks.append(models.fingerprint())
    new.with_name("anders.yml").unlink()
    assert models.fingerprint() == marks[0]
    assert len(set(marks)) == 3


def test_a_new_intent_asks_for_a_new_model_but_another_text_does_not(checkout: Path) -> None:
    domain = checkout / "domain.yml"
    text, before = domain.read_text(encoding="utf-8"), models.fingerprint()
    domain.write_text(text.replace("Hoe gaat het met je?", "Hoe is het met je?"), encoding="utf-8")
    assert models.fingerprint() == before
    domain.write_text(text.replace("intents:\n", "intents:\n  - nieuw\n"), encoding="utf-8")
    assert models.fingerprint() != before


def test_the_fingerprint_is_the_same_each_time(checkout: Path) -> None:
    assert models.fingerprint() == models.fingerprint()
    assert models.path_of("abc").name == "wegwijs-abc.tar.gz"


def test_without_the_engine_the_error_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "ENGINE_PYTHON", tmp_path / "python")
    with pytest.raises(ModelError, match="make setup"):
        models.language_resource()


def test_a_broken_engine_is_told_with_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho geen simplemma >&2\nexit 3\n")
    fake.chmod(0o755)
    monkeypatch.setattr(models, "ENGINE_PYTHON", fake)
    with pytest.raises(ModelError, match=r"(?s)make setup.*geen simplemma"):
        models.language_resource()


# --- Which archive can be read


def test_a_whole_archive_can_be_read(tmp_path: Path) -> None:
    assert models.readable(_archive(tmp_path / "heel.tar.gz"))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.6, 0.99])
def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = _archive(tmp_path / "half.tar.gz")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert not models.readable(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("damage", [b"\x00" * 64, b"\xff" * 64, b"!"], ids=["zeros", "ones", "one byte"])
def test_an_archive_that_was_damaged_inside_is_refused(tmp_path: Path, share: float, damage: bytes) -> None:
    path = _archive(tmp_path / "kapot.tar.gz")
    content = bytearray(path.read_bytes())
    place = int(len(content) * share)
    content[place : place + len(damage)] = damage
    path.write_bytes(content)
    assert not models.readable(path)


@pytest.mark.parametrize("content", [b"", b"geen archief", b"\x1f\x8b" + b"x" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "iets.tar.gz"
    path.write_bytes(content)
    assert not models.readable(path)


def test_an_archive_without_a_model_is_refused(tmp_path: Path) -> None:
    assert not models.readable(_archive(tmp_path / "ander.tar.gz", name="iets.json"))


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert not models.readable(tmp_path / "weg.tar.gz")


# --- Which model serves


def test_the_model_of_todays_data_serves_even_when_another_is_newer(checkout: Path) -> None:
    own = _archive(models.path_of(models.fingerprint()), size=1000, age=500)
    _archive(checkout / "models" / "wegwijs-nieuwer.tar.gz", size=1000)
    assert models.to_serve() == own


def test_when_that_one_is_broken_the_newest_that_can_be_read_serves(checkout: Path) -> None:
    models.path_of(models.fingerprint()).write_bytes(b"half")
    _archive(checkout / "models" / "wegwijs-oud.tar.gz", size=1000, age=500)
    newest = _archive(checkout / "models" / "wegwijs-later.tar.gz", size=1000, age=100)
    broken = _archive(checkout / "models" / "wegwijs-kapot.tar.gz")
    broken.write_bytes(broken.read_bytes()[:5000])
    assert models.to_serve() == newest


def test_without_any_model_the_error_says_what_to_run(checkout: Path) -> None:
    with pytest.raises(ModelError, match="make train"):
        models.to_serve()


# --- What staff approved


@pytest.fixture
def reviewed(checkout: Path) -> Path:
    """An approved example among the training data."""
    folder = checkout / models.REVIEWED
    folder.mkdir()
    (folder / "respijtzorg.yml").write_text("nlu: []\n", encoding="utf-8")
    return folder


def _put_live(checkout: Path, name: str, base: str) -> None:
    live_model.write(checkout / "models", Live(name, base))


def test_reviewed_examples_leave_the_model_of_the_release_as_it_is(checkout: Path) -> None:
    before = models.fingerprint()
    folder = checkout / models.REVIEWED
    folder.mkdir()
    assert models.path_with_reviewed() == models.path_of(before)
    (folder / "respijtzorg.yml").write_text("nlu: []\n", encoding="utf-8")
    assert models.fingerprint() == before
    first = models.path_with_reviewed()
    assert first.name.startswith(f"reviewed-{before}-")
    assert live_model.base_of(first.name.removesuffix(".tar.gz")) == before
    (folder / "groet.yml").write_text("nlu: []\n", encoding="utf-8")
    assert models.path_with_reviewed() != first


@pytest.mark.parametrize("with_them", [False, True])
def test_only_training_with_reviewed_examples_reads_them(
    checkout: Path, reviewed: Path, monkeypatch: pytest.MonkeyPatch, with_them: bool
) -> None:
    asked: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.extend(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr("wegwijs.models.subprocess.run", run)
    with pytest.raises(ModelError, match="training failed"):
        models.train(reviewed=with_them)
    data = asked[asked.index("--data") + 1 : asked.index("--config")]
    assert (str(reviewed / "respijtzorg.yml") in data) == with_them
    own = {str(path) for path in (checkout / "data").rglob("*.yml") if reviewed not in path.parents}
    assert set(data) - {str(reviewed / "respijtzorg.yml")} == own


def test_a_model_with_reviewed_examples_serves_only_when_it_was_put_live(checkout: Path, reviewed: Path) -> None:
    own = _archive(models.path_of(models.fingerprint()), size=1000, age=500)
    learnt = _archive(models.path_with_reviewed(), size=1000)
    assert models.to_serve() == own
    own.unlink()
    old = _archive(checkout / "models" / "wegwijs-oud.tar.gz", size=1000, age=900)
    assert models.to_serve() == old, "not even when nothing else is there to serve"
    _put_live(checkout, learnt.name.removesuffix(".tar.gz"), models.fingerprint())
    assert models.to_serve() == learnt


def test_a_new_release_goes_before_what_was_put_live(checkout: Path, reviewed: Path) -> None:
    learnt, base = _archive(models.path_with_reviewed(), size=1000), models.fingerprint()
    _put_live(checkout, learnt.name.removesuffix(".tar.gz"), base)
    with (checkout / "config.yml").open("a", encoding="utf-8") as file:
        file.write("# anders\n")
    own = _archive(models.path_of(models.fingerprint()), size=1000)
    assert models.to_serve() == own


@pytest.mark.parametrize("damage", ["broken", "gone", "no pointer", "a pointer that is no JSON", "another name"])
def test_what_was_put_live_and_cannot_be_read_is_passed_over(checkout: Path, reviewed: Path, damage: str) -> None:
    own = _archive(models.path_of(models.fingerprint()), size=1000)
    learnt, base = _archive(models.path_with_reviewed(), size=1000), models.fingerprint()
    _put_live(checkout, learnt.name.removesuffix(".tar.gz"), base)
    assert models.to_serve() == learnt
    pointer = checkout / "models" / "live"
    if damage == "broken":
        learnt.write_bytes(learnt.read_bytes()[:100])
    elif damage == "gone":
        learnt.unlink()
    elif damage == "no pointer":
        live_model.write(checkout / "models", None)
    elif damage == "another name":
        pointer.write_text(f'{{"name": "../../elders", "base": "{base}"}}', encoding="utf-8")
    else:
        pointer.write_text("half {", encoding="utf-8")
    assert models.to_serve() == own


# --- Training


def test_a_model_that_is_up_to_date_is_not_trained_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _archive(models.path_of(models.fingerprint()), size=1000)
    monkeypatch.setattr(models, "ENGINE_PYTHON", checkout / "bestaat-niet")
    assert models.train() == own


@pytest.mark.parametrize("ending", ["exit 1", "exit 0"])
def test_training_that_yields_no_model_is_a_clear_failure(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    fake = checkout / "python"
    fake.write_text(f"#!/bin/sh\n{ending}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(models, "ENGINE_PYTHON", fake)
    with pytest.raises(ModelError, match="training failed"):
        models.train()


def test_training_that_takes_too_long_is_stopped(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("train", timeout)

    monkeypatch.setattr("wegwijs.models.subprocess.run", too_long)
    with pytest.raises(ModelError, match="took longer than"):
        models.train(force=True)
