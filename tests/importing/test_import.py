from __future__ import annotations

import io
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from PIL import Image
from tests.feeds.wild import CHANNEL, HEAD, feed, item

from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.web import Download
from podcaster.errors import PodcasterError, UsageError
from podcaster.feeds import parse_feed
from podcaster.importing import Import, import_feed, read_source
from podcaster.load.show import load
from podcaster.model.draft import Draft
from podcaster.model.episode import LinkedAudio
from podcaster.opening import open_workspace
from podcaster.pipeline import build, find_all


class NoWeb:
    """A web that must not be asked."""

    def fetch(self, url: str, most_bytes: int) -> bytes:
        raise AssertionError((url, most_bytes))

    def download(
        self, url: str, path: Path, most_bytes: int, progress: Progress = silent_progress
    ) -> Download:
        raise AssertionError((url, path, most_bytes, progress))


class PictureWeb(NoWeb):
    """A web that has one picture."""

    def fetch(self, url: str, most_bytes: int) -> bytes:
        del url, most_bytes
        file = io.BytesIO()
        Image.new("RGB", (1400, 1400), "red").save(file, "JPEG")
        return file.getvalue()


ADDRESS = "https://stadt.example/feed"


def bring(content: bytes, folder: Path, file: str = "feed.xml") -> Import:
    web = PictureWeb() if file.startswith("http") else NoWeb()
    return import_feed(parse_feed(content, file), folder, web, str)


def loaded(folder: Path) -> Draft:
    return load(folder, open_workspace(folder))


def errors(folder: Path) -> list[str]:
    return [f"{one.place} {one.message}" for one in find_all(open_workspace(folder)) if one.stops]


RICH = item(
    3,
    more="<itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>"
    "<itunes:episodeType>bonus</itunes:episodeType><itunes:explicit>yes</itunes:explicit>"
    '<podcast:person role="Guest" href="https://gast.example/">Gast aus Hannover</podcast:person>'
    '<podcast:soundbite startTime="60" duration="30">Ein Satz</podcast:soundbite>'
    '<podcast:location geo="geo:52.37,9.73" country="DE">Hannover</podcast:location>'
    "<podcast:license>CC-BY-4.0</podcast:license>"
    '<psc:chapters><psc:chapter start="00:00:00.000" title="Anfang"/>'
    '<psc:chapter start="90.5" title="Mitte" href="https://stadt.example/m"/>'
    '<psc:chapter start="9:00:00" title="zu spät"/></psc:chapters>'
    "<content:encoded><![CDATA[<h2>Über *Plätze*</h2><p>Ein <b>Wort</b> von"
    ' <a href="https://stadt.example/a_(b)">hier</a>.<script>alert(1)</script></p>'
    "<ul><li>eins</li><li>zwei</li></ul>]]></content:encoded>",
)


def test_everything_the_model_knows_comes_over(tmp_path: Path) -> None:
    bring(feed(RICH), tmp_path / "show")

    episode = loaded(tmp_path / "show").episodes[0]
    written = episode.written
    assert (written.season, written.number, written.kind, written.explicit) == (2, 7, "bonus", True)
    assert written.published_at == parsedate_to_datetime("Mon, 25 Feb 2019 06:00:00 +0100")
    assert isinstance(written.audio, LinkedAudio)
    assert written.audio.url == "https://cdn.example/3.mp3?a=1&b=2"
    assert (written.audio.bytes, written.audio.duration_s) == (1234567, 1234)
    assert [(one.name, one.role) for one in written.people] == [("Gast aus Hannover", "guest")]
    assert [one.title for one in written.soundbites] == ["Ein Satz"]
    (place,) = written.location
    assert place.country == "DE"
    assert written.licence is not None
    assert written.licence.name == "cc-by-4.0"
    assert [(one.start_s, one.title, one.link) for one in episode.chapters] == [
        (0, "Anfang", None), (90.5, "Mitte", "https://stadt.example/m"),
    ]  # fmt: skip
    assert "**Wort**" in episode.notes
    assert "script" not in episode.notes


def test_the_channel_becomes_publish_yaml(tmp_path: Path) -> None:
    bring(feed(item()), tmp_path / "show")

    show = loaded(tmp_path / "show").settings.show
    assert show.title == "Stadtgespräch"
    assert show.summary == "Über Plätze & Wege."
    assert show.language == "de-DE"
    assert show.categories == ("News > Politics",)
    assert show.owner.email == "post@stadt.example"
    assert show.guid == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert not show.locked


def test_a_feed_without_podcast_guid_gets_the_one_its_address_gives(tmp_path: Path) -> None:
    channel = "<title>News</title>"

    bring(feed(item(), channel=channel), tmp_path / "show", "https://podnews.net/rss")

    assert loaded(tmp_path / "show").settings.show.guid == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_artwork_is_fetched_for_an_address_only(tmp_path: Path) -> None:
    bring(feed(item()), tmp_path / "far", "https://stadt.example/feed")
    bring(feed(item()), tmp_path / "near")

    assert (tmp_path / "far" / "artwork.jpg").is_file()
    assert (tmp_path / "near" / "artwork.png").is_file()
    assert errors(tmp_path / "far") == []


def test_what_an_app_sees_survives_import_and_build(tmp_path: Path) -> None:
    unsorted = (RICH, item(1), item(2, duration=""), item(4, title="<title>A &amp; B „C“</title>"))
    content = feed(*unsorted)
    bring(content, tmp_path / "show")

    assert errors(tmp_path / "show") == []
    build(open_workspace(tmp_path / "show"), tmp_path / "out")

    old = feedparser.parse(content).entries
    new = feedparser.parse((tmp_path / "out" / "feed.xml").read_bytes()).entries
    seen = ("id", "title", "published_parsed", "itunes_season", "itunes_episode")
    assert [[one.get(name) for name in seen] for one in new] == [
        [one.get(name) for name in seen] for one in old
    ]
    assert [one.enclosures[0] for one in new] == [one.enclosures[0] for one in old]
    assert [one.get("itunes_duration") for one in new] == ["1234", "1234", None, "1234"]


def test_a_second_import_changes_nothing_and_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    show = tmp_path / "show"
    first = bring(feed(item(1), RICH), show)
    notes = show / "episodes" / first.added[0] / "notes.md"
    notes.write_text("Von Hand.\n")
    before = {path: path.read_bytes() for path in show.rglob("*") if path.is_file()}

    second = bring(feed(item(1), RICH), show)

    assert (second.added, second.kept, second.repairs) == ((), 2, ())
    assert {path: path.read_bytes() for path in show.rglob("*") if path.is_file()} == before


def test_a_later_import_adds_what_is_new(tmp_path: Path) -> None:
    bring(feed(item(2)), tmp_path / "show")

    done = bring(feed(item(1), item(2)), tmp_path / "show")

    assert len(done.added) == 1
    assert len(loaded(tmp_path / "show").episodes) == 2


def test_another_show_is_not_touched(tmp_path: Path) -> None:
    bring(feed(item()), tmp_path / "show")
    other = CHANNEL.replace("9b024349", "9b024340")

    with pytest.raises(UsageError, match="another show"):
        bring(feed(item(), channel=other), tmp_path / "show")


def test_a_folder_with_other_things_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()

    with pytest.raises(UsageError, match="there is a `episodes` already"):
        bring(feed(item()), tmp_path)


@pytest.mark.parametrize(
    "broken",
    [
        item(1, title="<title>../../../etc/passwd</title>"),
        item(1, title="<title>/abs\\olute\x01</title>"),
        item(1, title=""),
        item(1, title=f"<title>{'lang ' * 200}</title>"),
        item(1, guid="<guid>a: \"b\" 'c' # d \\ € \u2028 \U000e0001</guid>"),
        item(1, date=""),
        item(1, enclosure='<enclosure url="http://169.254.169.254/a.mp3"/>'),
        item(1, enclosure='<enclosure url="http://127.0.0.1/a.mp3" length="-5" type="nonsense"/>'),
        item(1, enclosure='<enclosure url="https://cdn.example/a b.mp3" length="1"/>'),
        item(1, enclosure='<enclosure url="https://cdn.example/a.mp4" type="video/mp4"/>'),
        item(1, more="<itunes:episode>0</itunes:episode><itunes:season>-1</itunes:season>"),
        item(1, more='<podcast:person role="cook">X</podcast:person><podcast:person/>'),
        item(1, more='<podcast:location geo="here">Ort</podcast:location>'),
        item(1, more="<podcast:license>eigene</podcast:license>"),
        item(1, more='<podcast:soundbite startTime="x" duration="5">kurz</podcast:soundbite>'),
        item(1, more="<link>javascript:alert(1)</link>"),
        item(1, description=f"<description>{'ä' * 9000}</description>"),
        item(1, description="<description>&lt;script&gt;alert(1)&lt;/script&gt;Text</description>"),
        item(1, description=f"<description>{'&lt;div&gt;' * 5000}tief</description>"),
        item(1) + item(1, title="<title>Anders</title>"),
        item(1) + item(2, title="<title>Folge über Platz 1</title>"),
        "",
    ],
)
def test_hostile_and_broken_items_make_a_show_without_errors(broken: str, tmp_path: Path) -> None:
    bring(feed(broken), tmp_path / "show", ADDRESS)

    assert errors(tmp_path / "show") == []
    assert {path.name for path in tmp_path.iterdir()} == {"show"}


def test_guids_stand_on_one_line_byte_for_byte(tmp_path: Path) -> None:
    guid = "a: \"b\" 'c' # d \\ € \u2028 {x}"

    done = bring(feed(item(1, guid=f"<guid>{guid}</guid>")), tmp_path / "show")

    file = tmp_path / "show" / "episodes" / done.added[0] / "episode.yaml"
    assert sum(line.startswith("guid: ") for line in file.read_text().splitlines()) == 1
    assert loaded(tmp_path / "show").episodes[0].written.guid == guid


def test_an_item_without_audio_becomes_a_draft(tmp_path: Path) -> None:
    bring(feed(item(1, enclosure="")), tmp_path / "show")

    assert loaded(tmp_path / "show").episodes[0].written.status == "draft"


def test_a_serial_show_gets_the_numbers_it_needs(tmp_path: Path) -> None:
    channel = f"{CHANNEL}<itunes:type>serial</itunes:type>"

    bring(feed(item(1), item(2), channel=channel), tmp_path / "show")

    numbers = {one.written.guid: one.written.number for one in loaded(tmp_path / "show").episodes}
    assert numbers == {"tag:stadt,2": 1, "tag:stadt,1": 2}


def test_two_thousand_items_of_one_name_get_folders_of_their_own(tmp_path: Path) -> None:
    items = (item(1, guid=f"<guid>{number}</guid>") for number in range(2000))

    done = bring(feed(*items), tmp_path / "show")

    assert len(set(done.added)) == 2000


def test_a_file_is_read_up_to_its_longest(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as opened:
        opened.write(HEAD.encode())
        opened.truncate(50_000_000)

    with pytest.raises(PodcasterError, match="larger than 20 MB"):
        read_source(str(large), NoWeb())


@pytest.mark.parametrize("name", ["missing.xml", ".", "a\0b"])
def test_a_file_that_can_not_be_read_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(PodcasterError, match="can't be read"):
        read_source(str(tmp_path / name), NoWeb())
