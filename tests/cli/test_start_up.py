"""Commands that only read load only what reads: nobody waits for what is not used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

#: Library -> what it is for; no command that only reads needs it.
HEAVY: Final = {
    "numpy": "samples",
    "soundfile": "samples",
    "av": "FFmpeg's libraries: decoding, encoding, and headers of files that are not known yet",
    "pydub": "joining sound",
    "mutagen": "tags",
    "PIL": "pictures that are not known yet",
    "requests": "the web",
    "urllib3": "the web",
    "paramiko": "ssh",
    "pagefind": "the search index",
    "asyncio": "the search index",
    "feedgen": "the feed",
    "lxml": "the feed, and XML beside an episode",
    "markdown_it": "show notes as HTML",
    "babel": "dates and numbers on pages",
    "segno": "codes on pages",
    "jinja2": "templates",
    "ruamel": "YAML out of the ordinary",
    "podcaster.master.show": "mastering",
    "podcaster.render.show": "documents",
    "podcaster.deliver.channels": "every kind of channel",
}
#: Also not for those that read neither the show nor its ledger.
LEDGER: Final = {"sqlalchemy": "the ledger's rows"}
SHOW: Final = {"pydantic": "what people write", "podcaster.load.show": "the show"}

#: Command -> what it must not load.
COMMANDS: Final = {
    # Its rules about templates know Jinja's grammar.
    "check": {name: why for name, why in (HEAVY | LEDGER).items() if name != "jinja2"},
    "status": {name: why for name, why in HEAVY.items() if name != "asyncio"},
    "log": {name: why for name, why in HEAVY.items() if name != "asyncio"} | SHOW,
    "explain": HEAVY | LEDGER | SHOW,
}

#: The first run notes what files are; here also of files that were written a moment ago.
PROGRAM: Final = """
import json, sys
if sys.argv[1] == "check":
    from podcaster.load import known
    known.SETTLED_NS = -10**20
from podcaster.cli import run
code = run(sys.argv[1:], {})
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded_by(show: Path, *command: str) -> frozenset[str]:
    """Return the modules that a run of a command loads in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=show,
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYDANTIC_DISABLE_PLUGINS": "__all__"},
    )
    code, modules = json.loads(run.stderr.splitlines()[-1])
    assert code == 0, run.stderr
    return frozenset(modules)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_reads_loads_only_what_reads(show: Path, command: str) -> None:
    known = loaded_by(show, "check") if command in {"check", "status"} else frozenset()

    loaded = loaded_by(show, command)

    assert {name: why for name, why in COMMANDS[command].items() if name in loaded} == {}
    assert not known or "PIL" in known  # so the first look does take the libraries
