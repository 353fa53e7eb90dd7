"""How a channel's secrets are called in the environment, and in what people are told."""

from __future__ import annotations

from typing import Final

from podcaster.model.message import Message, message

#: Stands in messages of those who don't know whose secret it is; `of_channel` fills it in.
ANY_CHANNEL: Final = message("<CHANNEL>")


def start_of_names(channel: str) -> str:
    """Return how the names of a channel's secrets begin."""
    return f"PODCASTER_{_upper(channel)}_"


def secret_name(channel: str, word: str) -> str:
    """Return the name of a channel's secret: `PODCASTER_MY_SITE_PASSWORD` for `my-site`."""
    return f"{start_of_names(channel)}{word}"


def of_channel(words: Message, channel: str) -> Message:
    """Return a message in which the secrets that it names are those of `channel`."""
    return words.filled(CHANNEL=_upper(channel))


def _upper(channel: str) -> str:
    return channel.replace("-", "_").upper()
