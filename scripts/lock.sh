#!/usr/bin/env bash
# Write the hashed lock files anew from requirements/*.in.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  .tools/bin/uv pip compile --quiet --generate-hashes --no-strip-extras --python-version "$1" "$2" --output-file "$3"
}
compile 3.11 requirements/tools.in requirements/tools.txt
compile 3.10 requirements/rasa.in requirements/rasa.txt
compile 3.11 requirements/web.in requirements/web.txt
compile 3.11 requirements/dev.in requirements/dev.txt
