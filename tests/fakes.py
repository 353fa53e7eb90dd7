"""Every fake door there is; a fake keeps the door's contract, with the simplest inside."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np

from podcaster.doors.audio import Packet, PacketEncoder, Samples, Span
from podcaster.doors.progress import Progress
from podcaster.doors.stores import ABSENT, Stored, Upload
from podcaster.doors.treatment import VOICE_STEP, Filter, Voice
from podcaster.doors.web import Answer
from podcaster.errors import AudioError, NotSentError, OutdatedError, RefusedError
from podcaster.model.audio import AudioFacts, Encoding
from podcaster.model.chapters import Chapter
from podcaster.model.facts import LastBuild
from podcaster.model.film import Film
from podcaster.model.message import message

BLOCK_FRAMES = 65536


@dataclass(frozen=True)
class FakeAudio:
    """Reads WAV files of 16 bits with the standard library, and "encodes" into the same.

    Attributes:
        facts: File name -> what `probe` says instead of looking into the file.
        tagged: File name -> what `chapters` says.
    """

    facts: Mapping[str, AudioFacts] = field(default_factory=dict)
    tagged: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)

    def probe(self, path: Path) -> AudioFacts:
        """Read the header."""
        if path.name in self.facts:
            return self.facts[path.name]
        with _opened(path) as file:
            rate_hz = file.getframerate()
            return AudioFacts("pcm", rate_hz, file.getnchannels(), file.getnframes() / rate_hz)

    def read(
        self, path: Path, *, start_s: float = 0.0, stop_s: float | None = None
    ) -> Iterator[Samples]:
        """Read blocks; a file that is shorter than its header says is an error at its end."""
        with _opened(path) as file:
            rate_hz = file.getframerate()
            stop = file.getnframes() if stop_s is None else round(stop_s * rate_hz)
            left = min(stop, file.getnframes()) - round(start_s * rate_hz)
            file.setpos(round(start_s * rate_hz))
            while left > 0:
                raw = file.readframes(min(left, BLOCK_FRAMES))
                if not raw:
                    raise AudioError(message("`{file}` ends too early", file=path.name))
                block = np.frombuffer(raw, "<i2").reshape(-1, file.getnchannels())
                left -= len(block)
                yield block.astype(np.float32) / 32768.0

    def seekable(self, path: Path) -> bool:
        """Tell the truth: WAV has no secrets."""
        del path
        return True

    def encoder(self, rate_hz: int, encoding: Encoding, start: int) -> PacketEncoder:
        """Return one that leaves samples as they are, in 16 bits, whatever `encoding` says."""
        del rate_hz, encoding
        return FakeEncoder(start)

    def mux(self, packets: Iterable[Packet], rate_hz: int, encoding: Encoding, path: Path) -> None:
        """Write a WAV file."""
        with wave.open(str(path), "wb") as file:
            file.setnchannels(encoding.channels or 1)
            file.setsampwidth(2)
            file.setframerate(rate_hz)
            for packet in packets:
                file.writeframes(packet.data)

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        """Return what it was told of the file; WAV has no chapters."""
        return self.tagged.get(path.name, ())

    def write(self, blocks: Iterable[Samples], rate_hz: int, channels: int, path: Path) -> None:
        """Write a WAV file of 16 bits."""
        encoder = FakeEncoder(0)
        packets = chain.from_iterable(map(encoder.encode, blocks))
        self.mux(packets, rate_hz, Encoding(channels=channels), path)

    def filtered(
        self, blocks: Iterable[Samples], rate_hz: int, channels: int, filters: Sequence[Filter]
    ) -> Iterator[Samples]:
        """Change nothing."""
        del rate_hz, channels, filters
        return iter(blocks)

    def voice(self, blocks: Iterable[Samples]) -> Voice:
        """Take everything that is not silent for a voice."""
        whole = np.concatenate([np.zeros((0, 1), np.float32), *blocks])[:, 0]
        steps = np.pad(whole, (0, -len(whole) % VOICE_STEP)).reshape(-1, VOICE_STEP)
        return Voice("fake", (np.abs(steps).max(axis=1) > 0.001).astype(np.float32))

    def denoised(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Change nothing."""
        return iter(blocks)

    def film(self, film: Film, path: Path) -> None:
        """Write down what it would show: size, pictures a second, how many of them, sound."""
        shapes = [picture.shape for picture in film.pictures]
        heard = sum(map(len, film.blocks)) / film.rate_hz
        path.write_text(f"{shapes[0]} {film.per_s} {len(shapes)} {heard:.2f}", encoding="ascii")

    def copy_with_chapters(self, source: Path, spans: Sequence[Span], out: Path) -> None:
        """Copy the file; WAV has no chapters."""
        del spans
        out.write_bytes(source.read_bytes())


@dataclass
class FakeEncoder:
    """Makes a packet of each block: its samples as they are, in 16 bits.

    Attributes:
        at: Where the next one begins.
    """

    at: int

    def encode(self, samples: Samples) -> Iterator[Packet]:
        """Yield one packet."""
        data = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        yield Packet(data, self.at, len(samples))
        self.at += len(samples)

    def flush(self) -> Iterator[Packet]:
        """Yield nothing: nothing was held back."""
        return iter(())


def _opened(path: Path) -> wave.Wave_read:
    try:
        return wave.open(str(path), "rb")
    except (OSError, EOFError, wave.Error) as error:
        raise AudioError(
            message("`{file}` holds no audio that can be decoded", file=path.name)
        ) from error


@dataclass(frozen=True)
class FakeWeb:
    """Gives the answers it was given, in order, and remembers what was sent.

    Attributes:
        answers: What comes back; with none left nothing can be sent.
        sent: Method and address of every request so far.
    """

    answers: list[Answer] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Answer from the list."""
        del headers, body
        if not self.answers:
            raise NotSentError(message("no connection to `{url}`", url=url))
        self.sent.append((method, url))
        return self.answers.pop(0)


@dataclass(frozen=True)
class FakeHistory:
    """Remembers what it was told."""

    guids: Mapping[str, str] = field(default_factory=dict)
    built: LastBuild = field(default_factory=LastBuild)

    def last_build(self) -> LastBuild:
        """Return what the last build said."""
        return self.built

    def published_guids(self) -> Mapping[str, str]:
        """Return slug -> GUID."""
        return self.guids


@dataclass
class FakeStore:
    """Keeps files in a dictionary, with conditions as a good object store has them.

    Attributes:
        files: Path -> content.
        types: Path -> media type and cache control, as they were sent.
        broken: Verbs that fail with no connection from now on.
        done: Every verb so far, with its path.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, tuple[str, str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    done: list[tuple[str, str]] = field(default_factory=list)

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Keep it, unless something of that length stands there."""
        self._tell("put_if_absent", upload.path)
        there = self.files.get(upload.path)
        if there is not None and len(there) == upload.size_bytes:
            return False
        self._keep(upload)
        progress(float(upload.size_bytes), float(upload.size_bytes))
        return True

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Keep it, if the condition holds."""
        self._tell("put", upload.path)
        there = self.stat(upload.path)
        if if_tag is not None and if_tag != (there.tag if there else ABSENT):
            raise OutdatedError(message("`{path}` has changed", path=upload.path))
        self._keep(upload)
        stored = self.stat(upload.path)
        assert stored is not None
        return stored

    def stat(self, path: str) -> Stored | None:
        """Look."""
        content = self.files.get(path)
        if content is None:
            return None
        digest = sha256(content).hexdigest()
        return Stored(len(content), f'"{digest[:12]}"', digest, self.types.get(path, ("", ""))[0])

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Return a piece."""
        self._tell("read", path)
        if path not in self.files:
            raise RefusedError(message("`{path}` is not there", path=path))
        return self.files[path][start:stop]

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for each."""
        found = {path: self.stat(path) for path in paths}
        return {path: stored for path, stored in found.items() if stored}

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Forget them."""
        return sum(self.files.pop(path, None) is not None for path in paths)

    def _tell(self, verb: str, path: str) -> None:
        if verb in self.broken:
            raise NotSentError(message("no connection to `{host}`", host="store"))
        self.done.append((verb, path))

    def _keep(self, upload: Upload) -> None:
        source = upload.source
        self.files[upload.path] = source if isinstance(source, bytes) else source.read_bytes()
        self.types[upload.path] = (upload.mime_type, upload.cache_control)


@dataclass(frozen=True)
class FakeSearch:
    """Makes an index of one file: the paths of what it was given."""

    def index(self, pages: Mapping[str, str]) -> Mapping[str, bytes]:
        """Write the paths down."""
        return {"pagefind.js": "\n".join(sorted(pages)).encode()}
