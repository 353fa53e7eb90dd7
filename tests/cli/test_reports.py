from __future__ import annotations

import json
from pathlib import Path

from podcaster.cli.reports import (
    finding_rows,
    mastered_row,
    measurement_row,
    plan_rows,
    status_rows,
)
from podcaster.model.audio import AudioFormat, MasteredFile, Measurement
from podcaster.model.delivery import Action, Change, Standing, State
from podcaster.model.findings import Finding, Place, Severity
from podcaster.model.message import message

MEASURED = Measurement(
    "a.wav", 12.34567, -16.0049, 4.4444, -1.0051, 48000, 2, "pcm", -12.3456, -14.2
)
SILENCE = Measurement("b.wav", 3.0, None, 0.0, None, 44100, 1, "flac")

STANDING = Standing(
    "episode/eins",
    "website",
    Action.ANNOUNCE,
    message("new since {day}", day="2026-03-05"),
    State.HANDED_OVER,
    "https://example.org/eins",
    changes=(Change("title", "", "Eins"),),
)


def test_a_finding_has_every_key_of_the_contract() -> None:
    place = Place("publish.yaml", 3, 11, 9)
    findings = [
        Finding("PC201", Severity.ERROR, place, message("no"), message("do")),
        Finding("PC601", Severity.WARNING, Place("episodes/eins"), message("has no chapters")),
    ]

    assert finding_rows(findings, str.upper) == [
        {
            "code": "PC201",
            "severity": "error",
            "file": "publish.yaml",
            "line": 3,
            "column": 11,
            "message": "NO",
            "hint": "DO",
        },
        {
            "code": "PC601",
            "severity": "warning",
            "file": "episodes/eins",
            "line": 0,
            "column": 0,
            "message": "HAS NO CHAPTERS",
            "hint": None,
        },
    ]


def test_a_measurement_is_rounded_to_what_a_meter_knows() -> None:
    assert measurement_row(MEASURED) == {
        "file": "a.wav",
        "duration_s": 12.346,
        "integrated_lufs": -16.0,
        "loudness_range_lu": 4.44,
        "true_peak_dbtp": -1.01,
        "sample_rate_hz": 48000,
        "channels": 2,
        "codec": "pcm",
        "max_momentary_lufs": -12.35,
        "max_short_term_lufs": -14.2,
        "layout": [],
    }


def test_silence_has_no_loudness() -> None:
    row = json.loads(json.dumps(measurement_row(SILENCE)))

    assert row["integrated_lufs"] is None
    assert row["true_peak_dbtp"] is None


def test_a_mastered_file_tells_before_and_after() -> None:
    mastered = MasteredFile(Path("a.mp3"), AudioFormat.MP3, SILENCE, MEASURED, -0.001, 0.0, 1.23456)

    assert mastered_row(mastered) == {
        "input": measurement_row(SILENCE),
        "output": measurement_row(MEASURED),
        "gain_db": 0.0,
        "wall_s": 1.235,
    }
    assert str(mastered_row(mastered)["gain_db"]) == "0.0"


def test_a_plan_has_every_key_of_the_contract() -> None:
    assert plan_rows([STANDING], str) == [
        {
            "item": "episode/eins",
            "channel": "website",
            "action": "announce",
            "reason": "new since 2026-03-05",
            "state": "handed_over",
            "changes": [{"field": "title", "before": "", "after": "Eins"}],
        }
    ]


def test_a_status_has_every_key_of_the_contract() -> None:
    assert status_rows([STANDING], str) == [
        {
            "item": "episode/eins",
            "channel": "website",
            "state": "handed_over",
            "reason": "new since 2026-03-05",
            "url": "https://example.org/eins",
        }
    ]
