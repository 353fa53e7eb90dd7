"""Judges of feeds that other people wrote."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.judges_at_hand import node_judges, program

__all__ = ["node_judges"]


@pytest.fixture
def partytime(node_judges: Path, tmp_path: Path) -> Callable[[bytes], Any]:
    """Return what podcast-partytime understands of a feed."""

    def understand(feed: bytes) -> Any:  # noqa: ANN401 - JSON
        file = tmp_path / "feed.xml"
        file.write_bytes(feed)
        run = subprocess.run(
            ["node", node_judges / "partytime.mjs", file],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return json.loads(run.stdout)

    return understand


@pytest.fixture(scope="session")
def xmllint() -> str:
    """Return the path of xmllint."""
    return program("xmllint", "xmllint")


@pytest.fixture(scope="session")
def newsboat() -> str:
    """Return the path of newsboat."""
    return program("newsboat", "newsboat")
