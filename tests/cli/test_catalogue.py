from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from podcaster.words import translator

ROOT = Path(__file__).resolve().parents[2]


def test_every_text_of_the_program_is_said_in_german() -> None:
    ended = subprocess.run(
        [sys.executable, "tools/catalogue.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("next step: {step}", "Nächster Schritt: {step}"),
        ("the episode has no transcript", "Die Folge hat kein Transkript"),
        ("One plain paragraph", "Ein Absatz ohne Formatierung"),
    ],
)
def test_staff_read_german(english: str, german: str) -> None:
    assert translator("de_DE", "podcaster")(english) == german


def test_what_has_no_catalogue_stays_english() -> None:
    assert translator("xx", "podcaster")("next step: {step}") == "next step: {step}"
