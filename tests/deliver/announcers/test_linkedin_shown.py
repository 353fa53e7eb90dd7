"""What a post on LinkedIn shows: a card, a picture, a film, a document, mentions and hashtags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.deliver.announcers.linkedin_pages import PLAIN, FakeMemory, a_page
from tests.deliver.releases import PICTURE, a_media, an_announcement
from tests.fakes import FakeWeb
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server, rendered
from tests.servers.linkedin_text import mentioned

from podcaster.deliver.announcers.linkedin.little import escape, plain
from podcaster.deliver.announcers.linkedin.post import Wording, commentary, fitting
from podcaster.doors.web import Answer
from podcaster.errors import NotSentError, RefusedError
from podcaster.model.artefacts import Media
from podcaster.model.delivery import State

FILM = bytes(range(256)) * 400


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        running.part_bytes = 40_000
        yield running


def a_film(folder: Path, content: bytes = FILM) -> Media:
    return a_media(folder, "eins/audiogram-1-square.mp4", content, mime_type="video/mp4")


def a_pdf(folder: Path) -> Media:
    return a_media(folder, "papier.pdf", b"%PDF-1.7 " * 30, mime_type="application/pdf")


def test_a_picture_stands_in_place_of_the_card(tmp_path: Path, server: LinkedIn) -> None:
    page = a_page(tmp_path, server, attach=["image"])

    page.announce(an_announcement(tmp_path), FakeMemory())

    (urn,) = server.images
    assert server.posts[0].body["content"] == {
        "media": {"id": urn, "altText": "Ein Platz am Abend"}
    }
    assert server.images[urn]["bytes"] == PICTURE


def test_a_film_is_sent_in_parts_and_put_together(tmp_path: Path, server: LinkedIn) -> None:
    film = a_film(tmp_path)
    page = a_page(tmp_path, server, attach=["video", "card"], films=lambda _: film)
    announcement = an_announcement(tmp_path)

    receipt = page.announce(announcement, FakeMemory())

    (urn,) = server.images
    assert receipt.state is State.DONE
    assert urn.startswith("urn:li:video:")
    assert server.images[urn]["bytes"] == FILM
    assert len(server.images[urn]["parts"]) == 3
    media = {"id": urn, "title": announcement.title}
    assert server.posts[0].body["content"] == {"media": media}


def test_parts_of_films_go_without_the_token(tmp_path: Path, server: LinkedIn) -> None:
    film = a_film(tmp_path)

    a_page(tmp_path, server, attach=["video"], films=lambda _: film).announce(
        an_announcement(tmp_path), FakeMemory()
    )

    asked = zip(server.requests, server.headers, strict=True)
    with_token = {path: "authorization" in headers for (_, path), headers in asked}
    parts = [path for path in with_token if path.startswith("/dms-uploads/")]
    assert len(parts) == 3
    assert not any(with_token[path] for path in parts)
    assert all(with_token[path] for path in with_token if path not in parts)


def test_who_wants_the_token_with_a_part_is_given_it(tmp_path: Path, server: LinkedIn) -> None:
    film = a_film(tmp_path)
    server.faults.append(Fault(401, path="/dms-uploads/video-C4E10-1/0", method="PUT"))

    receipt = a_page(tmp_path, server, attach=["video"], films=lambda _: film).announce(
        an_announcement(tmp_path), FakeMemory()
    )

    assert receipt.state is State.DONE
    first, second = (
        headers.get("authorization")
        for (_, path), headers in zip(server.requests, server.headers, strict=True)
        if path == "/dms-uploads/video-C4E10-1/0"
    )
    assert (first, second) == (None, f"Bearer {TOKEN}")


def test_a_document_is_leafed_through(tmp_path: Path, server: LinkedIn) -> None:
    pdf = a_pdf(tmp_path)
    announcement = an_announcement(tmp_path, "news/papier", documents=(pdf,))

    a_page(tmp_path, server, attach=["video", "document", "card"]).announce(
        announcement, FakeMemory()
    )

    (urn,) = server.images
    assert urn.startswith("urn:li:document:")
    media = {"id": urn, "title": announcement.title}
    assert server.posts[0].body["content"] == {"media": media}


@pytest.mark.parametrize("attach", [["card"], ["document"], ["video", "document", "card", "image"]])
def test_an_item_without_any_of_it_gets_a_card(
    tmp_path: Path, server: LinkedIn, attach: list[str]
) -> None:
    a_page(tmp_path, server, attach=attach).announce(an_announcement(tmp_path), FakeMemory())

    assert "article" in server.posts[0].body["content"]


@pytest.mark.parametrize("size", [10, 74_999])
def test_a_film_that_linkedin_would_not_take_is_not_sent(
    tmp_path: Path, server: LinkedIn, size: int
) -> None:
    film = a_film(tmp_path, bytes(size))
    page = a_page(tmp_path, server, attach=["video"], films=lambda _: film)

    with pytest.raises(RefusedError, match="from 75000 to"):
        page.announce(an_announcement(tmp_path), FakeMemory())

    assert not server.requests


def test_an_upload_that_was_cut_is_sent_again_and_posted_once(
    tmp_path: Path, server: LinkedIn
) -> None:
    film, memory = a_film(tmp_path), FakeMemory()
    page = a_page(tmp_path, server, attach=["video"], films=lambda _: film)
    server.faults.append(Fault(0, path="/dms-uploads/video-C4E10-1/1", method="PUT"))

    with pytest.raises(NotSentError):
        page.announce(an_announcement(tmp_path), memory)
    receipt = page.announce(an_announcement(tmp_path), memory)

    assert receipt.state is State.DONE
    assert len(server.posts) == 1
    assert server.images["urn:li:video:C4E10-2"]["bytes"] == FILM


def test_an_upload_that_is_there_is_used_again(tmp_path: Path, server: LinkedIn) -> None:
    film, memory = a_film(tmp_path), FakeMemory()
    page = a_page(tmp_path, server, attach=["video"], films=lambda _: film)
    server.faults.append(Fault(409, code="CONFLICT"))

    states = [page.announce(an_announcement(tmp_path), memory).state for _ in range(2)]

    assert states == [State.FAILED, State.DONE]
    assert len(server.images) == 1


def test_an_upload_that_linkedin_can_not_use_says_what_to_do(
    tmp_path: Path, server: LinkedIn
) -> None:
    film, memory = a_film(tmp_path), FakeMemory()
    page = a_page(tmp_path, server, attach=["video"], films=lambda _: film)
    server.picture_fails = True

    with pytest.raises(RefusedError, match="make a shorter soundbite"):
        page.announce(an_announcement(tmp_path), memory)
    server.picture_fails = False
    receipt = page.announce(an_announcement(tmp_path), memory)

    assert receipt.state is State.DONE


def test_an_upload_that_takes_long_is_gone_on_with(tmp_path: Path, server: LinkedIn) -> None:
    memory, page = FakeMemory(), a_page(tmp_path, server)
    server.polls_until_ready = 15

    with pytest.raises(RefusedError, match="still at work"):
        page.announce(an_announcement(tmp_path), memory)
    receipt = page.announce(an_announcement(tmp_path), memory)

    assert receipt.state is State.DONE
    assert len(server.images) == 1


@pytest.mark.parametrize("code", ["EXPIRED_UPLOAD_URL", "MEDIA_ASSET_PROCESSING_FAILED"])
def test_an_upload_that_is_lost_is_made_anew(tmp_path: Path, server: LinkedIn, code: str) -> None:
    memory, page = FakeMemory(), a_page(tmp_path, server)
    server.faults.append(Fault(400, code=code))

    states = [page.announce(an_announcement(tmp_path), memory).state for _ in range(2)]

    assert states == [State.FAILED, State.DONE]
    assert len(server.images) == 2


def test_who_is_mentioned_is_linked_and_read_by_name(tmp_path: Path, server: LinkedIn) -> None:
    post = "Neu mit @Stadt Hannover (Amt), @Efus und @niemand"
    mentions = {"Efus": "123", "Stadt Hannover (Amt)": "urn:li:organization:45"}

    a_page(tmp_path, server, mentions=mentions).announce(
        an_announcement(tmp_path, post=post), FakeMemory()
    )

    (sent,) = server.posts
    assert sent.rendered == "Neu mit Stadt Hannover (Amt), Efus und @niemand"
    assert mentioned(sent.raw) == ["urn:li:organization:45", "urn:li:organization:123"]


def test_hashtags_of_the_page_stand_below_once(tmp_path: Path, server: LinkedIn) -> None:
    page = a_page(tmp_path, server, hashtags=["Prävention", "Stadt"])

    page.announce(an_announcement(tmp_path, post="Neu\n\n#prävention #Platz"), FakeMemory())

    assert server.posts[0].rendered == "Neu\n\n#prävention #Platz #Stadt"


@pytest.mark.parametrize(
    "settings",
    [
        {"hashtags": ["#Stadt"]},
        {"hashtags": ["zwei Worte"]},
        {"hashtags": ["2026"]},
        {"mentions": {"Efus": "efus"}},
        {"mentions": {"Efus": "urn:li:share:1"}},
        {"attach": []},
        {"attach": ["audio"]},
        {"version": "202613"},
    ],
)
def test_settings_that_linkedin_would_not_take_are_refused(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        a_page(tmp_path, LinkedIn(address="http://127.0.0.1:1"), **settings)


NAMES = {
    "Efus": "urn:li:organization:1",
    "A*b": "urn:li:person:x-1",
    "Efus e.V.": "urn:li:organization:2",
}
texts = st.lists(
    st.sampled_from(
        ["@Efus", "@A*b", "@Efus e.V.", "#Tag", "|", "\\", "[", "](", " ", "ä", "{", "@"]
    )
).map("".join)


@given(texts)
def test_nothing_is_cut_whatever_is_mentioned(text: str) -> None:
    little = escape(text, NAMES)

    assert plain(little) == text
    assert rendered(little).replace("@", "") == text.replace("@", "")


@given(st.lists(st.sampled_from(["@Efus", "Bürger*innen", "#Platz", "(neu)"]), max_size=700))
def test_a_post_with_mentions_always_fits(words: list[str]) -> None:
    announcement = replace(PLAIN, post=f"{PLAIN.title}\n\n{' '.join(words)}\n\n{PLAIN.link}")
    wording = Wording(NAMES, ("Stadt",))

    assert len(commentary(announcement, wording)) <= 3000
    assert fitting(announcement, wording).endswith(f"{PLAIN.link}\n\n#Stadt")


@pytest.mark.parametrize("ends", [[(0, -5), (-4, 102_399)], [(-1, 102_399)], [(0, 50_000)], []])
def test_a_film_is_not_sent_in_parts_that_are_not_the_film(
    tmp_path: Path, server: LinkedIn, ends: list[tuple[int, int]]
) -> None:
    film = a_film(tmp_path)
    page = a_page(tmp_path, server, attach=["video"], films=lambda _: film)
    address = f"{server.address}/dms-uploads/0"
    parts = [{"uploadUrl": address, "firstByte": one, "lastByte": end} for one, end in ends]
    value = {"video": "urn:li:video:C5", "uploadInstructions": parts, "uploadToken": ""}
    taken = Answer(200, {"etag": "x"}, b"")
    web = FakeWeb([Answer(200, {}, json.dumps({"value": value}).encode()), taken, taken])
    page = replace(page, interface=replace(page.interface, web=web))

    with pytest.raises(RefusedError, match="where the whole upload goes"):
        page.announce(an_announcement(tmp_path), FakeMemory())
