"""Feeds as they are found in the wild come over whole: who made them need not be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.feeds.wild import CHANNEL, feed
from tests.importing.test_extra import Web
from tests.render.mastered_shows import a_mastered

from podcaster.comparing import compare
from podcaster.feeds import parse_feed
from podcaster.importing import Import, import_feed
from podcaster.model.draft import EpisodeDraft
from podcaster.model.episode import LinkedAudio
from podcaster.model.mastered import Enclosure, Mastered, MasteredEpisode
from podcaster.model.values import NO_CHARACTER
from podcaster.opening import open_workspace
from podcaster.pipeline import walk
from podcaster.render.feed import render_feed

ITUNES: Final = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


@dataclass(frozen=True)
class Wild:
    """An item, and what of it has to survive.

    Attributes:
        xml: As it stands in the feed.
        guid: None if it has none.
        title: "" if it has none.
        moment: None if it has none that can be read.
        url: Of its enclosure.
        duration_s: In whole seconds, or None.
    """

    xml: str
    guid: str | None
    title: str
    moment: datetime | None
    url: str
    duration_s: int | None


def _in_cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _by_number(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


#: How programs write text into XML.
SPELLINGS: Final[tuple[Callable[[str], str], ...]] = (escape, _in_cdata, _by_number)

#: How programs write seconds.
DURATIONS: Final[tuple[Callable[[int], str], ...]] = (
    str,
    lambda s: f"{s}.0",
    lambda s: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}",
    lambda s: f"{s // 3600}:{s // 60 % 60}:{s % 60}",
    lambda s: f"{s // 60}:{s % 60:02}",
    lambda s: f"{s // 60}m{s % 60}s",
    lambda s: f"PT{s // 3600}H{s // 60 % 60}M{s % 60}S",
    lambda s: f"  {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}.000 \n",
    lambda s: f"{s} seconds",
)

MONTHS: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip


def _german(moment: datetime) -> str:
    return f"Montag, {moment.day}. {MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S %z}"


#: How programs write an instant.
DATES: Final[tuple[Callable[[datetime], str], ...]] = (
    format_datetime,
    lambda it: "Mon, " + format_datetime(it).partition(", ")[2],  # the wrong weekday, mostly
    lambda it: format_datetime(it.astimezone(UTC), usegmt=True),
    lambda it: format_datetime(it.astimezone(UTC)).replace("+0000", "UTC"),
    lambda it: format_datetime(it.astimezone(UTC)).replace("+0000", "Z"),
    lambda it: format_datetime(it).replace("+", "GMT+") if "+" in format_datetime(it) else
    format_datetime(it),
    lambda it: it.isoformat(),
    lambda it: it.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    lambda it: it.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    lambda it: it.astimezone(UTC).strftime("%Y/%m/%d %H:%M:%S"),
    lambda it: it.astimezone(UTC).strftime("%d.%m.%Y %H:%M:%S"),
    lambda it: it.astimezone(UTC).strftime("%d.%m.%Y, %I:%M:%S %p"),
    lambda it: it.astimezone(UTC).strftime("%B %d, %Y %H:%M:%S"),
    lambda it: f" \n{format_datetime(it)}  (who wants to know)",
    lambda it: str(int(it.timestamp())),
    _german,
)  # fmt: skip

WORDS: Final = st.text(st.characters(codec="utf-8"), max_size=40).map(
    lambda text: " ".join(NO_CHARACTER.sub("", text).split())
)
TITLES: Final = st.one_of(
    WORDS,
    st.sampled_from(
        (
            "A &amp; B", "<b>Fett</b> & mehr", "<Klammer>", "]]>", "100 % – „Zitat“", "#7: *Stern*",
            "a: b # c", "- Strich", "'", '"', "{x}", "true", "null", "2019-01-01", "../../x", "🏙️",
            "&nbsp;", "yes", "0x1F", "1e5", "~", "@x", "!tag", "%YAML", "| a", "> b", "\\",
        )
    ),
)  # fmt: skip
GUIDS: Final = st.one_of(
    WORDS.filter(bool),
    st.sampled_from(("https://x.test/?p=1&b=2", "a b  c", "tag:x,1:/2", "-1", "007", "null", "é")),
)
MOMENTS: Final = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, timezone(timedelta(minutes=30 * zone))),
    st.integers(1_000_000_000, 1_700_000_000),
    st.integers(-24, 28),
)
PATHS: Final = st.from_regex(r"\A[A-Za-z0-9_.~!$'()*+,;=:@%?&/-]{1,30}\Z").filter(
    lambda path: "%" not in path
)
MARKUP: Final = st.sampled_from(
    ("", "<p>Ein <b>Satz</b> &amp; <a href='https://x.test/?a=1&amp;b'>mehr</a></p>", "A\n\nB <k>")
)


@st.composite
def items(draw: st.DrawFn) -> Wild:
    """Draw an item; every part but the enclosure may be missing, or stand anywhere."""
    spell = draw(st.sampled_from(SPELLINGS))
    guid = draw(st.none() | GUIDS)
    title, moment = draw(TITLES), draw(st.none() | MOMENTS)
    url = f"https://cdn.example/{draw(PATHS)}"
    seconds = draw(st.none() | st.integers(1, 90_000))
    about = spell(draw(MARKUP))
    parts = [
        f"<title>{spell(title)}</title>" if title else "",
        f"<guid>{spell(guid)}</guid>" if guid else "",
        f"<pubDate>{draw(st.sampled_from(DATES))(moment)}</pubDate>" if moment else "",
        f"<enclosure url={quoteattr(url)} length='{draw(st.integers(-1, 9))}'/>",
        f"<itunes:duration>{draw(st.sampled_from(DURATIONS))(seconds)}</itunes:duration>"
        if seconds
        else "",
        draw(st.sampled_from(("", f"<description>{about}</description>"))),
        draw(st.sampled_from(("", f"<content:encoded>{about}</content:encoded>"))),
        draw(st.sampled_from(("", "<x:y z='1'>&nbsp;</x:y>", "<author/>", "<itunes:image/>"))),
    ]
    xml = f"<item>{''.join(draw(st.permutations(parts)))}</item>"
    return Wild(xml, guid, title, moment, url, seconds)


def different(wild: list[Wild]) -> list[Wild]:
    """Leave out items whose GUID another has: they are set aside, and said."""
    kept: dict[str, Wild] = {}
    for one in wild:
        kept.setdefault(" ".join((one.guid or one.url).split()), one)
    return list(kept.values())


def built(folder: Path) -> bytes:
    """Return the feed of an imported show, without making its pictures anew each time."""
    checked = walk(folder.resolve(), open_workspace(folder), "load", "check")
    episodes = tuple(_mastered(draft, draft.audio) for draft in checked.episodes)
    mastered = Mastered(checked, episodes=episodes, news=(), cover=COVER)
    return render_feed(mastered, mastered.settings)[0].content


COVER: Final = a_mastered().cover


def _mastered(draft: EpisodeDraft, audio: object) -> MasteredEpisode:
    assert isinstance(audio, LinkedAudio)
    it = Enclosure(audio.type, audio.bytes or 0, audio.duration_s or 0.0, url=audio.url)
    return MasteredEpisode(draft, (it,))


def brought(content: bytes, folder: Path) -> Import:
    return import_feed(parse_feed(content, "feed.xml"), folder, Web(), str)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items(), min_size=1, max_size=5).map(different))
def test_every_guid_title_date_address_and_duration_survives_in_order(wild: list[Wild]) -> None:
    content = feed(*(one.xml for one in wild), channel=CHANNEL)
    with TemporaryDirectory() as work:
        folder = Path(work) / "show"
        brought(content, folder)
        xml = built(folder)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        again = brought(content, folder)

        after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert before == after
        assert again.added == ()

    found = etree.fromstring(xml).findall("channel/item")
    addresses = [one.get("url") for one in etree.fromstring(xml).findall("channel/item/enclosure")]
    assert addresses == [one.url for one in wild]
    assert [one.findtext("guid") for one in found] == [one.guid or one.url for one in wild]
    for one, it in zip(found, wild, strict=True):
        duration = one.findtext(f"{ITUNES}duration")
        assert duration == (str(it.duration_s) if it.duration_s else None)
        if it.title:
            assert one.findtext("title") == it.title
        if it.moment:
            there = one.findtext("pubDate") or ""
            assert there == format_datetime(it.moment.astimezone(_zone(there)))
    told = {"title", "date", "description", "notes", "link", "artwork", "categories", "length"}
    assert {row.field for row in compare(parse_feed(content, "o"), parse_feed(xml, "n"))} <= told


def _zone(date: str) -> timezone:
    sign = -1 if date[-5] == "-" else 1
    return timezone(sign * timedelta(hours=int(date[-4:-2]), minutes=int(date[-2:])))
