"""What a plan says about hosts: field by field, page by page, what people will see change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.deliver.releases import FOLDER, a_document, a_release, a_workspace, told

from podcaster.deliver import deliver, plan, standings
from podcaster.model.artefacts import Document
from podcaster.model.delivery import Action, Change, State
from podcaster.model.release import Release

ITEM = """<item><title>{title}</title><guid>guid-{slug}</guid>
<description>{text}</description><enclosure url="https://a.test/{slug}.mp3" length="{size}"
type="audio/mpeg"/><itunes:duration>{size}</itunes:duration></item>"""
FEED = '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>{items}</channel></rss>'


def released(folder: Path, *slugs: str, title: str = "Plätze", size: int = 7) -> Release:
    """Return a release with a feed that podcast apps could read."""
    items = [
        ITEM.format(slug=slug, title=title, text="Wem gehört die Stadt?", size=size)
        for slug in slugs
    ]
    feed = Document("feed.xml", FEED.format(items="".join(items)).encode(), "application/rss+xml")
    made = a_release(folder, *slugs, channels={"public": FOLDER}, text=title)
    rest = tuple(one for one in made.artefacts if one.path != "feed.xml")
    return replace(made, artefacts=(*rest, feed))


def changes(folder: Path, release: Release) -> dict[str, tuple[Change, ...]]:
    rows = plan(release, a_workspace(folder))
    return {row.item: row.changes for row in rows if row.action is Action.HOST}


def test_of_a_new_item_everything_is_new(tmp_path: Path) -> None:
    (said,) = changes(tmp_path, released(tmp_path, "eins")).values()

    assert {one.field: one.after for one in said if one.field != "page"} == {
        "title": "Plätze",
        "description": "Wem gehört die Stadt?",
        "enclosure": "https://a.test/eins.mp3",
        "length": "7",
        "type": "audio/mpeg",
        "duration": "7",
    }
    assert {one.before for one in said} == {""}


def test_of_a_changed_item_only_what_changes(tmp_path: Path) -> None:
    deliver(released(tmp_path, "eins", "zwei"), a_workspace(tmp_path))

    said = changes(tmp_path, released(tmp_path, "eins", "zwei", title="Neue Plätze", size=8))

    assert [one for one in said["episode/eins"] if one.field != "page"] == [
        Change("title", "Plätze", "Neue Plätze"),
        Change("length", "7", "8"),
        Change("duration", "7", "8"),
    ]
    pages = [one for one in said["episode/zwei"] if one.field == "page"]
    assert [one.before.split()[0] for one in pages] == ["episodes/zwei/index.html"]
    assert pages[0].before != pages[0].after


def test_pages_come_and_go(tmp_path: Path) -> None:
    before = released(tmp_path, "eins")
    page = a_document("episodes/eins/transcript.html", "Text", "episode/eins")
    after = replace(before, artefacts=(*before.artefacts, page))
    deliver(before, a_workspace(tmp_path))

    come = changes(tmp_path, after)["episode/eins"]
    deliver(after, a_workspace(tmp_path))
    gone = changes(tmp_path, before)["episode/eins"]

    assert [(one.field, one.before) for one in come] == [("page", "")]
    assert [(one.field, one.before, one.after) for one in gone] == [("page", come[0].after, "")]


def test_what_is_not_out_any_more_is_said_until_it_is_gone(tmp_path: Path) -> None:
    both, one = released(tmp_path, "eins", "zwei"), released(tmp_path, "eins")
    deliver(both, a_workspace(tmp_path))

    planned = plan(one, a_workspace(tmp_path))
    delivery = deliver(one, a_workspace(tmp_path))
    after = plan(one, a_workspace(tmp_path))
    known = standings(a_workspace(tmp_path), one.settings)
    back = plan(both, a_workspace(tmp_path))

    assert told(planned, "public")["episode/zwei"] == ("host", "ready")
    assert "leaves the feed" in str(planned[-1].reason)
    assert {change.after for change in planned[-1].changes} == {""}
    assert not delivery.failed
    assert told(after, "public") == {"episode/eins": ("none", "done")}
    assert [row.state for row in known] == [State.DONE, State.SKIPPED]
    assert told(back, "public")["episode/zwei"] == ("host", "ready")


def test_a_ledger_that_never_noted_it_says_nothing_wrong(tmp_path: Path) -> None:
    deliver(a_release(tmp_path, "eins", channels={"public": FOLDER}), a_workspace(tmp_path))

    said = changes(tmp_path, released(tmp_path, "eins", title="Neu"))

    assert "title" in {one.field for one in said["episode/eins"]}
    assert all(one.field == "page" or not one.before for one in said["episode/eins"])
