"""What a person looks at before a post goes out is what goes out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import LINKEDIN, PICTURE, a_media, a_workspace, an_announcement
from tests.servers.linkedin import rendered

from podcaster.deliver.announcers.linkedin.channel import linkedin
from podcaster.deliver.announcers.linkedin.little import Piece, escape, seen
from podcaster.deliver.announcers.linkedin.view import FOLD_CHARACTERS, FOLD_LINES, folded
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.artefacts import Media
from podcaster.model.release import Announcement

LONG = "Wem gehört der Platz? " * 20


def drafted(
    folder: Path, announcement: Announcement, film: Media | None = None, **settings: Any  # noqa: ANN401 - any setting
) -> tuple[HtmlElement, Path]:  # fmt: skip
    """Write a draft; return its page and its folder."""
    wanted = LinkedInChannel.model_validate({**LINKEDIN, **settings})
    workspace = replace(a_workspace(folder), films=lambda _: film)
    linkedin("linkedin", wanted, workspace).announce(announcement, FakeMemory())
    (page,) = folder.glob("outbox/linkedin/*/ansicht.html")
    return fromstring(page.read_text()), page.parent


def read(page: HtmlElement) -> str:
    return str(page.find(".//p").text_content())


def test_a_film_is_played_with_its_poster(tmp_path: Path) -> None:
    film = a_media(tmp_path, "eins/audiogram-1-square.mp4", b"film", mime_type="video/mp4")

    page, folder = drafted(tmp_path, an_announcement(tmp_path), film=film, attach=["video", "card"])

    (video,) = page.iter("video")
    assert (video.get("src"), video.get("poster")) == ("film.mp4", "picture.png")
    assert (folder / "film.mp4").read_bytes() == b"film"
    assert "`film.mp4`" in (folder / "LIESMICH.md").read_text()
    assert not list(page.iter("figcaption"))


def test_a_document_is_leafed_through(tmp_path: Path) -> None:
    pdf = a_media(tmp_path, "das papier.pdf", b"%PDF-1.7", mime_type="application/pdf")
    announcement = an_announcement(tmp_path, "news/papier", documents=(pdf,))

    page, folder = drafted(tmp_path, announcement, attach=["document"])

    (shown,) = page.iter("object")
    assert shown.get("data") == "das%20papier.pdf"
    assert (folder / "das papier.pdf").read_bytes() == b"%PDF-1.7"
    assert page.findtext(".//strong") == announcement.title


def test_a_picture_stands_alone_where_no_card_goes(tmp_path: Path) -> None:
    page, folder = drafted(tmp_path, an_announcement(tmp_path), attach=["image"])

    (picture,) = page.iter("img")
    assert picture.get("alt") == "Ein Platz am Abend"
    assert (folder / "picture.png").read_bytes() == PICTURE
    assert page.find(".//figcaption") is None


def test_an_item_without_any_of_it_shows_its_card(tmp_path: Path) -> None:
    page, _ = drafted(tmp_path, an_announcement(tmp_path, picture=None), attach=["video", "image"])

    assert page.findtext(".//small") == "hoeren.stadt.test"
    assert not list(page.iter("img", "video", "object"))


def test_mentions_and_hashtags_lead_where_linkedin_leads(tmp_path: Path) -> None:
    mentions = {"Efus": "123", "Moderation": "urn:li:person:x-1"}
    announcement = an_announcement(tmp_path, post="Mit @Efus und @Moderation")

    page, _ = drafted(tmp_path, announcement, mentions=mentions, hashtags=["Prävention"])

    links = {link.text_content(): link.get("href") for link in page.iter("a")}
    assert read(page) == "Mit Efus und Moderation\n\n#Prävention"
    assert links == {
        "Efus": "https://www.linkedin.com/company/123/",
        "#Prävention": "https://www.linkedin.com/feed/hashtag/Pr%C3%A4vention/",
    }
    assert [bold.text for bold in page.iter("b")] == ["Moderation"]


@pytest.mark.parametrize(
    ("post", "language", "at_once", "more"),
    [
        (LONG, "de", LONG[:208], " … mehr"),
        (LONG, "en", LONG[:208], " … more"),
        ("x" * 300, "de", "x" * 210, " … mehr"),
        ("eins\nzwei\n\nvier", "de", "eins\nzwei\n", " … mehr"),
        ("kurz", "de", "kurz", ""),
    ],
)
def test_a_long_text_is_folded_and_can_be_opened(
    tmp_path: Path, post: str, language: str, at_once: str, more: str
) -> None:
    page, _ = drafted(tmp_path, an_announcement(tmp_path, post=post, language=language))

    text = page.find(".//p")
    label = text.find("label")
    assert (text.text, label.text if label is not None else "") == (at_once, more)
    assert read(page).replace(more, "", 1) == post.strip()


pieces = st.lists(st.builds(Piece, st.text("ab \n", min_size=1), st.booleans()), max_size=30)


@given(pieces)
def test_folding_loses_nothing_and_shows_no_more_than_linkedin(written: list[Piece]) -> None:
    before, after = folded(written)

    at_once = "".join(one.text for one in before)
    assert at_once + "".join(one.text for one in after) == "".join(one.text for one in written)
    assert not after or (len(at_once) <= FOLD_CHARACTERS and at_once.count("\n") < FOLD_LINES)


def test_what_would_be_cut_is_missing_in_the_view() -> None:
    little = escape("Neu") + " (Teil 1)"

    assert "".join(one.text for one in seen(little)) == rendered(little) == "Neu "
