"""Reads shows of 100, 1,000 and 10,000 episodes, and every `episode.yaml` in both ways, in one run.

.venv/bin/python bench/load.py [--episodes 10000] [--keep FOLDER]

An episode is the metadata, notes, chapters and transcript of a real one; its audio is linked, so
that no audio library is measured. CPU seconds, because the machine may be busy; memory is the
whole process's. The first figure of each row is YAML alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from podcaster.load import load
from podcaster.load.yaml_file import lines_of, parse_yaml
from podcaster.load.yaml_whole import parse_any_yaml
from podcaster.model.draft import SourceFile
from podcaster.opening import open_workspace

EXAMPLE: Final = Path(__file__).resolve().parents[1]
STEPS: Final = (100, 1_000, 10_000)

AUDIO: Final = """\
audio:
  url: https://ton.example.org/{slug}.mp3
  bytes: 28800000
  duration_s: 1800
"""


def make_show(folder: Path, episodes: int) -> None:
    """Write a show of so many episodes into `folder`."""
    folder.mkdir(parents=True)
    for name in ("publish.yaml", "artwork.jpg"):
        shutil.copy(EXAMPLE / name, folder / name)
    for name in ("jingles", "emblems"):
        shutil.copytree(EXAMPLE / name, folder / name)
    source = EXAMPLE / "episodes" / "001-bahnhofsviertel"
    written = (source / "episode.yaml").read_text("utf-8")
    beside = [source / name for name in ("notes.md", "chapters.txt", "transcript.vtt")]
    texts = {path.name: path.read_text("utf-8") for path in beside if path.is_file()}
    first = datetime(2000, 1, 1, 6, tzinfo=UTC)
    for number in range(1, episodes + 1):
        slug = f"{number:05}-folge"
        _write_episode(folder / "episodes" / slug, written, texts, (first, number, slug))


def _write_episode(
    folder: Path, written: str, texts: Mapping[str, str], which: tuple[datetime, int, str]
) -> None:
    first, number, slug = which
    folder.mkdir(parents=True)
    moment = (first + timedelta(hours=number)).isoformat()
    lines = [
        line
        for line in written.splitlines()
        if not line.startswith(("guid:", "published_at:", "number:", "    notes:"))
    ]
    own = f"guid: bench-{number}\npublished_at: {moment}\nnumber: {number}\n"
    text = "\n".join(lines) + "\n" + own + AUDIO.format(slug=slug)
    (folder / "episode.yaml").write_text(text, "utf-8")
    for name, content in texts.items():
        (folder / name).write_text(content, "utf-8")


def measure(folder: Path) -> dict[str, float]:
    """Return CPU seconds of the YAML alone, in both ways, and of the whole load, and memory."""
    files = sorted(folder.glob("episodes/*/episode.yaml"))
    texts = [(path.name, path.read_text("utf-8")) for path in files]
    began = time.process_time()
    for name, text in texts:
        parse_yaml(name, text)
    fast_s = time.process_time() - began
    sample = texts[:100]
    began = time.process_time()
    for name, text in sample:
        parse_any_yaml(SourceFile(name, lines_of(text)), text)
    slow_s = (time.process_time() - began) / len(sample) * len(texts)
    began = time.process_time()
    draft = load(folder, open_workspace(folder))
    load_s = time.process_time() - began
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"yaml_s": fast_s, "whole_yaml_s": slow_s, "load_s": load_s, "memory_mb": peak_mb}
    return {"episodes": len(draft.episodes), **figures}


def main(arguments: Sequence[str]) -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--episodes", type=int, default=STEPS[-1])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    print("| episodes | YAML s | whole language s | load s | memory MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        for episodes in (step for step in STEPS if step <= asked.episodes):
            folder = (asked.keep or Path(scratch)) / f"show-{episodes}"
            make_show(folder, episodes)
            command = [sys.executable, __file__, "--measure", str(folder)]
            row = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            print(
                f"| {row['episodes']:.0f} | {row['yaml_s']:.2f} | {row['whole_yaml_s']:.2f} "
                f"| {row['load_s']:.2f} | {row['memory_mb']:.0f} |"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
