"""Does a talk grow dearer as it grows? `.venv/bin/python -m benchmarks.long_talk [--url URL] [--talks N] [--out FILE]`.

Holds talks of 100 turns through the chat API of a running `wegwijs serve`, always with the same messages in turn, and
compares what a turn takes around turn 100 with what the same messages took around turn 5 (at most 1.5 times as long).
"""

from __future__ import annotations

import argparse
import json
import os
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import httpx

MESSAGES = (
    "Het gaat niet zo goed met me",
    "Ik slaap slecht en ik ben de hele dag moe",
    "Mijn dochter komt op zaterdag helpen",
    "Ik zou wel eens met anderen willen praten die dit ook hebben",
    "Laat maar zien wat er is",
)
TURNS = 100
EARLY, LATE = range(5, 10), range(96, 101)
"""Turns (from 1) that are compared: each holds every message once."""
MOST = 1.5
TIME_LIMIT = 30.0


def main() -> None:
    """Hold the talks and print the medians and their ratio; exit 1 when the ratio is too high."""
    wishes = _wishes()
    early: list[float] = []
    late: list[float] = []
    with httpx.Client(base_url=wishes.url, timeout=TIME_LIMIT, trust_env=False) as client:
        for _ in range(wishes.talks):
            times = talk(client)
            early += [times[turn - 1] for turn in EARLY]
            late += [times[turn - 1] for turn in LATE]
    figures = {
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
        "load_average": os.getloadavg()[0],
        "talks": wishes.talks,
        "turn_5_ms": round(median(early) * 1000, 1),
        "turn_100_ms": round(median(late) * 1000, 1),
        "ratio": round(median(late) / median(early), 3),
    }
    print(json.dumps(figures, indent=2))
    if wishes.out:
        wishes.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    raise SystemExit(figures["ratio"] > MOST)


def talk(client: httpx.Client) -> list[float]:
    """Seconds of each of 100 turns in one talk; a turn that is refused for its haste is sent again and timed anew."""
    opened = client.post("/api/v1/sessions", json={"partner": None, "resume": None}).raise_for_status().json()
    key = {"Authorization": f"Bearer {opened['token']}"}
    times = []
    for turn in range(TURNS):
        body = {"id": str(uuid.uuid4()), "text": MESSAGES[turn % len(MESSAGES)]}
        while True:
            begun = time.perf_counter()
            response = client.post("/api/v1/messages", json=body, headers=key)
            taken = time.perf_counter() - begun
            if response.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(float(response.headers["Retry-After"]))
        response.raise_for_status()
        times.append(taken)
    return times


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.long_talk", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where `wegwijs serve` answers")
    parser.add_argument("--talks", type=int, default=5, help="how many talks of 100 turns are held")
    parser.add_argument("--out", type=Path, help="write the figures to this file as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
