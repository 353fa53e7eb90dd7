"""Points in an episode, as each format spells them."""

from __future__ import annotations

from decimal import Decimal


def clock(seconds: float) -> str:
    """Return `0:09`, `12:03` or `1:02:03`: what people read; what is not whole is cut off."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def full_clock(seconds: float, *, hours: bool) -> str:
    """Return `00:09` or `00:00:09`: what podcast apps find in a description."""
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def vtt_time(seconds: float) -> str:
    """Return `00:00:09.000`, as WebVTT spells it."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{full_clock(whole, hours=True)}.{milliseconds:03}"


def html_duration(seconds: float) -> str:
    """Return `PT9S`, for the attribute `datetime` of an HTML `<time>`."""
    return f"PT{int(seconds)}S"


def number(seconds: float) -> str:
    """Return `84.25` or `20`: a number as XML has it, to the millisecond."""
    return f"{seconds:.3f}".rstrip("0").removesuffix(".")


def decimal(value: float) -> str:
    """Return `0.00000005`: a number as XML has it, with all its digits and never with an `e`."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text
