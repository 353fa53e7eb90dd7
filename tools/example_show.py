"""Makes the media of the example show anew, in place: recordings, sidecars, jingles, pictures.

Same script, same versions of the libraries: same bytes. Needs the packages of the program and the
German voice (`pip install --require-hashes -r requirements/example.txt`). What people write, that
is the YAML and Markdown files, stays untouched.

    python tools/example_show.py             everything
    python tools/example_show.py 001-bahnhofsviertel jingles pictures
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from example_media import jingles
from example_media.files import write_audio
from example_media.pictures import PICTURES
from example_media.recording import Recording, record
from example_media.script import Dialogue, Script, load_script
from example_media.sidecars import chapters_text, transcript_text
from example_media.voices import load_engine

SHOW: Final = Path(__file__).resolve().parents[1]


def main(names: list[str]) -> None:
    """Make what is named, or everything."""
    script = load_script()
    makers = _makers(script)
    unknown = sorted(set(names) - makers.keys())
    if unknown:
        raise SystemExit(f"{', '.join(unknown)}: not one of {', '.join(makers)}")
    for name in names or makers:
        makers[name]()


def _makers(script: Script) -> dict[str, Callable[[], None]]:
    """Return what can be made, by name."""

    def episode(dialogue: Dialogue) -> Callable[[], None]:
        return lambda: make_episode(dialogue, script)

    episodes = {dialogue.slug: episode(dialogue) for dialogue in script.dialogues}
    return {"pictures": make_pictures, "jingles": make_jingles, **episodes}


def make_episode(dialogue: Dialogue, script: Script) -> None:
    """Write the raw recording of an episode, its chapters and its transcript."""
    folder = SHOW / "episodes" / dialogue.slug
    recording = record(dialogue, load_engine(), script.pronunciation)
    path = folder / dialogue.recording.file
    write_audio(path, recording.samples, recording.rate_hz, dialogue.recording.bitrate_kbps)
    _report(path, f"{recording.duration_s:.1f} s")
    if dialogue.sidecars:
        _write_sidecars(folder, recording)


def _write_sidecars(folder: Path, recording: Recording) -> None:
    """Write chapters and transcript beside a recording."""
    chapters = chapters_text(recording.chapters)
    (folder / "chapters.txt").write_text(chapters, encoding="utf-8")
    transcript = transcript_text(recording.takes)
    (folder / "transcript.vtt").write_text(transcript, encoding="utf-8")


def make_jingles() -> None:
    """Write intro and outro."""
    for name, jingle in (("intro", jingles.INTRO), ("outro", jingles.OUTRO)):
        path = SHOW / "jingles" / f"{name}.flac"
        write_audio(path, jingles.play(jingle), jingles.RATE_HZ)
        _report(path, f"{jingle.duration_s:.1f} s")


def make_pictures() -> None:
    """Write all pictures."""
    for name, (draw, options) in PICTURES.items():
        path = SHOW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = draw()
        picture.save(path, **options)
        _report(path, f"{picture.width} x {picture.height}")


def _report(path: Path, what: str) -> None:
    """Say what was written."""
    print(f"{path.relative_to(SHOW)}: {what}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
