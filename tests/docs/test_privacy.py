"""The page about privacy says where secrets are, and names every command that asks others."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tests.architecture.house import ROOT, texts_in

from podcaster.cli import podcaster
from podcaster.deliver.ledger.server import ADDRESS
from podcaster.outside.secret_file import default_file
from podcaster.outside.sign_in import PORT

PAGE = (ROOT / "docs/explanation/privacy.md").read_text(encoding="utf-8")


def _asks_strangers(command: str) -> bool:
    """Tell whether a command opens the door to addresses that stand in no `publish.yaml`."""
    module = sys.modules[podcaster.commands[command].callback.__module__]
    return "PublicWeb(" in Path(str(module.__file__)).read_text(encoding="utf-8")


def test_every_command_that_asks_other_addresses_is_named() -> None:
    asking = {name for name in podcaster.commands if _asks_strangers(name)}

    assert {"import", "compare", "confirm"} <= asking
    assert asking <= set(re.findall(r"`podcaster (\w+)", PAGE))


def test_what_else_is_reached_or_kept_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/redaktion")
    kept = str(default_file({})).replace("/home/redaktion", "~")

    missing = [one for one in (kept, ADDRESS, f"localhost:{PORT}") if f"`{one}`" not in PAGE]

    assert not missing


def test_no_page_says_that_tokens_are_in_no_file() -> None:
    texts = texts_in("docs/**/*.md", "README.md")

    wrong = [
        name
        for name, text in texts.items()
        if re.search(r"appear in no\s+file|never written anywhere", text)
    ]

    assert not wrong
