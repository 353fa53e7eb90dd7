from __future__ import annotations

from pathlib import Path

from tests.feeds.wild import CHANNEL, feed, item
from tests.importing.test_extra import Web, fields, moved

from podcaster.feeds import parse_feed
from podcaster.importing import import_feed
from podcaster.load.show import load
from podcaster.opening import open_workspace

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


LIVE = (
    '<podcast:liveItem status="pending" start="2026-04-01T19:00:00+02:00"'
    ' end="2026-04-01T20:30:00+02:00"><title>Am Platz, live</title>'
    '<guid isPermaLink="false">live-1</guid>'
    '<enclosure url="https://strom.example/platz.mp3" length="33" type="audio/mpeg"/>'
    '<podcast:person group="visuals" role="intern">Technik</podcast:person>'
    '<podcast:chat server="chat.stadt.example" protocol="irc" space="#platz"/>'
    '<podcast:contentLink href="https://stadt.example/live">Zusehen</podcast:contentLink>'
    "</podcast:liveItem>"
)


def test_live_streams_come_over_and_are_announced_again(tmp_path: Path) -> None:
    old = feed(item(1), channel=f"{CHANNEL}<ttl>60</ttl>{LIVE}")

    new = moved(old, tmp_path)

    assert set(fields(old, new)) == {"categories", "link"}
    assert parse_feed(new, "new").more["live_items"] == parse_feed(old, "old").more["live_items"]
    assert b"<ttl>60</ttl>" in new
    assert b"podcast:liveItem" not in moved(feed(item(1)), tmp_path / "other")


def test_a_live_stream_that_nobody_could_hear_is_left_out_and_said(tmp_path: Path) -> None:
    silent = LIVE.replace("https://strom.example/platz.mp3", "javascript:x")
    found = parse_feed(feed(item(1), channel=f"{CHANNEL}{silent}"), "feed.xml")

    done = import_feed(found, tmp_path / "show", Web(), str)

    assert "`live_items` has no form that can be kept" in [str(one.what) for one in done.repairs]


def test_a_recipient_without_address_leaves_the_others_their_shares(tmp_path: Path) -> None:
    nameless = '<podcast:valueRecipient name="Wanda" type="node" split="9"/></podcast:value>'
    split = (
        '<podcast:valueTimeSplit startTime="1.0625" duration="175.1825">'
        f"{nameless.removesuffix('</podcast:value>')}"
        '<podcast:valueRecipient type="node" address="03ae" split="1"/></podcast:valueTimeSplit>'
    )
    value = VALUE.replace("</podcast:value>", f"{split}{nameless}")

    done = import_feed(parse_feed(feed(item(1, value)), "feed.xml"), tmp_path / "show", Web(), str)

    kept = load(tmp_path / "show", open_workspace(tmp_path / "show")).episodes[0].written.value[0]
    assert [one.split for one in kept.recipients] == [90, 10]
    assert [one.split for one in kept.time_splits[0].recipients] == [1]
    said = [str(one.what) for one in done.repairs]
    assert said.count("in `value`, `Wanda` has no form that can be kept") == 2


def test_times_of_splits_come_back_to_the_millisecond(tmp_path: Path) -> None:
    split = (
        '<podcast:valueTimeSplit startTime="273.075799999997" duration="175.1825">'
        '<podcast:valueRecipient type="node" address="03ae" split="1"/></podcast:valueTimeSplit>'
    )
    old = feed(item(1, VALUE.replace("</podcast:value>", f"{split}</podcast:value>")))

    assert set(fields(old, moved(old, tmp_path))) == {"categories", "link"}


def test_the_group_of_a_person_comes_over_where_the_role_does_not_say_it(tmp_path: Path) -> None:
    people = (
        '<podcast:person role="consultant" group="visuals">Grafik</podcast:person>'
        '<podcast:person role="guest" group="cast">Gast</podcast:person>'
        '<podcast:person role="intern" group="Zauberei">Magie</podcast:person>'
    )
    old = feed(item(1, people))

    new = moved(old, tmp_path)

    assert set(fields(old, new)) == {"categories", "link", "people"}
    assert (
        b'role="consultant" group="visuals"' in new or b'group="visuals" role="consultant"' in new
    )
    assert b"Zauberei" not in new
