"""What `--json` prints: values for programs, whose names and types never change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcaster.cli.words import say
from podcaster.model.findings import Finding
from podcaster.model.message import Gettext

if TYPE_CHECKING:
    from podcaster.model.artefacts import Media
    from podcaster.model.audio import MasteredFile, Measurement
    from podcaster.model.delivery import Standing
    from podcaster.model.release import Release, ReleasedEpisode, ReleasedNews

#: One JSON object.
Row = dict[str, Any]


def finding_rows(findings: Iterable[Finding], gettext: Gettext) -> list[Row]:
    """Return findings; line and column are 0 where a finding is about a whole file or line."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": say(finding.message, gettext),
            "hint": say(finding.hint, gettext) if finding.hint else None,
        }
        for finding in findings
    ]


def measurement_row(measured: Measurement) -> Row:
    """Return a meter reading; None where there is only silence."""
    return {
        "file": measured.file,
        "duration_s": round(measured.duration_s, 3),
        "integrated_lufs": _rounded(measured.integrated_lufs),
        "loudness_range_lu": _rounded(measured.loudness_range_lu),
        "true_peak_dbtp": _rounded(measured.true_peak_dbtp),
        "sample_rate_hz": measured.sample_rate_hz,
        "channels": measured.channels,
        "codec": measured.codec,
        "max_momentary_lufs": _rounded(measured.max_momentary_lufs),
        "max_short_term_lufs": _rounded(measured.max_short_term_lufs),
        "layout": list(measured.layout),
    }


def mastered_row(mastered: MasteredFile) -> Row:
    """Return what became of one file."""
    return {
        "input": measurement_row(mastered.before),
        "output": measurement_row(mastered.after),
        "gain_db": _rounded(mastered.gain_db),
        "wall_s": round(mastered.wall_s, 3),
    }


def build_row(release: Release, folder: Path, written: int, unchanged: int) -> Row:
    """Return what was built; paths are relative to `folder`."""
    return {
        "folder": str(folder),
        "feed": release.feed,
        "episodes": [_episode(episode) for episode in release.episodes],
        "news": [_news(news) for news in release.news],
        "written": written,
        "unchanged": unchanged,
        "mastered": release.mastered.mastered,
        "reused": release.mastered.reused,
    }


def plan_rows(standings: Iterable[Standing], gettext: Gettext) -> list[Row]:
    """Return what is, or would be, done with each item at each channel."""
    return [
        {
            "item": standing.item,
            "channel": standing.channel,
            "action": standing.action.value,
            "reason": say(standing.reason, gettext),
            "state": standing.state.value,
            "changes": [asdict(change) for change in standing.changes],
        }
        for standing in standings
    ]


def status_rows(standings: Iterable[Standing], gettext: Gettext) -> list[Row]:
    """Return how each item stands at each channel."""
    return [
        {
            "item": standing.item,
            "channel": standing.channel,
            "state": standing.state.value,
            "reason": say(standing.reason, gettext),
            "url": standing.url,
        }
        for standing in standings
    ]


def _episode(episode: ReleasedEpisode) -> Row:
    return {
        "slug": episode.slug,
        "guid": episode.guid,
        "page": episode.page,
        "audio": [_audio(media) for media in episode.audio],
        "sidecars": dict(episode.sidecars),
        "fragments": dict(episode.fragments),
    }


def _audio(media: Media) -> Row:
    return {"path": media.path, "type": media.mime_type, "bytes": media.size_bytes}


def _news(news: ReleasedNews) -> Row:
    return {"slug": news.slug, "item": news.item, "files": dict(news.files)}


def _rounded(value: float | None) -> float | None:
    """Return a level to two decimals, which is finer than any meter agrees on."""
    return None if value is None else round(value, 2) + 0.0
