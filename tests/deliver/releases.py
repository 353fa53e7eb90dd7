"""Builds small releases and workspaces, as render and pipeline make them.

    release = a_release(tmp_path, "eins", "zwei", channels={"linkedin": LINKEDIN})
    delivery = deliver(release, a_workspace(tmp_path))

Each slug becomes an episode with audio, a page and an announcement; `text` is in all of them, so
another `text` is a changed episode.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.fakes import FakeAudio, FakeHistory, FakeWeb

from podcaster.doors.web import WebDoor
from podcaster.model.artefacts import Artefact, Document, Media
from podcaster.model.checked import Checked
from podcaster.model.delivery import Standing
from podcaster.model.draft import Draft, SourceFile
from podcaster.model.facts import PictureFile, Unreadable
from podcaster.model.mastered import Cover, Mastered
from podcaster.model.message import message
from podcaster.model.release import Announcement, Release, ReleasedEpisode, ReleasedNews
from podcaster.settings import Settings
from podcaster.workspace import Workspace

NOW: Final = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
GUID: Final = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
SITE: Final = "https://hoeren.stadt.test"

Channels = Mapping[str, Mapping[str, object]]

FOLDER: Final[Mapping[str, object]] = {"type": "folder"}
HANDOVER: Final[Mapping[str, object]] = {"type": "handover"}
LINKEDIN: Final[Mapping[str, object]] = {"type": "linkedin", "organization": "76176297"}

#: The smallest PNG there is, one grey point: websites look inside.
PICTURE: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


def some_settings(channels: Channels | None = None) -> Settings:
    """Return settings with `channels`; default: a folder and a hand-over."""
    show = {
        "title": "Stadt im Gespräch",
        "summary": "Über Sicherheit.",
        "language": "de",
        "author": "Forum",
        "owner": {"name": "Geschäftsstelle", "email": "podcast@stadt.test"},
        "categories": ["Government"],
        "link": "https://stadt.test",
        "artwork": {"file": "artwork.png", "alt": "Schriftzug"},
        "guid": GUID,
    }
    wanted = channels or {"public": FOLDER, "website": HANDOVER}
    return Settings.model_validate({"show": show, "site": {"url": SITE}, "channels": wanted})


def a_workspace(
    folder: Path, *, web: WebDoor | None = None, token: str = "", days: float = 0
) -> Workspace:
    """Return a workspace `days` after NOW; without a web door nothing can be sent."""
    return Workspace(
        folder=folder,
        audio=FakeAudio(),
        web=web or FakeWeb(),
        history=FakeHistory(),
        now=NOW + timedelta(days=days),
        secrets={"PODCASTER_LINKEDIN_TOKEN": token} if token else {},
        pause=lambda _: None,
    )


def a_media(folder: Path, path: str, content: bytes, **changes: Any) -> Media:  # noqa: ANN401 - any field
    """Write a file into the cache below `folder` and return it as an artefact."""
    source = folder / ".podcaster" / "cache" / Path(path).name
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(content)
    media = Media(path, source, "audio/mpeg", len(content), sha256(content).hexdigest())
    return replace(media, **changes)


def a_document(path: str, text: str, item: str = "") -> Document:
    """Return a document."""
    return Document(path, text.encode(), "text/html", item)


def a_feed(*slugs: str, text: str = "", guid: str = GUID) -> Document:
    """Return a feed that names its episodes."""
    items = "".join(f"<item>{slug}</item>" for slug in slugs)
    return a_document("feed.xml", f"<podcast:guid>{guid}</podcast:guid>{items}{text}")


def some_artefacts(folder: Path, *slugs: str, text: str = "") -> tuple[Artefact, ...]:
    """Return every file of a built folder, sorted by path."""
    found: list[Artefact] = [a_feed(*slugs, text=text), a_document("index.html", text)]
    for slug in slugs:
        item = f"episode/{slug}"
        audio = f"Ton von {slug}{text}".encode()
        name = f"audio/{slug}-{sha256(audio).hexdigest()[:8]}.mp3"
        found.append(a_media(folder, name, audio, item=item))
        found.append(a_document(f"episodes/{slug}/index.html", f"Seite {slug}{text}", item))
        found.append(a_document(f"episodes/{slug}/chapters.json", "{}", item))
    return tuple(sorted(found, key=lambda one: one.path))


def an_announcement(folder: Path, item: str = "episode/eins", **changes: Any) -> Announcement:  # noqa: ANN401 - any field
    """Return an announcement with a picture, German, full of traps."""
    slug = item.partition("/")[2]
    link = f"{SITE}/episodes/{slug}/index.html"
    title = f"Plätze (Teil 1): „{slug}“ & Mitarbeiter*innen"
    plain = Announcement(
        item=item,
        guid=f"guid-{slug}",
        title=title,
        summary="Wem gehört die Stadt?",
        language="de",
        link=link,
        topics=("Plätze",),
        published_at=NOW,
        html=f"<h2>{slug}</h2>",
        text=f"{slug}\n",
        post=f"{title}\n\nWem gehört die Stadt? Ein_Gespräch [neu] #Prävention\n\n{link}",
        data={"title": slug, "topics": ["Plätze"]},
        picture=a_media(folder, "bild.png", PICTURE, mime_type="image/png"),
        picture_alt="Ein Platz am Abend",
    )
    return replace(plain, **changes)


def a_release(
    folder: Path,
    *slugs: str,
    channels: Channels | None = None,
    text: str = "",
    **announced: Any,  # noqa: ANN401 - any field
) -> Release:
    """Return a release of some episodes; `announced` changes all announcements."""
    changes = {"text": f"Neue Folge{text}\n", **announced}
    return Release(
        mastered=_mastered(folder, some_settings(channels)),
        feed="feed.xml",
        artefacts=some_artefacts(folder, *slugs, text=text),
        episodes=tuple(
            ReleasedEpisode(slug, f"guid-{slug}", f"episodes/{slug}/index.html") for slug in slugs
        ),
        news=tuple(ReleasedNews(slug, f"episode/{slug}") for slug in slugs),
        announcements=tuple(
            an_announcement(folder, f"episode/{slug}", **changes) for slug in slugs
        ),
    )


def _mastered(folder: Path, settings: Settings) -> Mastered:
    """Return as little as a release needs to know its settings."""
    artwork = PictureFile("artwork.png", folder, "Schriftzug", Unreadable(message("not read")))
    draft = Draft(settings, SourceFile("publish.yaml"), (), (), artwork, {}, NOW)
    picture = a_media(folder, "artwork.png", b"artwork")
    return Mastered(Checked(draft, (), (), ()), (), (), Cover(picture, picture, "Schriftzug"))


def told(standings: tuple[Standing, ...], channel: str) -> dict[str, tuple[str, str]]:
    """Return item -> action and state of one channel."""
    rows = (row for row in standings if row.channel == channel)
    return {row.item: (str(row.action), str(row.state)) for row in rows}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return path -> content of every file below `folder`."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def corrected(release: Release) -> Release:
    """Return the same release; its item has other words, and came out a day earlier."""
    announcements = tuple(
        replace(
            one,
            title="Berichtigt",
            post="Berichtigt",
            posts=dict.fromkeys(one.posts, "Berichtigt"),
            html="<p>Berichtigt</p>",
            text="Berichtigt",
            published_at=one.published_at - timedelta(days=1),
        )
        for one in release.announcements
    )
    return replace(release, announcements=announcements)
