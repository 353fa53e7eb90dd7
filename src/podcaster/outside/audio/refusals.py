"""What is said about a file that holds no usable sound."""

from __future__ import annotations

from pathlib import Path

from podcaster.errors import AudioError, FolderError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import Message, message


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
    what = message("is damaged: it can't be decoded from {at} s on", at=f"{at_s:.1f}")
    return _audio(path, what, message("copy the original again, or export it once more"))


def changes(path: Path, at_s: float, was: tuple[int, int], becomes: tuple[int, int]) -> AudioError:
    """Say that rate (Hz) and channels of `path` change at `at_s` (seconds)."""
    what = message(
        "changes at {at} s from {was_hz} Hz and {was} channels to {hz} Hz and {becomes} channels",
        at=f"{at_s:.1f}",
        was_hz=was[0],
        was=was[1],
        hz=becomes[0],
        becomes=becomes[1],
    )
    hint = message("export it again in one piece; files put end to end must be of one kind")
    return _audio(path, what, hint)


def damaged_at_part(path: Path, part: float) -> AudioError:
    """Say that `path` is damaged at `part` (0 to 1) of its bytes, where no clock is at hand."""
    what = message("is damaged at about {percent} % of its length", percent=round(100 * part))
    return _audio(path, what, message("copy the original again, or export it once more"))


def not_sound(path: Path, at_s: float) -> AudioError:
    """Say that the block at `at_s` (seconds) of `path` holds NaN, infinity or absurd numbers."""
    what = message(
        "holds values that are no sound (`nan` or infinite) near {at} s", at=f"{at_s:.1f}"
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
