from __future__ import annotations

from pathlib import Path

from tests.feeds.wild import CHANNEL, feed, item
from tests.importing.test_extra import Web, fields, moved

from podcaster.feeds import parse_feed
from podcaster.importing import import_feed
from podcaster.load.show import load
from podcaster.pipeline import open_workspace

GUID = "9b024349-ccf0-5f69-a609-6b82873eab3c"
VALUE = (
    '<podcast:value type="lightning" method="keysend" suggested="0.0005">'
    '<podcast:valueRecipient name="Forum" type="node" address="02d5" split="90"'
    ' customKey="7" customValue="x"/>'
    '<podcast:valueRecipient type="node" address="03ae" split="10" fee="true"/></podcast:value>'
)
BOTH = (
    '<podcast:location rel="creator" country="DE">Hannover</podcast:location>'
    '<podcast:image href="https://stadt.example/b.jpg" alt="Ein Platz" purpose="banner"'
    ' aspect-ratio="3/1" width="1500"/>'
    '<podcast:txt purpose="verify">abc</podcast:txt>'
    '<podcast:chat server="chat.stadt.example" protocol="matrix" space="#platz"/>'
    f"{VALUE}"
)
OF_ITEM = (
    f'{BOTH}<podcast:episode display="4a">4</podcast:episode>'
    '<podcast:season name="Plätze">2</podcast:season>'
    '<podcast:funding url="https://stadt.example/geben">Geben</podcast:funding>'
    '<podcast:contentLink href="https://stadt.example/film">Der Film</podcast:contentLink>'
    '<podcast:socialInteract protocol="activitypub" uri="https://stadt.example/@a/1" priority="1"/>'
    '<podcast:alternateEnclosure type="video/mp4" length="99" height="720" title="Film">'
    '<podcast:source uri="https://cdn.example/1.mp4"/>'
    "</podcast:alternateEnclosure><itunes:block>Yes</itunes:block>"
)
OF_SHOW = (
    f"{BOTH}<podcast:medium>course</podcast:medium><podcast:block id='google'>yes</podcast:block>"
    f'<podcast:podroll><podcast:remoteItem feedGuid="{GUID}"/></podcast:podroll>'
    f'<podcast:publisher><podcast:remoteItem medium="publisher" feedGuid="{GUID}"/>'
    "</podcast:publisher>"
    '<podcast:updateFrequency rrule="FREQ=WEEKLY">wöchentlich</podcast:updateFrequency>'
    '<podcast:trailer pubdate="Thu, 28 Feb 2019 06:00:00 +0100" url="https://cdn.example/t.mp3"'
    ' length="9" type="audio/mpeg">Teaser</podcast:trailer><itunes:complete>Yes</itunes:complete>'
)


def test_every_tag_of_the_namespace_survives_import_and_build(tmp_path: Path) -> None:
    old = feed(item(1, OF_ITEM), channel=f"{CHANNEL}{OF_SHOW}")

    new = moved(old, tmp_path)

    assert set(fields(old, new)) == {"categories", "link"}
    before, after = parse_feed(old, "old"), parse_feed(new, "new")
    assert set(before.more) <= set(after.more)
    assert set(before.items[0].more) <= set(after.items[0].more)


def test_tags_stand_in_yaml_where_people_can_go_on_writing(tmp_path: Path) -> None:
    moved(feed(item(1, OF_ITEM), channel=f"{CHANNEL}{OF_SHOW}"), tmp_path)

    draft = load(tmp_path / "show", open_workspace(tmp_path / "show"))

    show, episode = draft.settings.show, draft.episodes[0].written
    assert show.medium == "course"
    assert [(one.number, one.name) for one in show.seasons] == [(2, "Plätze")]
    assert [one.split for one in show.value[0].recipients] == [90, 10]
    assert episode.display == "4a"
    assert episode.alternate_enclosures[0].sources[0].uri == "https://cdn.example/1.mp4"
    assert episode.block


def test_what_is_broken_in_a_tag_is_left_out_and_said(tmp_path: Path) -> None:
    broken = (
        '<podcast:value type="x"/><podcast:chat server="a b" protocol="x"/>'
        '<podcast:txt purpose="verify">gut</podcast:txt><podcast:txt></podcast:txt>'
        '<podcast:image href="javascript:x"/>'
    )

    done = import_feed(parse_feed(feed(item(1, broken)), "feed.xml"), tmp_path / "show", Web(), str)

    said = [str(one.what) for one in done.repairs]
    assert [name for name in ("value", "chat", "txt", "images") if f"`{name}` has no form"
            " that can be kept" in said] == ["value", "chat", "txt", "images"]  # fmt: skip
    episode = load(tmp_path / "show", open_workspace(tmp_path / "show")).episodes[0].written
    assert [one.text for one in episode.txt] == ["gut"]
