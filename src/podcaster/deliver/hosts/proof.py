"""The look at the public address: what listeners get is what was brought.

A host may have every file while the address shows none: a wrong folder, a web server without
byte ranges, a cache that never asks. Nobody is told anything before this look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from podcaster.deliver.persistence import patiently
from podcaster.doors.web import UNCACHED, Answer, WebDoor
from podcaster.errors import NotSentError, RefusedError
from podcaster.model.artefacts import Artefact, Media
from podcaster.model.message import message
from podcaster.model.paths import FEED
from podcaster.model.release import Release
from podcaster.workspace import Workspace

OK: Final = 200
PARTIAL: Final = 206

#: Audio is read in pieces of this length: each proves ranges, and none fills the memory.
PIECE_BYTES: Final = 4_194_304

#: Type -> other names under which players and apps take it, too.
ALSO: Final[Mapping[str, frozenset[str]]] = {
    "audio/mpeg": frozenset({"audio/mp3", "audio/x-mpeg"}),
    "audio/mp4": frozenset({"audio/x-m4a", "audio/m4a"}),
    "audio/ogg": frozenset({"application/ogg", "audio/opus"}),
    "application/rss+xml": frozenset({"application/xml", "text/xml"}),
}

#: Types that apps insist on; of others only the content counts.
INSISTED_ON: Final = ("audio/", "image/", "text/html", "application/rss+xml")

SERVER: Final = message("`podcaster server nginx` (or apache, caddy) prints what it needs")
ELSEWHERE: Final = message(
    "the channel's folder should be what `site: url` shows; `verify: false` in the channel leaves "
    "this look out"
)
CACHED: Final = message(
    "if a cache stands in front, wait until it has let go, then run the same command again"
)


def prove(release: Release, workspace: Workspace, items: Collection[str]) -> None:
    """Look at the feed and at all files of `items` under the public address.

    A look does no harm, so what fails is looked at again, twice, after growing pauses.

    Args:
        release: What was brought.
        workspace: Its web is asked, its pause waits.
        items: Items (`episode/<slug>`) that were brought now.

    Raises:
        RefusedError: If the address shows something else, or not as apps need it.
        NotSentError: If nobody answers there.
        OutcomeUnknownError: If the answer broke off.
    """
    for artefact in to_be_seen(release, items):
        proof = _Proof(workspace.web, release.settings.site.address(artefact.path), artefact)
        patiently(proof.look, workspace.pause, repeatable=True)


def to_be_seen(release: Release, items: Collection[str]) -> tuple[Artefact, ...]:
    """Return what is looked at: audio first, the feed last."""
    wanted = (one for one in release.artefacts if one.item in items or one.path == FEED)
    return tuple(sorted(wanted, key=lambda one: (one.path == FEED, not isinstance(one, Media))))


@dataclass(frozen=True)
class _Proof:
    """One file at its public address."""

    web: WebDoor
    url: str
    artefact: Artefact

    def look(self) -> None:
        """Look at it, once; what a cache or a slow disk may mend in a moment may be repeated."""
        self._head()
        self._content()

    def _head(self) -> None:
        """Compare status, type and length."""
        answer = self.web.send("HEAD", self.url, headers=UNCACHED)
        self._refuse_status(answer, OK)
        served = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        wanted = self.artefact.mime_type.partition(";")[0].strip()
        insisted = wanted.startswith(INSISTED_ON)
        if insisted and served not in {wanted, *ALSO.get(wanted, ())}:
            raise RefusedError(
                message(
                    "`{url}` is served as `{served}`, and should be `{wanted}`",
                    url=self.url,
                    served=served,
                    wanted=wanted,
                ),
                hint=SERVER,
            )
        length = answer.headers.get("content-length")
        if length is not None and length != str(self.artefact.size_bytes):
            raise self._another()

    def _content(self) -> None:
        """Compare the digest of all bytes, audio in ranges."""
        digest = sha256()
        for block in self._pieces() if isinstance(self.artefact, Media) else self._whole():
            digest.update(block)
        if digest.hexdigest() != self.artefact.sha256:
            raise self._another()

    def _whole(self) -> Iterator[bytes]:
        answer = self.web.send("GET", self.url, headers=UNCACHED)
        self._refuse_status(answer, OK)
        yield answer.body

    def _pieces(self) -> Iterator[bytes]:
        size = self.artefact.size_bytes
        for start in range(0, size, PIECE_BYTES):
            stop = min(start + PIECE_BYTES, size)
            answer = self.web.send(
                "GET", self.url, headers={**UNCACHED, "Range": f"bytes={start}-{stop - 1}"}
            )
            self._refuse_status(answer, PARTIAL)
            told = answer.headers.get("content-range", "")
            if told != f"bytes {start}-{stop - 1}/{size}":
                raise self._no_ranges()
            yield answer.body

    def _refuse_status(self, answer: Answer, wanted: int) -> None:
        if answer.status == wanted:
            return
        if answer.status == OK:
            raise self._no_ranges()
        raise NotSentError(
            message("`{url}` answers {status}", url=self.url, status=answer.status), hint=ELSEWHERE
        )

    def _no_ranges(self) -> RefusedError:
        return RefusedError(
            message("`{url}` can't be read in parts (ranges)", url=self.url), hint=SERVER
        )

    def _another(self) -> NotSentError:
        return NotSentError(
            message("`{url}` shows something else than what was brought", url=self.url), hint=CACHED
        )
