"""The two pipelines that are compared, and their training from nothing."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vocabulary.needs import load as load_needs
from wegwijs.models import ModelError
from wegwijs.paths import ENGINE_PYTHON, ROOT

Parse = Mapping[str, Any]
"""What the engine makes of one sentence, as `bot/understand.py` writes it."""

EXAMPLES = ROOT / "data" / "nlu"
DEFAULT_CONFIG = "lib/python3*/site-packages/rasa/engine/recipes/config_files/default_config.yml"
"""What Rasa fills in where a config names no pipeline, as that of `rasa init` does; from the engine's environment."""
NOT_SURE = "nlu_fallback"
TRAINING_TIMEOUT = 4 * 3600
LOG_SHOWN = 1500


@dataclass(frozen=True)
class Pipeline:
    """A pipeline by its name in the report, its config, and how its parse is read as contract 1 wants it."""

    name: str
    config: str
    read: Callable[[Parse], Parse]


@dataclass(frozen=True)
class Trained:
    """A trained pipeline: its model archive, and what training took from the start of its process to the end.

    `training_seconds` is as one would wait; `training_cpu_seconds` is processor time, which no pause adds to.
    """

    pipeline: Pipeline
    model: Path
    training_seconds: float
    training_cpu_seconds: float


def ours() -> Pipeline:
    """The project's own pipeline, as `config.yml` has it."""
    return Pipeline("ours", (ROOT / "config.yml").read_text(encoding="utf-8"), lambda parse: parse)


def rasa_default(epochs: int | None = None) -> Pipeline:
    """The pipeline Rasa takes by itself; `epochs` replaces those of every component that has them."""
    (file,) = ENGINE_PYTHON.parent.parent.glob(DEFAULT_CONFIG)
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    if epochs is not None:
        for component in config["pipeline"]:
            if "epochs" in component:
                component["epochs"] = epochs
    return Pipeline("default", yaml.safe_dump(config, sort_keys=False), with_needs)


def with_needs(parse: Parse) -> Parse:
    """The default pipeline's parse with `needs` and `fallback` from its ranking, as `bot/needs_heard.py` gives them.

    Its doubt stands in the ranking as a label of its own, put before the labels it doubts.
    """
    ranking = [label for label in parse["intent_ranking"] if label["name"] != NOT_SURE]
    needs = [
        {"need": label["name"], "confidence": label["confidence"]} for label in ranking if label["name"] in load_needs()
    ]
    unsure = not ranking or len(ranking) < len(parse["intent_ranking"])
    return {**parse, "intent_ranking": ranking, "needs": needs, "fallback": unsure}


def train(pipeline: Pipeline, folder: Path, examples: Path) -> Trained:
    """Train on a folder of examples in a folder of its own, so that no cache of earlier trainings helps.

    Rasa keeps its cache, and the sentence encoder its vectors, below the folder where training runs. Raises ModelError.
    """
    folder.mkdir()
    (folder / "config.yml").write_text(pipeline.config, encoding="utf-8")
    command = [str(ENGINE_PYTHON), "-I", str(ROOT / "bot" / "run.py"), "train", "nlu", "--config", "config.yml"]
    command += ["--nlu", str(examples), "--out", ".", "--fixed-model-name", pipeline.name]
    log, model = folder / "training.log", folder / f"{pipeline.name}.tar.gz"
    started, used = time.perf_counter(), _cpu_seconds()
    with log.open("wb") as said:
        done = subprocess.run(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, timeout=TRAINING_TIMEOUT, check=False
        )
    seconds = time.perf_counter() - started
    if done.returncode or not model.exists():
        raise ModelError(log.read_text(encoding="utf-8", errors="replace")[-LOG_SHOWN:])
    return Trained(pipeline, model, seconds, _cpu_seconds() - used)


def _cpu_seconds() -> float:
    """Processor time of all processes that were started from here and have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime
