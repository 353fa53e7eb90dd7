"""A plain script, `MODERATION: Guten Tag.`, paragraph by paragraph: who says what, but not when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from podcaster.load.speakers import Beginning, speakers
from podcaster.load.transcript_file import TranscriptFile
from podcaster.load.yaml_file import lines_of
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.transcript import Cue, Transcript

#: `MODERATION:`, `**Gast aus Hannover:**`; up to four words, the first with a capital letter.
_NAME: Final = re.compile(
    r"(?P<mark>\*\*|__)?(?P<name>(?=[^\W\d_a-z])[\w.*'’-]+(?: [\w.*'’-]+){0,3}?)"
    r"(?:(?P=mark):|:(?P=mark)|(?(mark)(?!)|:))(?:\s+|$)(?P<text>.*)"
)

#: Web addresses and times begin like names: `https:`, `Um 10:30`.
_REMARK: Final = re.compile(r"\s*#.*")


def parse_script(file: str, text: str, language: str, people: Iterable[str] = ()) -> TranscriptFile:
    """Read a script; lines that start with `#` are left out.

    A line that starts with a name begins a paragraph, and so does one behind an empty line. If no
    line starts with a name, nobody is named and colons stay.
    """
    lines = lines_of(text)
    said = list(_said(file, lines, _names(lines, people)))
    if not said:
        place = Place(file, 1 if lines else 0)
        found = finding("PC611", place, message("nothing is said in it"))
        return TranscriptFile(None, SourceFile(file, lines), (found,))
    places: dict[ValuePath, Place] = {(at,): place for at, (_, place) in enumerate(said)}
    transcript = Transcript(language, tuple(cue for cue, _ in said), timed=False)
    return TranscriptFile(transcript, SourceFile(file, lines, places))


def _names(lines: tuple[str, ...], people: Iterable[str]) -> frozenset[str]:
    """Return the names of who speaks; the first line, and what is bold, can be nothing else."""
    matches = [_NAME.fullmatch(line.strip()) for line in lines if not _silent(line)]
    found = [
        Beginning(match["name"], sure=match is matches[0] or bool(match["mark"]))
        for match in matches
        if match
    ]
    return speakers(found, people)


def _silent(line: str) -> bool:
    return not line.strip() or bool(_REMARK.fullmatch(line))


def _said(file: str, lines: tuple[str, ...], names: frozenset[str]) -> Iterator[tuple[Cue, Place]]:
    """Yield each paragraph with the line it starts in; a name holds until the next."""
    parts: list[str] = []
    speaker, began = "", 0
    for number, line in enumerate((*lines, ""), start=1):
        begins = _NAME.fullmatch(line.strip())
        named = begins if begins and begins["name"].casefold() in names else None
        if parts and (named or not line.strip()):
            yield _cue(" ".join(parts), speaker), _place(file, began, lines)
            parts = []
        if _silent(line):
            continue
        speaker = named["name"] if named else speaker
        said = named["text"] if named else line
        began = began if parts else number
        parts += [said] if said.strip() else []


def _cue(text: str, speaker: str) -> Cue:
    return Cue(0.0, 0.0, " ".join(text.split()), speaker)


def _place(file: str, number: int, lines: tuple[str, ...]) -> Place:
    line = lines[number - 1]
    return Place(file, number, len(line) - len(line.lstrip()) + 1, len(line.strip()))
