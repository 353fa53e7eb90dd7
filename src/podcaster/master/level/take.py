"""A programme in one rate and layout, measured once, and rendered as often as needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.doors.progress import Progress
from podcaster.errors import AudioError
from podcaster.master.decoded import Decoder
from podcaster.master.level.excerpts import Excerpts
from podcaster.master.level.gain import EVERYTHING, LoudPlacesOnce, solve
from podcaster.master.level.heard import NOTHING_HEARD, Heard, heard_alone, read_heard
from podcaster.master.level.limiter import Limiter
from podcaster.master.level.lookout import Lookout
from podcaster.master.level.matching import matched
from podcaster.master.level.peaks import LoudPlaces, find_loud_places
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.measure import FIRST_TIME, NO_CHECK, Reading, measure, read_meters
from podcaster.master.meter.parts import Part
from podcaster.master.meter.passes import Pace
from podcaster.master.mix import Mix
from podcaster.master.sound import Sound, file_in, held_sound
from podcaster.model.audio import AudioFacts, Measurement, Target
from podcaster.model.findings import Place
from podcaster.model.message import message

#: So far below what a guess of the gain makes loud, places are noted: guesses miss, the limiter
#: wants more gain, and an encoder a lower ceiling.
GUESS_DB: Final = 5.0
#: How files begin that keep what is heard of a body.
HEARD: Final = "heard"


class Take:
    """One measured mix.

    Args:
        mix: The programme.
        facts: Rate, channels and length of the mix, codec of its body.
        progress: Is told the seconds done of each pass.
        likely: Where it will come out, probably.
        notes: Folder to keep in what is heard of the body, if there is use for that.
        decoder: Decodes it once if that pays; None: it is decoded whenever it is read.

    Raises:
        AudioError: If the programme is silent, or a part can't be decoded.
        OSError: If there is no room for what is decoded.
    """

    def __init__(
        self,
        mix: Mix,
        facts: AudioFacts,
        progress: Progress,
        likely: Target | None = None,
        notes: Path | None = None,
        decoder: Decoder | None = None,
    ) -> None:
        self._facts = facts
        self._progress = progress
        self._alone = mix.alone()
        self.rate_hz, self.division = mix.rate_hz, grid(mix.rate_hz)
        excerpts = Excerpts(facts, self.division, self._alone and self._alone.frames)
        mix, known, lookout = self._begun(mix, excerpts, likely)
        watched = self._sound = self._readable(mix.sound(), decoder)
        if self._alone is None:
            watched = excerpts.watched(self._sound)
            lookout = self._lookout(excerpts, likely)
        check = FIRST_TIME._replace(known=known)
        self.reading = read_meters(watched, facts, progress, lookout, check)
        if notes:
            _keep(mix, self.reading, lookout, notes)
        self._loud_places = LoudPlacesOnce(self._find, lookout.places() if lookout else None)
        if self.reading.integrated_lufs is None or self.reading.true_peak_dbtp is None:
            raise _silent(mix)
        self.excerpts = excerpts.found
        #: The reading in words; what it takes to say them, window by window, is then let go.
        self.before: Measurement = self.reading.measurement(str(mix.programme.body), facts)
        self.reading = replace(self.reading, parts=())

    def limiter(self, target: Target) -> Limiter:
        """Return what brings the take to `target`, before any encoder."""
        return solve(self.reading, target, self.division, self._loud_places, self._core())

    def pace(self) -> Pace:
        """Return what tells how far a pass over the take is."""
        return Pace(self._facts, self._progress)

    def render(self, limiter: Limiter) -> Sound:
        """Return the take levelled and limited."""
        block = self.division.block
        return self._sound.changed(lambda samples, at: limiter.apply(samples, at, block))

    def render_excerpts(self, limiter: Limiter) -> Samples:
        """Return all excerpts levelled and limited, one after the other."""
        block = self.division.block
        parts = [limiter.apply(one.samples, one.start, block) for one in self.excerpts]
        return np.concatenate(parts)

    def _core(self) -> slice:
        """Return the segments where only the body is heard; all if nobody knows."""
        if self._alone is None:
            return EVERYTHING
        segment, frames = self.division.segment, self._alone.frames
        core = slice(-(-frames.start // segment), frames.stop // segment)
        return EVERYTHING if (core.start, core.stop) == (0, len(self.reading.powers)) else core

    def _begun(
        self, mix: Mix, excerpts: Excerpts, likely: Target | None
    ) -> tuple[Mix, Mapping[int, Part], Lookout | None]:
        """Return the mix with its edges as loud as they should be, and what is known of it then."""
        heard = _heard_before(mix)
        if self._alone:
            excerpts.watched(mix.sound())
        lookout = self._lookout(excerpts, likely, heard)
        known = heard.parts if lookout is None or heard.floor_db == lookout.floor_db else {}
        return *self._matched(mix, lookout, known), lookout

    def _matched(
        self, mix: Mix, lookout: Lookout | None, known: Mapping[int, Part]
    ) -> tuple[Mix, Mapping[int, Part]]:
        """Match the edges; what is known of the mix may grow on the way."""
        if not mix.programme.has_levels:
            return mix, known
        if self._alone:
            alone = self._alone.frames
            check = FIRST_TIME._replace(known=known, within=alone)
            reading = read_meters(mix.sound(), self._facts, self._progress, lookout, check)
            if 2 * reading.frames >= len(alone):  # else there are few whole windows in it
                return matched(mix, reading.integrated_lufs), {it.start: it for it in reading.parts}
        body = mix.door.probe(mix.programme.body)
        sound = file_in(mix.programme.body, body, mix.door, mix.channels)
        reading = read_meters(sound, body, self._progress, check=NO_CHECK)
        return matched(mix, reading.integrated_lufs), known

    def _readable(self, sound: Sound, decoder: Decoder | None) -> Sound:
        """Return a sound as it is, or decoded for good if that pays."""
        pays = decoder and decoder.pays(sound, self._facts.codec)
        return decoder.decoded(sound, self.pace()) if decoder and pays else sound

    def _lookout(
        self, excerpts: Excerpts, likely: Target | None, heard: Heard = NOTHING_HEARD
    ) -> Lookout | None:
        """Return who notes loud places while the meters are read, if excerpts are there by then."""
        if not likely or not excerpts.found:
            return None
        if heard.floor_db is not None:
            return Lookout(heard.floor_db, self.division, heard.seen)
        samples = np.concatenate([one.samples for one in excerpts.found])
        excerpt = held_sound(samples, self.rate_hz)
        guess = read_meters(excerpt, self._facts, check=NO_CHECK).integrated_lufs
        if guess is None:
            return None
        floor_db = likely.ceiling_dbtp - (likely.integrated_lufs - guess) - GUESS_DB
        return Lookout(floor_db, self.division)

    def _find(self, floor_db: float) -> LoudPlaces:
        """Search for loud places; another pass over the programme."""
        peaks = self.reading.window_peaks
        return find_loud_places(self._sound, floor_db, self.pace(), peaks)


def _heard_before(mix: Mix) -> Heard:
    """Return what was heard of the body when it stood at the same place of its programme."""
    folder, owner = mix.programme.earlier, _owner(mix)
    return read_heard(_heard_in(folder, mix), owner) if folder and owner else NOTHING_HEARD


def _keep(mix: Mix, reading: Reading, lookout: Lookout | None, folder: Path) -> None:
    """Keep what is heard of the body alone.

    Raises:
        OSError: If it can't be written.
    """
    alone, owner = mix.alone(), _owner(mix)
    if alone and owner:
        heard = heard_alone(alone.frames, reading.parts, lookout, mix.rate_hz)
        heard.write(_heard_in(folder, mix), owner)


def _owner(mix: Mix) -> str | None:
    """Return all that decides what is heard of the body; None if it is not known."""
    digest, alone = mix.programme.body_digest, mix.alone()
    return f"{digest} {mix.rate_hz} {mix.channels} {alone.moved_by}" if digest and alone else None


def _heard_in(folder: Path, mix: Mix) -> Path:
    return folder / f"{HEARD}-{mix.rate_hz}-{mix.channels}.npz"


def _silent(mix: Mix) -> AudioError:
    """Say that there is nothing to make louder, or that it cancels itself in one channel."""
    place = Place(str(mix.programme.body))
    heard = mix.channels == 1 and measure(mix.programme.body, mix.door).integrated_lufs is not None
    if heard and mix.door.probe(mix.programme.body).channels > 1:
        what = message("is silent in one channel: left and right cancel each other")
        hint = message("invert one of the two channels in an audio editor, or leave it in stereo")
        return AudioError(what, place=place, hint=hint)
    return AudioError(
        message("is silent: there is nothing to bring to a loudness"),
        place=place,
        hint=message("check the recording; was the right track exported?"),
    )
