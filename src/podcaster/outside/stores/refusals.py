"""What can go wrong at a store, in words: what it is, and what a person does next."""

from __future__ import annotations

from typing import Final

from podcaster.errors import NotSentError, OutcomeUnknownError, OutdatedError, RefusedError
from podcaster.model.message import Message, message
from podcaster.model.secret_names import ANY_CHANNEL


def no_connection(host: str) -> NotSentError:
    """Say that nobody answers there."""
    return NotSentError(
        message("no connection to `{host}`", host=host),
        hint=message("look at the network connection"),
    )


def broke_off(host: str) -> OutcomeUnknownError:
    """Say that the line broke in the middle; every verb of a store may be said again."""
    return OutcomeUnknownError(
        message("the connection to `{host}` broke off", host=host),
        hint=message("run the same command again: it goes on where it stopped"),
    )


#: Answers of servers that are ill, too busy or too early: nobody knows what became of the request,
#: and every verb of a store may be said again (RFC 9110; RFC 8470 for 425).
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


def not_now(host: str, status: int) -> OutcomeUnknownError:
    """Say that the server could not at this moment, whatever it did."""
    return OutcomeUnknownError(
        message("`{host}` answers {status}", host=host, status=status),
        hint=message("mostly that passes: run the same command again later, it goes on there"),
    )


def not_let_in(host: str, user: str, secret: str) -> RefusedError:
    """Say that the login was refused.

    Args:
        host: The server.
        user: Who tried.
        secret: What the secret's name in the environment ends in, such as `PASSWORD`.
    """
    return RefusedError(
        message("`{host}` does not let `{user}` in", host=host, user=user),
        hint=message(
            "compare user and secret with what your provider says; the secret stands in "
            "`PODCASTER_{CHANNEL}_{secret}`",
            CHANNEL=ANY_CHANNEL,
            secret=secret,
        ),
    )


def no_right(path: str) -> RefusedError:
    """Say that the other side does not allow it."""
    return RefusedError(
        message("the server gives no right to `{path}`", path=path),
        hint=message("ask your provider for the right to write there, or choose another `folder`"),
    )


def not_taken(path: str, why: Message) -> RefusedError:
    """Say that the other side could not, and what it said."""
    return RefusedError(
        message("the server did not take `{path}`: {why}", path=path, why=why),
        hint=message("look whether its disk or your quota is full, then run the command again"),
    )


def not_there(path: str) -> RefusedError:
    """Say that nothing stands there."""
    return RefusedError(
        message("`{path}` is not there on the server", path=path),
        hint=message("run the same command again"),
    )


def outdated(path: str) -> OutdatedError:
    """Say that something else stands there than what was read."""
    return OutdatedError(
        message("`{path}` on the server changed while this was on its way", path=path),
        hint=message("another machine publishes, too: run it again, and it says what to do"),
    )


def server_says(text: str) -> Message:
    """Return the other side's own words, on one line and not too many."""
    return message("it says “{reason}”", reason=" ".join(text.split())[:200])


def untrusted(host: str) -> RefusedError:
    """Say that the server can't prove who it is."""
    return RefusedError(
        message("the certificate of `{host}` is not trusted", host=host),
        hint=message("nothing was sent; ask your provider for the name its certificate is for"),
    )


def busy(host: str) -> RefusedError:
    """Say that another machine of ours is just replacing the feed."""
    return RefusedError(
        message("another machine publishes to `{host}` at this moment", host=host),
        hint=message("wait two minutes, then run the same command again"),
    )
