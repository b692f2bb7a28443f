#!/usr/bin/env bash
# Make both environments from the hashed lock files, and fetch the language resource where it can be had.
# Does nothing where nothing changed. Needs: bash, and Python 3.11 or newer somewhere (uv brings what is missing).
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
SPACY_MODEL=nl_core_news_sm-3.8.0
SPACY_MODEL_SHA256=a76978477821f213ca76a46c686df1b1d41462905d4868bc53eac086adca8b7e

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

# A Python of a given version: pyenv's where pyenv has it, else the one on the path, else uv's own.
python_for() {
  local found
  for found in "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
    [ -x "$found" ] && { echo "$found"; return; }
  done
  echo "$1"
}

uv() { .tools/bin/uv "$@"; }

if [ ! -x .tools/bin/uv ]; then
  say "Installing uv $UV_VERSION"
  first=$(python_for 3.11); [ -x "$first" ] || first=$(command -v python3.11 || command -v python3)
  "$first" -m venv .tools
  .tools/bin/pip install --quiet --require-hashes -r requirements/tools.txt
fi

# An environment is made anew when its lock file is not the one it was made from.
environment() {
  local folder=$1 version=$2 lock=$3
  if [ "$(cat "$folder/made-from" 2>/dev/null)" != "$(sha256sum < "$lock")" ]; then
    say "Installing $folder (Python $version) from $lock"
    uv venv --quiet --clear --python "$(python_for "$version")" "$folder"
    uv pip sync --quiet --python "$folder/bin/python" --require-hashes "$lock"
    if [ "$folder" = .venv ]; then
      uv pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation --editable .
    fi
    sha256sum < "$lock" > "$folder/made-from"
  fi
}

environment .venv 3.11 requirements/dev.txt
environment .venv-rasa 3.10 requirements/rasa.txt

# The spaCy model is not on PyPI. Where its official release can be reached it is used; elsewhere the pipeline does
# without it (docs/decisions/0002). Tried once for each environment.
if [ ! -e .venv-rasa/language-resource-tried ]; then
  wheel="$(mktemp -d)/$SPACY_MODEL-py3-none-any.whl"
  address="https://github.com/explosion/spacy-models/releases/download/$SPACY_MODEL/$(basename "$wheel")"
  if curl --silent --fail --location --connect-timeout 10 --max-time 120 --output "$wheel" "$address" 2>/dev/null; then
    echo "$SPACY_MODEL_SHA256  $wheel" | sha256sum --check --quiet
    uv pip install --quiet --python .venv-rasa/bin/python --no-deps "$wheel"
    say "Language resource: $SPACY_MODEL"
  else
    say "Language resource: $SPACY_MODEL cannot be reached from here; spaCy's blank Dutch with simplemma is used"
  fi
  touch .venv-rasa/language-resource-tried
fi

# The tables by which names are recognised in stored talks take minutes to build; the gateway should find them ready.
if [ ! -e var/deduce/made-from ] || [ "$(cat var/deduce/made-from)" != "$(cat .venv/made-from)" ]; then
  say "Building the tables that recognise names (once, about two minutes)"
  .venv/bin/python -W ignore -c 'from pathlib import Path; from web.conversations.redaction import prepare; prepare(Path("var/deduce"))'
  cp .venv/made-from var/deduce/made-from
fi
