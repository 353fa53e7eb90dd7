"""Quotable pieces as films for social networks: artwork, title, waveform, burnt-in captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.progress import Progress
from podcaster.errors import PodcasterError
from podcaster.master.cache import Cache
from podcaster.master.pictures.audiogram_pictures import PER_S, SHAPES, Script, Shape, pictures
from podcaster.master.pictures.captions import captions_of
from podcaster.master.pictures.lettering import Typeface
from podcaster.master.pictures.typefaces import Typefaces, typefaces_of
from podcaster.model.artefacts import Media
from podcaster.model.episode import Soundbite
from podcaster.model.film import Film, Picture
from podcaster.model.findings import Place
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.message import Message, message
from podcaster.model.typography import typeset
from podcaster.workspace import Workspace

#: Raised when the same piece would come out with other bytes.
_VERSION: Final = 3

_BARS: Final = 96
_FADE_S: Final = 0.03

#: Longer ones are not watched to their end.
LONGEST_S: Final = 90


@dataclass(frozen=True)
class _Piece:
    """A piece of a finished file, and what is shown with it."""

    episode: MasteredEpisode
    source: Media
    start_s: float
    script: Script


def audiograms_of(
    mastered: Mastered, episode: MasteredEpisode, workspace: Workspace
) -> tuple[Media, ...]:
    """Return a film in each shape for every soundbite of an episode.

    Raises:
        PodcasterError: If there is nothing to be shown, or nothing to show it with.
        FolderError: If the cache can't be written.
    """
    if not episode.soundbites:
        raise _refused(
            episode,
            message("there is no soundbite"),
            message("name a quotable piece under `soundbites`: `start_s`, `duration_s`, `title`"),
        )
    cache = Cache(workspace.cache, int(workspace.now.timestamp() * 1e9))
    return tuple(
        _film(cache, workspace, _piece(mastered, episode, bite), shape, number)
        for number, bite in enumerate(episode.soundbites, 1)
        for shape in SHAPES
    )


def _piece(mastered: Mastered, episode: MasteredEpisode, bite: Soundbite) -> _Piece:
    """Gather what a soundbite is made of.

    Raises:
        PodcasterError: If it is too long, stands elsewhere, or has letters we can't write.
    """
    source = episode.enclosure.media
    if source is None:
        raise _refused(
            episode,
            message("its audio stands elsewhere, so no film can be made of it"),
            message("put the recording into the episode's folder"),
        )
    if bite.duration_s > LONGEST_S:
        raise _refused(
            episode,
            message("the soundbite is longer than {most} seconds", most=LONGEST_S),
            message("set `duration_s` to {most} or less; 20 to 40 are best", most=LONGEST_S),
        )
    cover, written = episode.cover or mastered.cover, episode.draft.written
    show = mastered.settings.show
    script = Script(
        show=typeset(show.title, show.language),
        title=typeset(bite.title or written.title, written.language or show.language),
        captions=captions_of(episode.transcript, bite.start_s, bite.duration_s),
        levels=(),
        duration_s=bite.duration_s,
        accent=mastered.settings.site.accent,
        artwork=cover.small.source,
    )
    script = replace(script, typefaces=_typefaces(mastered, episode, script))
    return _Piece(episode, source, bite.start_s, script)


def _typefaces(
    mastered: Mastered, episode: MasteredEpisode, script: Script
) -> tuple[Typeface, Typeface, Typeface]:
    """Return what show, title and captions are written in: boxes for letters help nobody.

    Raises:
        PodcasterError: If there are words that no typeface here has the letters for.
    """
    there = typefaces_of(mastered.checked.draft.fonts)
    said = " ".join(f"{one.speaker} {one.text}" for one in script.captions)
    found = [_typeface(there, episode, text) for text in (script.show, script.title, said)]
    return found[0], found[1], found[2]


def _typeface(there: Typefaces, episode: MasteredEpisode, text: str) -> Typeface:
    found = there.for_text(text)
    if found:
        return found
    raise _refused(
        episode,
        message("no typeface here has `{letters}`", letters=there.lacking(text)[:8] or text[:40]),
        message("install a typeface with these letters, or name one: `site.fonts`"),
    )


def _refused(episode: MasteredEpisode, what: Message, hint: Message) -> PodcasterError:
    place = Place(f"{episode.draft.folder}/episode.yaml")
    return PodcasterError(what, place=place, hint=hint)


def _film(cache: Cache, workspace: Workspace, piece: _Piece, shape: Shape, number: int) -> Media:
    """Return one film; it is made only if it is not known yet."""
    script = asdict(piece.script) | {
        "artwork": cache.digest(piece.script.artwork),
        "typefaces": [one.file and cache.digest(one.file) for one in piece.script.typefaces],
    }
    recipe = {
        "version": _VERSION,
        "audio": piece.source.sha256,
        "start_s": piece.start_s,
        "script": script,
        "shape": asdict(shape),
    }
    kept = cache.keep("audiograms", recipe, lambda folder: _write(workspace, piece, shape, folder))
    facts = kept.facts()
    slug = piece.episode.draft.slug
    return Media(
        path=f"{slug}/audiogram-{number}-{shape.name}.mp4",
        source=kept.folder / "audiogram.mp4",
        mime_type="video/mp4",
        size_bytes=facts["size_bytes"],
        sha256=facts["sha256"],
        item=piece.episode.draft.item,
    )


def _write(workspace: Workspace, piece: _Piece, shape: Shape, folder: Path) -> object:
    door, out = workspace.audio, folder / "audiogram.mp4"
    samples, rate_hz = _heard(door, piece)
    script = Script(**{**vars(piece.script), "levels": levels(samples)})
    with workspace.progress(f"{script.title} ({shape.name})") as progress:
        shots = _told(pictures(script, shape), script.duration_s, progress)
        door.film(Film(shots, PER_S, [samples], rate_hz), out)
    content = out.read_bytes()
    return {"sha256": sha256(content).hexdigest(), "size_bytes": len(content)}


def _told(shots: Iterator[Picture], duration_s: float, progress: Progress) -> Iterator[Picture]:
    """Pass on pictures, and tell how many seconds are done."""
    for number, shot in enumerate(shots):
        yield shot
        progress(number / PER_S, duration_s)


def _heard(door: AudioDoor, piece: _Piece) -> tuple[Samples, int]:
    """Return the sound of a piece, faded at both ends so that it does not click, and its rate."""
    path, start_s = piece.source.source, piece.start_s
    rate_hz = door.probe(path).sample_rate_hz
    blocks = door.read(path, start_s=start_s, stop_s=start_s + piece.script.duration_s)
    samples = np.concatenate(list(blocks))
    fade = np.linspace(0, 1, max(1, round(_FADE_S * rate_hz)), dtype=np.float32)[:, None]
    samples[: len(fade)] *= fade[: len(samples)]
    samples[-len(fade) :] *= fade[::-1][-len(samples) :]
    return samples, rate_hz


def levels(samples: Samples) -> tuple[float, ...]:
    """Return how loud each of the waveform's bars is: the root of the mean square.

    Args:
        samples: float32, shape (frames, channels), full scale = 1.0.
    """
    parts = np.array_split(np.square(samples).mean(axis=1), _BARS)
    return tuple(round(float(np.sqrt(part.mean())) if len(part) else 0.0, 4) for part in parts)
