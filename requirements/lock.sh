#!/bin/sh
# Pins everything with hashes and without addresses: requirements/*.txt from pyproject.toml.
# Needs `uv`; run it after a change of the dependencies and commit the result.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --custom-compile-command "requirements/lock.sh" "$@"
}
lock pyproject.toml -o requirements/run.txt
lock pyproject.toml --group dev --constraint requirements/run.txt -o requirements/dev.txt
lock --group postgres --constraint requirements/dev.txt -o requirements/postgres.txt
lock --group denoise --constraint requirements/dev.txt -o requirements/denoise.txt
lock --group bench --constraint requirements/dev.txt -o requirements/bench.txt
lock --group example --constraint requirements/dev.txt -o requirements/example.txt
lock --group build -o requirements/build.txt
