"""Channel layouts, and what PyAV must not see of them.

PyAV copies a layout without what it points to, and looks for the planes of a frame until it finds
a zero. So a layout with an order of its own is freed twice, and eight planes are read as more:
either kills the process, not only the file. Both are kept away from it here.
"""

from __future__ import annotations

import ctypes

from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

#: FFmpeg's word for a channel that nobody placed.
UNPLACED = "NONE"
#: `AVFrame.data` has room for as many planes, and a zero behind fewer only.
PLANES = 8
#: So many channels stand left and right.
STEREO = 2


def names_taken(context: AudioCodecContext) -> tuple[str, ...]:
    """Return the name of each channel, and leave only their number to the decoder.

    Args:
        context: Not open yet.

    Returns:
        As many as there are channels; `UNPLACED` where the file does not say.
    """
    layout = context.layout
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(layout))  # it must never free what it points to
    if layout.nb_channels:
        context.layout = f"{layout.nb_channels}C"
    return tuple(channel.name for channel in layout.channels)


def told(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of more than two channels if all of them have one."""
    return names if len(names) > STEREO and UNPLACED not in names else ()


def packed(frame: AudioFrame) -> AudioFrame:
    """Return `frame` in one plane if it has too many of them; the samples become floats."""
    if not frame.format.is_planar or frame.layout.nb_channels < PLANES:
        return frame
    [whole] = AudioResampler(format="flt").resample(frame)
    return whole
