"""Tries again at once what broke for a moment, with growing pauses of random length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from podcaster.errors import NotSentError, OutcomeUnknownError

TRIES: Final = 3
LONGEST_PAUSE_S: Final = 20.0

Result = TypeVar("Result")


def patiently(
    send: Callable[[], Result], pause: Callable[[float], None], *, repeatable: bool
) -> Result:
    """Return what `send` returns, trying it up to three times.

    Args:
        send: Sends something.
        pause: Waits for some seconds.
        repeatable: Whether it may be sent again when nobody knows whether it arrived; what
            provably never left always may.

    Raises:
        DeliveryError: What the last try raised, or the first that must not be repeated.
    """

    def may_be_repeated(error: BaseException) -> bool:
        return isinstance(error, NotSentError) or (
            repeatable and isinstance(error, OutcomeUnknownError)
        )

    retrying = Retrying(
        stop=stop_after_attempt(TRIES),
        wait=wait_random_exponential(multiplier=1.0, max=LONGEST_PAUSE_S),
        retry=retry_if_exception(may_be_repeated),
        sleep=pause,
        reraise=True,
    )
    return retrying(send)
