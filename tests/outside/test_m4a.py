"""M4A files: byte for byte what FFmpeg's own muxer makes of the same packets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.audio.stream import AudioStream
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.mp4 import MP4
from tests.recordings import encoded

from podcaster.doors.audio import Packet, Span
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio, m4a
from podcaster.outside.audio.encode import mux
from podcaster.outside.audio.sample_table import Tally

RATE_HZ = 48000
STEREO = Encoding(AudioFormat.M4A, 128, 2, RATE_HZ)
NOISE = bytes(range(1, 256)) * 9000
MUXING = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(RATE_HZ)}


def packets_of(sizes: Sequence[int], last: int = 1024, frames: int = 1024) -> list[Packet]:
    ends = [*[frames] * (len(sizes) - 1), last]
    starts = [number * frames - 1024 for number in range(len(sizes))]
    return [
        Packet(NOISE[:size], start, long)
        for size, start, long in zip(sizes, starts, ends, strict=True)
    ]


def by_ffmpeg(packets: Sequence[Packet], path: Path) -> bytes:
    with av.open(str(path), "w", format="ipod", container_options=MUXING) as container:
        stream = container.add_stream("aac", rate=RATE_HZ, options={"flags": "+bitexact"})
        assert isinstance(stream, AudioStream)
        stream.codec_context.format, stream.codec_context.layout = "fltp", "stereo"
        stream.codec_context.bit_rate = 128_000
        for packet in packets:
            made = av.Packet(packet.data)
            made.stream, made.time_base = stream, Fraction(1, RATE_HZ)
            made.pts = made.dts = packet.start
            made.duration, made.is_keyframe = packet.frames, True
            container.mux_one(made)
    return path.read_bytes()


def with_chapters_by_ffmpeg(source: Path, spans: Sequence[Span], path: Path) -> bytes:
    with (
        av.open(str(source)) as old,
        av.open(str(path), "w", format="ipod", container_options=MUXING) as new,
    ):
        stream = new.add_stream_from_template(old.streams.audio[0])
        new.set_chapters(
            [
                {
                    "id": number,
                    "start": start_ms,
                    "end": end_ms,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": title},
                }
                for number, (start_ms, end_ms, title) in enumerate(spans)
            ]
        )
        for packet in old.demux(old.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    return path.read_bytes()


def ours(packets: Sequence[Packet], path: Path) -> bytes:
    mux(packets, RATE_HZ, STEREO, path)
    return path.read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=300), st.integers(1, 1024))
def test_a_file_is_what_ffmpeg_writes(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], last: int
) -> None:
    folder, packets = tmp_path_factory.mktemp("m4a"), packets_of(sizes, last)

    assert ours(packets, folder / "a") == by_ffmpeg(packets, folder / "b")


@pytest.mark.parametrize(
    "packets",
    [
        packets_of([300] * 500),
        packets_of([700 + number % 90 for number in range(5000)], 77),
        packets_of([1_048_575, 1, 1_048_576, 1_048_577, 2_000_000, 5, 5]),
        packets_of([1_000_000, 48_575, 1, 1_000_000, 48_576, 1]),
    ],
    ids=["packets alike", "several chunks", "packets of a chunk", "chunks just full"],
)
def test_chunks_end_where_ffmpeg_ends_them(packets: Sequence[Packet], tmp_path: Path) -> None:
    assert ours(packets, tmp_path / "a") == by_ffmpeg(packets, tmp_path / "b")


def test_days_are_told_as_ffmpeg_tells_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(m4a, "SHOWN_EVERY", 3)
    packets = packets_of([90_000] * 20, 9, frames=1 << 28)

    assert ours(packets, tmp_path / "a") == by_ffmpeg(packets, tmp_path / "b")


def test_beyond_4_gib_ffmpeg_finds_every_packet(tmp_path: Path) -> None:
    path, most = tmp_path / "long.m4a", 4200
    ends = Packet(NOISE[:300], -1024, 1024), Packet(NOISE[:300], 1024 * (most - 2), 1024)
    tally = Tally()
    for _ in range(most):
        tally.add(1 << 20, 1024)
    sketch = m4a.Sketch.of(ours(ends, path))
    head = b"".join(m4a.head(sketch, tally))
    with path.open("wb") as file:  # of silence: it takes no room on the disk
        file.write(head)
        file.truncate(len(head) + tally.bytes)

    with av.open(str(path)) as container:
        entries = container.streams.audio[0].index_entries
        found = [(entry.pos, entry.size) for entry in entries]

    assert found == [(len(head) + (number << 20), 1 << 20) for number in range(most)]


def test_an_encoder_that_made_nothing_leaves_an_empty_file(tmp_path: Path) -> None:
    assert ours([], tmp_path / "a") == b""


@pytest.mark.parametrize("count", [1, 130, 300])
@pytest.mark.parametrize("packets", [2, 64, 65, 2000])
def test_chapters_are_what_ffmpeg_writes(packets: int, count: int, tmp_path: Path) -> None:
    source, out = tmp_path / "source.m4a", tmp_path / "out.m4a"
    ours(packets_of([200 + number % 70 for number in range(packets)], 900), source)
    spans = [(number * 150, (number + 1) * 150, f"Plätze {number}") for number in range(count)]

    RealAudio().copy_with_chapters(source, spans, out)

    assert out.read_bytes() == with_chapters_by_ffmpeg(source, spans, tmp_path / "theirs.m4a")


def test_what_an_encoder_makes_is_played_without_a_gap(tmp_path: Path) -> None:
    path = encoded(tmp_path / "speech.m4a", AudioFormat.M4A)

    told = MP4(path).info
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        first = next(container.demux(stream))

    assert first.pts == -1024  # what the encoder put before the first sample, not heard
    assert (stream.duration, stream.start_time) == (3 * RATE_HZ, 0)
    assert (told.channels, told.codec) == (2, "mp4a.40.2")
    assert told.length == pytest.approx(3.0 + 1024 / RATE_HZ)
    assert told.bitrate == pytest.approx(96_000, rel=0.1)


def test_nothing_is_left_where_the_packets_break_off(tmp_path: Path) -> None:
    def packets() -> object:
        yield from packets_of([100] * 3)
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        mux(packets(), RATE_HZ, STEREO, tmp_path / "a.m4a")  # type: ignore[arg-type]

    assert list(tmp_path.iterdir()) == []
