"""What is handed over to people: complete folders that say what to do."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Never

import pytest
from lxml.html import fromstring
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import (
    HANDOVER,
    LINKEDIN,
    PICTURE,
    a_media,
    a_workspace,
    an_announcement,
    files_in,
)
from tests.servers.linkedin import rendered

from podcaster.deliver.announcers.handover import handover
from podcaster.deliver.announcers.linkedin.channel import linkedin
from podcaster.deliver.channel import Announcer
from podcaster.errors import FolderError
from podcaster.model.announcers import HandoverChannel, LinkedInChannel
from podcaster.model.delivery import State
from podcaster.model.release import Announcement

Make = Callable[[Path], Announcer]


def a_handover(folder: Path) -> Announcer:
    return handover("website", HandoverChannel.model_validate(HANDOVER), a_workspace(folder))


def a_draft(folder: Path) -> Announcer:
    return linkedin("linkedin", LinkedInChannel.model_validate(LINKEDIN), a_workspace(folder))


both = pytest.mark.parametrize("make", [a_handover, a_draft])


def with_papers(folder: Path) -> Announcement:
    paper = a_media(folder, "news/papier/papier.pdf", b"%PDF", mime_type="application/pdf")
    return an_announcement(folder, "news/papier", documents=(paper,))


def outbox_of(folder: Path) -> dict[str, bytes]:
    return files_in(folder / "outbox")


def test_a_web_team_gets_everything_it_needs(tmp_path: Path) -> None:
    announcement = with_papers(tmp_path)

    receipt = a_handover(tmp_path).announce(announcement, FakeMemory())

    folder = "website/2026-03-10-news-papier"
    files = {path.removeprefix(f"{folder}/"): text for path, text in outbox_of(tmp_path).items()}
    assert files.keys() == {
        "news.html",
        "news.txt",
        "news.json",
        "ANLEITUNG.md",
        "picture.png",
        "picture-alt.txt",
        "papier.pdf",
    }
    assert files["news.html"].decode() == announcement.html
    assert files["picture.png"] == PICTURE
    assert "Ein Platz am Abend" in files["picture-alt.txt"].decode()
    assert json.loads(files["news.json"]) == {
        **announcement.data,
        "files": {
            "picture": {"file": "picture.png", "alt": "Ein Platz am Abend"},
            "documents": ["papier.pdf"],
        },
    }
    assert (receipt.state, receipt.url) == (State.HANDED_OVER, None)
    assert receipt.remote_id == f"outbox/{folder}"


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Meldung anlegen"), ("en-GB", "Add a news item"), ("fr", "CMS")]
)
def test_the_guide_speaks_the_items_language(tmp_path: Path, language: str, words: str) -> None:
    a_handover(tmp_path).announce(an_announcement(tmp_path, language=language), FakeMemory())

    guide = next(tmp_path.glob("outbox/website/*/ANLEITUNG.md")).read_text()
    assert words in guide
    assert len([line for line in guide.splitlines() if line[:1].isdigit()]) == 5


def test_the_guide_does_not_speak_of_what_is_not_there(tmp_path: Path) -> None:
    a_handover(tmp_path).announce(an_announcement(tmp_path, picture=None), FakeMemory())

    guide = next(tmp_path.glob("outbox/website/*/ANLEITUNG.md")).read_text()
    assert "picture" not in guide
    assert "Ein Bild gehört nicht dazu" in guide


def test_a_draft_shows_the_post_as_linkedin_will(tmp_path: Path) -> None:
    announcement = an_announcement(tmp_path, title="<b>Plätze</b>")

    a_draft(tmp_path).announce(announcement, FakeMemory())

    page = (tmp_path / "outbox/linkedin/2026-03-10-eins/ansicht.html").read_text()
    text = fromstring(page).findtext(".//p") or ""
    assert text == announcement.post.partition("#")[0]
    assert ">#Prävention</a>" in page
    assert '<img src="picture.png" alt="Ein Platz am Abend">' in page
    assert "&lt;b&gt;Plätze&lt;/b&gt;" in page
    assert "hoeren.stadt.test</small>" in page


def test_a_draft_can_be_posted_by_hand_or_by_program(tmp_path: Path) -> None:
    announcement = an_announcement(tmp_path)

    receipt = a_draft(tmp_path).announce(announcement, FakeMemory())

    folder = tmp_path / "outbox/linkedin/2026-03-10-eins"
    body = json.loads((folder / "post.json").read_text())
    assert (folder / "post.txt").read_text() == f"{announcement.post}\n"
    assert rendered(body["commentary"]) == announcement.post
    assert body["content"]["article"]["source"] == announcement.link
    assert "NICHT gesendet" in (folder / "LIESMICH.md").read_text()
    assert (folder / "picture.png").read_bytes() == PICTURE
    assert receipt.state is State.HANDED_OVER


@both
def test_braces_in_a_title_do_no_harm(tmp_path: Path, make: Make) -> None:
    make(tmp_path).announce(an_announcement(tmp_path, title="{title} {0} %s"), FakeMemory())

    assert any(b"{title} {0} %s" in text for text in outbox_of(tmp_path).values())


@both
def test_the_same_again_changes_nothing(tmp_path: Path, make: Make) -> None:
    announcement = an_announcement(tmp_path)
    make(tmp_path).announce(announcement, FakeMemory())
    before = outbox_of(tmp_path)

    make(tmp_path).announce(announcement, FakeMemory())

    assert outbox_of(tmp_path) == before


@both
def test_what_people_changed_stays_and_the_new_one_gets_a_number(
    tmp_path: Path, make: Make
) -> None:
    announcement = an_announcement(tmp_path)
    make(tmp_path).announce(announcement, FakeMemory())
    changed = replace(announcement, text="neu", post=f"neu {announcement.title}")

    receipt = make(tmp_path).announce(changed, FakeMemory())

    assert str(receipt.remote_id).endswith("eins-2")
    assert len({Path(path).parent for path in outbox_of(tmp_path)}) == 2


@both
def test_a_full_disk_leaves_no_half_folder(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [3]

    def filling(handle: int) -> None:
        del handle
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    announcement = an_announcement(tmp_path)
    monkeypatch.setattr(os, "fsync", filling)

    with pytest.raises(FolderError, match="the disk is full"):
        make(tmp_path).announce(announcement, FakeMemory())

    assert not outbox_of(tmp_path)


@both
def test_ctrl_c_leaves_no_half_folder(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(handle: int) -> Never:
        del handle
        raise KeyboardInterrupt

    announcement = an_announcement(tmp_path)
    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        make(tmp_path).announce(announcement, FakeMemory())

    assert not outbox_of(tmp_path)


@both
def test_what_a_killed_run_left_is_removed(tmp_path: Path, make: Make) -> None:
    announcement = an_announcement(tmp_path)
    for name in ("website/.2026-03-10-episode-eins.part", "linkedin/.2026-03-10-eins.part"):
        (tmp_path / "outbox" / name).mkdir(parents=True)
        (tmp_path / "outbox" / name / "half.txt").write_text("half")
    kind = "website" if make is a_handover else "linkedin"

    make(tmp_path).announce(announcement, FakeMemory())

    assert not list((tmp_path / "outbox" / kind).glob(".*"))


@both
def test_a_link_that_leads_out_of_the_show_is_refused(tmp_path: Path, make: Make) -> None:
    outside, show = tmp_path / "outside", tmp_path / "show"
    outside.mkdir()
    show.mkdir()
    (show / "outbox").symlink_to(outside)

    with pytest.raises(FolderError, match="symbolic link"):
        make(show)
