"""Pictures on their way to LinkedIn: asked for, uploaded, waited for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

from podcaster.deliver.channel import Memory
from podcaster.deliver.files import read_blocks
from podcaster.deliver.linkedin_answers import json_of
from podcaster.doors import Answer
from podcaster.errors import RefusedError
from podcaster.model.artefacts import Media
from podcaster.model.message import message
from podcaster.model.values import is_loopback

#: How long to wait before each look at the picture, in seconds: about a minute in all.
WAITS_S: Final = (0.0, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 10.0, 10.0, 20.0)

#: Where the token may go beside the interface itself.
TRUSTED: Final = ("api.linkedin.com", "www.linkedin.com")

_IMAGE: Final = re.compile(r"urn:li:image:[\w-]{1,80}")


class Sender(Protocol):
    """Sends requests to LinkedIn; an answer that is no success is an error."""

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """Send a request to the interface.

        Raises:
            BadAnswerError: If the answer is no success.
        """
        ...

    def put(self, address: str, content: bytes, *, trusted: bool) -> Answer:
        """Send a file to an upload address, with the token if it is trusted.

        Raises:
            BadAnswerError: If the answer is no success.
        """
        ...


@dataclass(frozen=True)
class Images:
    """LinkedIn's images, for one organisation.

    Attributes:
        sender: Sends the requests.
        author: The organisation's name at LinkedIn.
        local: Whether the interface is on this machine, so that upload addresses may be, too.
        pause: Waits for some seconds.
    """

    sender: Sender
    author: str
    local: bool
    pause: Callable[[float], None]

    def ready(self, picture: Media, memory: Memory) -> str:
        """Return the name of the uploaded picture when LinkedIn can show it.

        A picture that an earlier try uploaded is used again. Nobody sees a picture without a
        post, so all of this may be repeated.

        Raises:
            RefusedError: If LinkedIn does not take the picture.
        """
        name = f"image {picture.sha256}"
        known = memory.recall(name)
        if known and self._is_available(known):
            return known
        image, address = self._place()
        memory.prepare(**{name: image})
        self._upload(address, picture)
        self._wait(image)
        return image

    def _place(self) -> tuple[str, str]:
        """Ask for the picture's name and for an address to send it to."""
        answer = self.sender.call(
            "POST",
            "/rest/images?action=initializeUpload",
            {"initializeUploadRequest": {"owner": self.author}},
        )
        value = json_of(answer).get("value")
        place = value if isinstance(value, dict) else {}
        image, address = str(place.get("image", "")), str(place.get("uploadUrl", ""))
        if not _IMAGE.fullmatch(image):
            raise RefusedError(message("LinkedIn gave the picture no name"))
        return image, address

    def _upload(self, address: str, picture: Media) -> None:
        """Send the picture, but only to LinkedIn itself."""
        host = _host(address)
        here = self.local and is_loopback(address)
        theirs = address.startswith("https://") and f".{host}".endswith(".linkedin.com")
        if not here and not theirs:
            raise RefusedError(
                message("LinkedIn named an upload address that is not its own: `{host}`", host=host)
            )
        content = b"".join(read_blocks(picture.source))
        self.sender.put(address, content, trusted=here or host in TRUSTED)

    def _wait(self, image: str) -> None:
        """Look until the picture can be shown: a post before that may show nothing."""
        for wait_s in WAITS_S:
            self.pause(wait_s)
            if self._is_available(image):
                return
        raise RefusedError(message("LinkedIn is still at work on the picture"))

    def _is_available(self, image: str) -> bool:
        answer = self.sender.call("GET", f"/rest/images/{quote(image, safe='')}")
        status = json_of(answer).get("status")
        if status == "PROCESSING_FAILED":
            raise RefusedError(
                message("LinkedIn can't use the picture: save it anew as JPEG or PNG")
            )
        return status == "AVAILABLE"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
