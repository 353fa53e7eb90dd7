"""Pictures, films and documents on their way to LinkedIn: asked for, uploaded, waited for.

Source:
    LinkedIn's documentation, "Images API", "Videos API", "Documents API", checked November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

from podcaster.deliver.announcers.exchanges import fields_in
from podcaster.deliver.announcers.linkedin.answers import BadAnswerError
from podcaster.deliver.channel import Memory
from podcaster.deliver.hosts.files import reading
from podcaster.doors.web import Answer
from podcaster.errors import RefusedError
from podcaster.model.artefacts import Media
from podcaster.model.message import Message, message

#: How long to wait before each look, in seconds: about a minute in all; films take longer.
WAITS_S: Final = (0.0, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 10.0, 10.0, 20.0)
LONG_WAITS_S: Final = (*WAITS_S, *(30.0,) * 8)

#: Answers after which a part is sent once more, with the token.
_NOT_LET_IN: Final = frozenset({401, 403})


@dataclass(frozen=True)
class Kind:
    """What can be attached to a post.

    Attributes:
        name: As in its URN.
        path: Below `/rest/`.
        most_bytes: The longest file that LinkedIn takes.
        least_bytes: The shortest.
        in_parts: Whether it is sent in parts and put together at the end.
        waits_s: How long to wait before each look whether it can be shown.
        unusable: What to do if LinkedIn can't use it.
    """

    name: str
    path: str
    most_bytes: int
    unusable: Message
    least_bytes: int = 1
    in_parts: bool = False
    waits_s: tuple[float, ...] = WAITS_S

    def is_name(self, urn: str) -> bool:
        """Tell whether `urn` names one of this kind."""
        return re.fullmatch(rf"urn:li:{self.name}:[\w-]{{1,80}}", urn) is not None


IMAGE: Final = Kind(
    "image",
    "images",
    100_000_000,
    message("LinkedIn can't use the picture: save it anew as JPEG or PNG"),
)
VIDEO: Final = Kind(
    "video",
    "videos",
    500_000_000,
    message("LinkedIn can't use the film: make a shorter soundbite, then publish again"),
    least_bytes=75_000,
    in_parts=True,
    waits_s=LONG_WAITS_S,
)
DOCUMENT: Final = Kind(
    "document",
    "documents",
    100_000_000,
    message("LinkedIn can't use the document: save it anew as PDF, with 300 pages at most"),
    waits_s=LONG_WAITS_S,
)


class Sender(Protocol):
    """Sends requests to LinkedIn; an answer that is no success is an error."""

    def call(self, method: str, path: str, body: object = None, asked: str = "") -> Answer:
        """Send a request to the interface.

        Raises:
            BadAnswerError: If the answer is no success.
        """
        ...

    def put(self, address: str, content: bytes, *, trusted: bool) -> Answer:
        """Send a file to an upload address, with the token if it is trusted with it.

        Raises:
            BadAnswerError: If the answer is no success.
            RefusedError: If the address is not LinkedIn's.
        """
        ...


@dataclass(frozen=True)
class Part:
    """A piece of a file, and where it goes; both ends belong to it."""

    address: str
    first_byte: int
    last_byte: int


@dataclass(frozen=True)
class Assets:
    """What one organisation attaches to its posts.

    Attributes:
        sender: Sends the requests.
        author: The organisation's name at LinkedIn.
        pause: Waits for some seconds.
    """

    sender: Sender
    author: str
    pause: Callable[[float], None]

    def ready(self, kind: Kind, media: Media, memory: Memory) -> str:
        """Return the name of the uploaded file when LinkedIn can show it.

        What an earlier try uploaded is used again. Nobody sees a file without a post, so all of
        this may be repeated.

        Raises:
            RefusedError: If LinkedIn does not take it.
        """
        if not kind.least_bytes <= media.size_bytes <= kind.most_bytes:
            raise RefusedError(
                message(
                    "LinkedIn takes from {least} to {most} bytes of this kind, `{file}` has {size}",
                    least=kind.least_bytes,
                    most=kind.most_bytes,
                    file=media.path.rpartition("/")[2],
                    size=media.size_bytes,
                ),
                hint=message("make it longer or shorter, or take it out of `attach`"),
            )
        known = memory.recall(key_of(kind, media))
        if known and self._status(kind, known) in {"AVAILABLE", "PROCESSING"}:
            return self._waited_for(kind, known)
        return self._uploaded(kind, media, memory)

    def _uploaded(self, kind: Kind, media: Media, memory: Memory) -> str:
        place = self._place(kind, media)
        urn = str(place.get(kind.name, ""))
        if not kind.is_name(urn):
            raise RefusedError(message("LinkedIn gave the upload no name"))
        memory.prepare(**{key_of(kind, media): urn})
        tags = [self._sent(kind, media, part) for part in _parts(kind, place, media.size_bytes)]
        if kind.in_parts:
            self._finish(kind, urn, str(place.get("uploadToken") or ""), tags)
        return self._waited_for(kind, urn)

    def _place(self, kind: Kind, media: Media) -> Mapping[str, Any]:
        """Ask for a name, and for addresses to send the file to."""
        wanted: dict[str, object] = {"owner": self.author}
        if kind.in_parts:
            wanted |= {"fileSizeBytes": media.size_bytes, "uploadCaptions": False}
            wanted |= {"uploadThumbnail": False}
        body = {"initializeUploadRequest": wanted}
        answer = self.sender.call("POST", f"/rest/{kind.path}?action=initializeUpload", body)
        value = fields_in(answer).get("value")
        return value if isinstance(value, dict) else {}

    def _sent(self, kind: Kind, media: Media, part: Part) -> str:
        """Send a part and return its tag, by which LinkedIn puts the parts together.

        Parts of films go without the token, as documented; who wants it is given it.
        """
        with reading(media.source), media.source.open("rb") as file:
            file.seek(part.first_byte)
            content = file.read(part.last_byte - part.first_byte + 1)
        try:
            answer = self.sender.put(part.address, content, trusted=not kind.in_parts)
        except BadAnswerError as error:
            if not kind.in_parts or error.status not in _NOT_LET_IN:
                raise
            answer = self.sender.put(part.address, content, trusted=True)
        return answer.headers.get("etag", "").removeprefix("W/").strip('"')

    def _finish(self, kind: Kind, urn: str, token: str, tags: list[str]) -> None:
        if not all(tags):
            raise RefusedError(message("LinkedIn gave a part of the upload no tag"))
        wanted = {kind.name: urn, "uploadToken": token, "uploadedPartIds": tags}
        body = {"finalizeUploadRequest": wanted}
        self.sender.call("POST", f"/rest/{kind.path}?action=finalizeUpload", body)

    def _waited_for(self, kind: Kind, urn: str) -> str:
        """Look until it can be shown: a post before that may show nothing."""
        for wait_s in kind.waits_s:
            self.pause(wait_s)
            status = self._status(kind, urn)
            if status == "AVAILABLE":
                return urn
            if status == "PROCESSING_FAILED":
                raise RefusedError(kind.unusable)
        raise RefusedError(
            message("LinkedIn is still at work on the upload"),
            hint=message("`podcaster publish` in a few minutes goes on from there"),
        )

    def _status(self, kind: Kind, urn: str) -> str:
        answer = self.sender.call("GET", f"/rest/{kind.path}/{quote(urn, safe='')}")
        return str(fields_in(answer).get("status", ""))


def key_of(kind: Kind, media: Media) -> str:
    """Return under which name the ledger keeps the upload."""
    return f"{kind.name} {media.sha256}"


def _parts(kind: Kind, place: Mapping[str, Any], size_bytes: int) -> Iterator[Part]:
    """Yield where each piece of the file goes; together they are the whole file.

    Raises:
        RefusedError: If LinkedIn did not say so.
    """
    told = place.get("uploadInstructions") if kind.in_parts else [{**place, **_whole(size_bytes)}]
    end = -1
    for one in told if isinstance(told, list) else []:
        part = _part(one, size_bytes)
        if part is None or part.first_byte != end + 1:
            break
        end = part.last_byte
        yield part
    if end != size_bytes - 1:
        raise RefusedError(message("LinkedIn did not say where the whole upload goes"))


def _whole(size_bytes: int) -> Mapping[str, int]:
    return {"firstByte": 0, "lastByte": size_bytes - 1}


def _part(told: object, size_bytes: int) -> Part | None:
    """Return a part as LinkedIn describes it, or None if it does not."""
    if not isinstance(told, dict):
        return None
    address, first, last = (told.get(name) for name in ("uploadUrl", "firstByte", "lastByte"))
    if not isinstance(address, str) or not isinstance(first, int) or not isinstance(last, int):
        return None
    return Part(address, first, min(last, size_bytes - 1)) if 0 <= first <= last else None
