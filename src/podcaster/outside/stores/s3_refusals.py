"""What a bucket objects to, in words."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from podcaster.errors import DeliveryError, RefusedError
from podcaster.model.hosts import S3Channel
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL
from podcaster.outside.stores.refusals import PASSING, not_now, not_taken, server_says

NOT_LET_IN: Final = frozenset({401, 403})

#: Two wrote at once, or another run has completed or given up this upload meanwhile.
PASSING_CODES: Final = frozenset({"ConditionalRequestConflict", "OperationAborted", "NoSuchUpload"})


def host_of(settings: S3Channel) -> str:
    """Return the service's name."""
    return urlsplit(settings.endpoint or "").hostname or "S3"


def no_key(settings: S3Channel, secret: str) -> RefusedError:
    """Say which of the two keys is missing."""
    return RefusedError(
        message("the bucket `{bucket}` has no key", bucket=settings.bucket),
        hint=message(
            "put it into `PODCASTER_{CHANNEL}_{secret}`", CHANNEL=ANY_CHANNEL, secret=secret
        ),
    )


def keys_refused(settings: S3Channel) -> RefusedError:
    """Say that the keys open nothing here."""
    return RefusedError(
        message("the keys give no right to the bucket `{bucket}`", bucket=settings.bucket),
        hint=message(
            "compare `PODCASTER_{CHANNEL}_KEY` and `_SECRET` with what your provider says; "
            "they need the right to read, write and list",
            CHANNEL=ANY_CHANNEL,
        ),
    )


def no_bucket(settings: S3Channel) -> RefusedError:
    """Say that there is no such bucket."""
    return RefusedError(
        message("there is no bucket `{bucket}`", bucket=settings.bucket),
        hint=message("make it with your provider, or compare `bucket`, `region` and `endpoint`"),
    )


def refused(settings: S3Channel, path: str, status: int, code: str) -> DeliveryError:
    """Say what an answer means that is none of the good ones.

    Args:
        settings: Where it was asked.
        path: What for.
        status: The answer's.
        code: The service's own word for it, or "".
    """
    if code == "NoSuchBucket":
        return no_bucket(settings)
    if status in NOT_LET_IN:
        return keys_refused(settings)
    if status in PASSING or code in PASSING_CODES:
        return not_now(host_of(settings), status)
    return not_taken(path, server_says(f"{status} {code}"))
