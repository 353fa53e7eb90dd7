"""What is said about a file that holds no usable sound."""

from __future__ import annotations

from pathlib import Path

from podcaster.errors import AudioError, FolderError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import Message, decimal, message


def empty(path: Path) -> AudioError:
    """Say that `path` has no bytes at all."""
    return _audio(path, message("is empty (0 bytes)"), message("export or copy the file again"))


def no_file(path: Path) -> AudioError:
    """Say that `path` is a pipe or a device, where a file is needed."""
    what = message("is a pipe or a device, not an audio file")
    hint = message("write what comes out of it into a file; `measure` and `master` read pipes")
    return _audio(path, what, hint)


def not_audio(path: Path) -> AudioError:
    """Say that nothing in `path` can be decoded as sound."""
    hint = message("use WAV, FLAC, MP3, M4A (AAC), Opus or Ogg; other sound files often work too")
    return _audio(path, message("is not an audio file"), hint)


def ends_in_header(path: Path, kind: str, size: int) -> AudioError:
    """Say that a file of a known kind stops after `size` bytes, before any sound."""
    what = message(
        "is a broken {kind} file that ends after {n} bytes, before its sound begins",
        kind=kind,
        n=size,
    )
    return _audio(path, what, message("the copy or upload broke off; copy the original again"))


def unclear_header(path: Path, kind: str) -> AudioError:
    """Say that a file begins as one of a known kind and goes on as none."""
    what = message("begins as {kind} does, but its header can't be understood", kind=kind)
    return _audio(path, what, message("copy the original again, or export it once more"))


def without_table(path: Path, size: int) -> AudioError:
    """Say that an MP4 or M4A of `size` bytes lacks what its writer writes last."""
    what = message(
        "is an MP4 or M4A file without its table (`moov`): it ends at byte {n}, before that was"
        " written",
        n=size,
    )
    hint = message("the recording or the copy broke off; copy the original again")
    return _audio(path, what, hint)


def no_sound_track(path: Path) -> AudioError:
    """Say that `path` is a picture or a film without sound."""
    what = message("holds pictures but no sound")
    return _audio(path, what, message("export it with its sound track"))


def beyond_limits(path: Path, rate_hz: int, channels: int) -> AudioError:
    """Say that `path` claims a rate or a number of channels that no recording has."""
    what = message(
        "says it has {rate} samples a second in {channels} channels, which can't be read",
        rate=rate_hz,
        channels=channels,
    )
    hint = message("export it with 8000 to 192000 samples a second and at most 24 channels")
    return _audio(path, what, hint)


def endless(path: Path, hours: int) -> AudioError:
    """Say that `path` goes on for more than `hours`, though it may be small."""
    what = message("is longer than {hours} hours, which is more than is read", hours=hours)
    return _audio(path, what, message("cut it into parts; was it recorded by mistake?"))


def no_samples(path: Path) -> AudioError:
    """Say that `path` has a header and nothing behind it."""
    what = message("has a length of zero: there is a header but no sound")
    return _audio(path, what, message("record or export it again"))


def cut_short(path: Path, missing: Message) -> AudioError:
    """Say that `path` ends before its own header says.

    Args:
        path: The file.
        missing: How much is not there, as a message.
    """
    what = message("is shorter than its own header says: {missing}", missing=missing)
    return _audio(path, what, message("the copy or upload broke off; copy the original again"))


def damaged(path: Path, at_s: float) -> AudioError:
    """Say that `path` can't be decoded from `at_s` (seconds) on."""
    what = message("is damaged: it can't be decoded from {at} s on", at=decimal(at_s))
    return _audio(path, what, message("copy the original again, or export it once more"))


def changes(path: Path, at_s: float, was: tuple[int, int], becomes: tuple[int, int]) -> AudioError:
    """Say that rate (Hz) and channels of `path` change at `at_s` (seconds)."""
    what = message(
        "changes at {at} s from {was_hz} Hz and {was} channels to {hz} Hz and {becomes} channels",
        at=decimal(at_s),
        was_hz=was[0],
        was=was[1],
        hz=becomes[0],
        becomes=becomes[1],
    )
    hint = message("export it again in one piece; files put end to end must be of one kind")
    return _audio(path, what, hint)


def damaged_at_byte(path: Path, at: int, size: int) -> AudioError:
    """Say that `path`, of `size` bytes, is damaged at byte `at`, where no clock is at hand."""
    percent = round(100 * at / size)
    what = message(
        "is damaged at byte {at}, about {percent} % of its length", at=at, percent=percent
    )
    return _audio(path, what, message("copy the original again, or export it once more"))


def not_sound(path: Path, at_s: float) -> AudioError:
    """Say that `path` holds NaN, infinity or absurd numbers, the first of them at `at_s`."""
    what = message(
        "holds values that are no sound (`nan` or infinite) at {at} s", at=decimal(at_s, 3)
    )
    return _audio(path, what, message("export it again, as 24-bit WAV if in doubt"))


def unreadable(path: Path, cause: OSError) -> FolderError:
    """Say why the system does not let us read `path`."""
    if isinstance(cause, FileNotFoundError):
        what, hint = message("does not exist"), message("check the name and the folder")
    elif isinstance(cause, IsADirectoryError):
        what, hint = message("is a folder, not an audio file"), message("name a file in it")
    else:
        what = message("can't be read: {reason}", reason=system_reason(cause))
        hint = message("check who may read it")
    return FolderError(what, place=Place(str(path)), hint=hint)


def encoder_refused(path: Path, reason: str) -> AudioError:
    """Say that the encoder did not take what it was given."""
    what = message("can't be encoded: {reason}", reason=reason)
    return _audio(path, what, message("choose another bit rate or format"))


def _audio(path: Path, what: Message, hint: Message) -> AudioError:
    """Make the error for `path`."""
    return AudioError(what, place=Place(str(path)), hint=hint)
