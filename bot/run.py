"""Start Rasa's own command line with this project's components: `python -I bot/run.py train ...`.

spaCy rests on a package from PyPI that bears the name of one of our rooms, `catalogue`. So the engine runs isolated
(-I, nothing of the working directory on the path), that package is loaded first, and the project's root stands last.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def prepare() -> None:
    """Put the project's root at the end of the path and quiet the engine: no telemetry, no talk of accelerators."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # Rasa binds every interface unless told otherwise; the engine belongs on loopback (docs/decisions/0001).
    os.environ.setdefault("SANIC_HOST", "127.0.0.1")
    # Rasa's cache of trained components does not see that our code changed; the dear part, the vectors, has its own.
    os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")
    # The encoder's threads may wait for each other only for a moment: where they spin on, a sentence costs ten times as
    # much on two busy cores; where they sleep at once, twice as much on quiet ones.
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")
    import catalogue  # noqa: F401  (the package of that name, not the room)

    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))


if __name__ == "__main__":
    prepare()
    from rasa.__main__ import main

    main()
