"""Long files for a bucket, part by part; what an earlier run left there is gone on with.

Parts that have arrived are kept by the store until the file is complete, invisible to readers. A
part counts as ours if its MD5 is; a store that names its parts otherwise gets all of them again.

Source:
    Amazon S3 API Reference: CreateMultipartUpload, UploadPart, ListMultipartUploads, ListParts,
    CompleteMultipartUpload, AbortMultipartUpload.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5, sha256
from typing import BinaryIO, Final
from urllib.parse import quote, urlencode

import requests
from lxml import etree

from podcaster.doors.progress import Progress
from podcaster.doors.stores import Upload
from podcaster.errors import DeliveryError
from podcaster.model.hosts import S3Channel
from podcaster.outside.stores.requesting import asked, wording_line
from podcaster.outside.stores.s3_refusals import host_of, refused
from podcaster.outside.stores.s3_signature import Keys, signed

#: Length of a part, the least that stores take; a broken line costs no more than one.
PART_BYTES: Final = 5 * 1024 * 1024

#: More parts than this no store takes, and more than this none lists at once.
MOST_PARTS: Final = 10_000
LISTED_AT_ONCE: Final = 1000

_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True)
class PartedUploads:
    """Uploads in parts to one bucket.

    Attributes:
        settings: Where it is.
        keys: Who asks.
        session: The connection.
    """

    settings: S3Channel
    keys: Keys
    session: requests.Session = field(repr=False)

    def bring(
        self, upload: Upload, source: BinaryIO, headers: Mapping[str, str], progress: Progress
    ) -> None:
        """Send the parts that are not there yet, then make them a file.

        Args:
            upload: The file.
            source: Its bytes, from the beginning.
            headers: What the file shall say of itself.
            progress: Told how many bytes of how many are there.
        """
        path = upload.path
        begun = self._begun(path)
        there = self._arrived(path, begun[0]) if begun else None
        number = self._begin(path, headers) if there is None else begun[0]
        tags = list(self._sent(upload, source, number, there or {}, progress))
        self._complete(path, number, tags)
        with suppress(DeliveryError):  # the file is there, whatever becomes of these
            for other in set(begun) - {number}:
                self._ask("DELETE", path, {"uploadId": other})

    def _begun(self, path: str) -> tuple[str, ...]:
        """Return the unfinished uploads of a file, the latest first; () if nobody tells."""
        key = self._key(path)
        answer = self._ask("GET", None, {"prefix": key, "uploads": ""})
        found = [
            (_text(one, "Initiated"), _text(one, "UploadId"))
            for one in _elements(answer, "Upload")
            if _text(one, "Key") == key
        ]
        return tuple(name for _, name in sorted(found, reverse=True))

    def _arrived(self, path: str, upload_id: str) -> dict[str, str] | None:
        """Return the parts that are there, number -> tag; None if nobody tells."""
        found: dict[str, str] = {}
        last = "0"
        for _ in range(0, MOST_PARTS, LISTED_AT_ONCE):
            answer = self._ask("GET", path, {"part-number-marker": last, "uploadId": upload_id})
            if not answer.ok:
                return None
            parts = _elements(answer, "Part")
            found |= {_text(one, "PartNumber"): _text(one, "ETag").strip('"') for one in parts}
            last = _text(_root(answer), "NextPartNumberMarker")
            if _text(_root(answer), "IsTruncated") != "true":
                break
        return found

    def _begin(self, path: str, headers: Mapping[str, str]) -> str:
        answer = self._ask("POST", path, {"uploads": ""}, headers=headers)
        self._refuse(answer, path)
        return _text(_root(answer), "UploadId")

    def _sent(
        self,
        upload: Upload,
        source: BinaryIO,
        upload_id: str,
        there: Mapping[str, str],
        progress: Progress,
    ) -> Iterator[str]:
        """Send what is not there; yield the tag of each part, in order."""
        length = max(PART_BYTES, -(-upload.size_bytes // MOST_PARTS))
        done = 0
        for number, block in enumerate(iter(lambda: source.read(length), b""), 1):
            digest = md5(block, usedforsecurity=False)
            tag = digest.hexdigest()
            if there.get(str(number)) != tag:
                which = {"partNumber": str(number), "uploadId": upload_id}
                proof = {"Content-MD5": b64encode(digest.digest()).decode()}
                answer = self._ask("PUT", upload.path, which, block, proof)
                self._refuse(answer, upload.path)
                tag = answer.headers.get("ETag", tag).strip('"')
            done += len(block)
            progress(float(done), float(upload.size_bytes))
            yield tag

    def _complete(self, path: str, upload_id: str, tags: list[str]) -> None:
        whole = etree.Element("CompleteMultipartUpload")
        for number, tag in enumerate(tags, 1):
            part = etree.SubElement(whole, "Part")
            etree.SubElement(part, "PartNumber").text = str(number)
            etree.SubElement(part, "ETag").text = f'"{tag}"'
        answer = self._ask("POST", path, {"uploadId": upload_id}, etree.tostring(whole))
        self._refuse(answer, path)

    def _refuse(self, answer: requests.Response, path: str) -> None:
        """Raise what an answer means; a bad one may come as 200 when it took long.

        Raises:
            DeliveryError: If it is none of the good ones.
        """
        code = _text(_root(answer), "Code") if answer.content else ""
        if code or not answer.ok:
            status = requests.codes.server_error if answer.ok else answer.status_code
            raise refused(self.settings, path, status, code)

    def _key(self, path: str) -> str:
        return f"{self.settings.folder}/{path}" if self.settings.folder else path

    def _ask(
        self,
        method: str,
        path: str | None,
        query: Mapping[str, str],
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one request about a file, or about the bucket."""
        service = self.settings.endpoint or f"https://s3.{self.settings.region}.amazonaws.com"
        inside = "" if path is None else f"/{self._key(path)}"
        wanted = urlencode(sorted(query.items()), quote_via=quote, safe="~")
        url = f"{service.rstrip('/')}/{quote(self.settings.bucket + inside, safe='/~')}?{wanted}"
        digest = sha256(body).hexdigest()
        sent = signed(self.keys, method, url, headers or {}, digest, datetime.now(UTC))
        with wording_line(host_of(self.settings)):
            return asked(self.session, method, url, sent, body)


def _root(answer: requests.Response) -> etree._Element:
    """Return what an answer says; what is no XML says nothing."""
    try:
        return etree.fromstring(answer.content, _PARSER)
    except etree.XMLSyntaxError:
        return etree.Element("Nothing")


def _elements(answer: requests.Response, name: str) -> list[etree._Element]:
    """Return what a good answer lists."""
    return list(_root(answer).iterfind(f"{{*}}{name}")) if answer.ok else []


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()
