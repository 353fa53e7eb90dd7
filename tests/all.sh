#!/bin/sh
# Runs all tests on all cores. Browsers, servers and killed processes share those with each other:
# what failed is run once more, alone, and what passes then is named, to be mended.
set -u
cd "$(dirname "$0")/.."
.venv/bin/python -m pytest -n auto
code=$?
[ $code = 1 ] || exit $code
printf '\nonce more, alone, what failed; what passes now is UNSTEADY and has to be mended:\n'
exec .venv/bin/python -m pytest --last-failed --last-failed-no-failures none -v
