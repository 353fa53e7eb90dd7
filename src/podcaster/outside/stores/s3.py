"""Files in a bucket of S3 or its like: conditions and digests are the store's own.

An object appears whole or not at all. Long files go up in parts (`s3_parts.py`: the library has no
verbs to go on with those of another run); the bucket's own rule clears away what is left of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from podcaster.doors.progress import Progress
from podcaster.doors.stores import ABSENT, Store, Stored, Upload
from podcaster.errors import DeliveryError
from podcaster.model.hosts import S3Channel
from podcaster.outside.stores.refusals import (
    broke_off,
    no_connection,
    not_there,
    outdated,
    untrusted,
)
from podcaster.outside.stores.requesting import new_session
from podcaster.outside.stores.s3_parts import PART_BYTES, PartedUploads
from podcaster.outside.stores.s3_refusals import (
    host_of,
    keys_refused,
    no_bucket,
    no_key,
    refused,
)
from podcaster.outside.stores.s3_signature import Keys
from podcaster.outside.stores.sources import opened

#: Nothing is repeated here: after a lost answer the library would take our own file for another's.
CLIENT: Final[Mapping[str, Any]] = {
    "client_options": {"connect_timeout": "15s", "timeout": "600s"},
    "retry_config": {"max_retries": 0, "retry_timeout": timedelta(seconds=600)},
}

#: Under this name an object keeps the digest of its content.
DIGEST: Final = "sha256"

_STATUS: Final = re.compile(r"status code: (\d{3})")
_CODE: Final = re.compile(r"<Code>(\w{1,60})</Code>")

#: What the library's words say when no connection came about.
_NEVER_LEFT: Final = "kind: Connect"
_UNTRUSTED: Final = "ertificate"


@contextmanager
def open_s3(settings: S3Channel, secrets: Mapping[str, str]) -> Iterator[Store]:
    """Take the keys and make the client; nothing is asked yet.

    Raises:
        RefusedError: If a key is missing: without one the library would ask the network for it.
    """
    missing = [name for name in ("KEY", "SECRET") if not secrets.get(name)]
    if missing:
        raise no_key(settings, missing[0])
    options: dict[str, Any] = {**CLIENT}
    if settings.endpoint:
        plain = urlsplit(settings.endpoint).scheme == "http"
        options["endpoint"] = settings.endpoint.rstrip("/")
        options["client_options"] = {**CLIENT["client_options"], "allow_http": plain}
    client = S3Store(
        settings.bucket,
        prefix=settings.folder or None,
        region=settings.region,
        access_key_id=secrets["KEY"],
        secret_access_key=secrets["SECRET"],
        **options,
    )
    keys = Keys(secrets["KEY"], secrets["SECRET"], settings.region)
    with new_session() as session:
        yield S3BucketStore(settings, client, PartedUploads(settings, keys, session))


@dataclass(frozen=True)
class S3BucketStore:
    """A bucket, or a folder in one.

    Attributes:
        settings: Where it is.
        client: The library's client.
        parted: For what goes up in parts.
    """

    settings: S3Channel
    client: S3Store = field(repr=False)
    parted: PartedUploads = field(repr=False)

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Bring it under its name, in parts if it is long."""
        there = self.stat(upload.path)
        if there is not None and there.size_bytes == upload.size_bytes:
            return False
        if upload.size_bytes <= PART_BYTES:
            self.put(upload)
            progress(float(upload.size_bytes), float(upload.size_bytes))
            return True
        with opened(upload) as source:
            self.parted.bring(upload, source, _headers(upload), progress)
        return True

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Put it in place of what stands there; the store itself keeps the condition."""
        with opened(upload) as source, self._saying(upload.path):
            content = source.read()
            done = obstore.put(
                self.client,
                upload.path,
                content,
                attributes=_attributes(upload),
                mode=_mode(if_tag),
                use_multipart=False,
            )
        return Stored(len(content), done["e_tag"] or "", upload.sha256, upload.mime_type)

    def stat(self, path: str) -> Stored | None:
        """Look, with what the object says of itself."""
        with self._saying(path):
            try:
                found = obstore.get(self.client, path, options={"head": True})
            except FileNotFoundError:
                return None
            facts = {str(name): str(value) for name, value in found.attributes.items()}
            return Stored(
                found.meta["size"],
                found.meta["e_tag"] or "",
                facts.get(DIGEST, ""),
                facts.get("Content-Type", ""),
            )

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Read a piece."""
        with self._saying(path):
            try:
                if start == 0 and stop is None:
                    return bytes(obstore.get(self.client, path).bytes())
                end = self._size(path) if stop is None else stop
                return bytes(obstore.get_range(self.client, path, start=start, end=end))
            except FileNotFoundError:
                raise not_there(path) from None

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for many: one list names a thousand."""
        wanted = frozenset(paths)
        with self._saying(self.settings.folder or self.settings.bucket):
            return {
                one["path"]: Stored(one["size"], one["e_tag"] or "")
                for block in obstore.list(self.client)
                for one in block
                if one["path"] in wanted
            }

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove those that are there."""
        there = list(self.listed(paths))
        with self._saying(self.settings.bucket):
            if there:
                obstore.delete(self.client, there)
        return len(there)

    def _size(self, path: str) -> int:
        return int(obstore.head(self.client, path)["size"])

    @contextmanager
    def _saying(self, path: str) -> Iterator[None]:
        """Turn what the store or the line objects to into words; nothing of the request shows."""
        try:
            yield
        except (AlreadyExistsError, PreconditionError):
            raise outdated(path) from None
        except (PermissionDeniedError, UnauthenticatedError):
            raise keys_refused(self.settings) from None
        except FileNotFoundError:
            raise no_bucket(self.settings) from None
        except (BaseError, OSError) as error:
            raise self._worded(path, str(error)) from None

    def _worded(self, path: str, text: str) -> DeliveryError:
        status, code = _STATUS.search(text), _CODE.search(text)
        if status is not None:
            return refused(self.settings, path, int(status[1]), code[1] if code else "")
        host = host_of(self.settings)
        if _UNTRUSTED in text:
            return untrusted(host)
        return (no_connection if _NEVER_LEFT in text else broke_off)(host)


def _attributes(upload: Upload) -> dict[str, str]:
    return {
        "Content-Type": upload.mime_type,
        "Cache-Control": upload.cache_control,
        DIGEST: upload.sha256,
    }


def _headers(upload: Upload) -> dict[str, str]:
    """Return the same as the library sends it."""
    told = _attributes(upload)
    return {(f"x-amz-meta-{name}" if name == DIGEST else name): told[name] for name in told}


def _mode(if_tag: str | None) -> Any:  # noqa: ANN401 - the library's type exists for checkers only
    if if_tag is None:
        return "overwrite"
    return "create" if if_tag == ABSENT else {"e_tag": if_tag}
