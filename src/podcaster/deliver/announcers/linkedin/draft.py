"""A finished post in a folder: for a person who posts it, or who looks before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from podcaster.deliver.announcers.linkedin.answers import post_at
from podcaster.deliver.announcers.linkedin.post import PLAIN, Wording, fitting, post_body
from podcaster.deliver.announcers.linkedin.shown import CARDS, Showing, Shown
from podcaster.deliver.announcers.linkedin.view import view_of
from podcaster.deliver.announcers.outbox import (
    day_of,
    in_language,
    json_file,
    picture_files,
    picture_name,
)
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.deliver.hosts.files import Source, write_whole
from podcaster.deliver.hosts.places import told_path
from podcaster.deliver.revisions import announcement_revision
from podcaster.model.delivery import State
from podcaster.model.release import Announcement

#: What a guide says, in German and English.
Guide = Mapping[str, str]

BY_HAND: Final[Guide] = {
    "de": """\
# Entwurf für LinkedIn: {title}

Das ist ein Entwurf. Er wurde NICHT gesendet und wird auch später nicht von selbst gesendet.

1. Auf LinkedIn die Seite der Organisation öffnen: https://www.linkedin.com/company/{page}/admin/
2. „Beitrag beginnen“ wählen und den Inhalt von `post.txt` einfügen.
3. {attached}
4. Der Link des Beitrags: {link}
5. Posten und diesen Ordner als erledigt weglegen.

`ansicht.html` zeigt den Beitrag so, wie ihn LinkedIn darstellen wird.
`post.json` ist derselbe Beitrag so, wie ihn die Schnittstelle von LinkedIn nimmt (ohne das, was
hochgeladen wird).
""",
    "en": """\
# Draft for LinkedIn: {title}

This is a draft. It was NOT sent, and it will not be sent by itself later.

1. Open your organisation's page on LinkedIn: https://www.linkedin.com/company/{page}/admin/
2. Choose "Start a post" and paste what `post.txt` holds.
3. {attached}
4. The link of the post: {link}
5. Post it, and put this folder away as done.

`ansicht.html` shows the post as LinkedIn will show it.
`post.json` is the same post as LinkedIn's interface takes it (without what is uploaded).
""",
}

LOOK_FIRST: Final[Guide] = {
    "de": """\
# Zur Ansicht: {title}

Dieser Beitrag wurde noch NICHT gesendet. Er wartet darauf, dass jemand ihn ansieht.

1. `ansicht.html` im Browser öffnen: So wird LinkedIn den Beitrag darstellen.
2. Ist alles richtig: `podcaster approve {slug}`
3. Dann sendet ihn der nächste `podcaster publish`, genau so, wie er hier steht.

Stimmt etwas nicht, ändern Sie es in der Show; der nächste `podcaster publish` legt eine neue
Ansicht daneben.
""",
    "en": """\
# To be looked at: {title}

This post has NOT been sent yet. It waits until somebody has looked at it.

1. Open `ansicht.html` in your browser: LinkedIn will show the post like that.
2. If all of it is right: `podcaster approve {slug}`
3. Then the next `podcaster publish` sends it, exactly as it stands here.

If something is wrong, change it in the show; the next `podcaster publish` puts a new view beside
this one.
""",
}

PICTURE: Final = {
    "de": "Das Bild `{file}` anhängen; der Alternativtext steht in `picture-alt.txt`.",
    "en": "Attach the picture `{file}`; its alternative text stands in `picture-alt.txt`.",
}
UPLOAD: Final = {
    "de": "Statt eines Bildes die Datei `{file}` anhängen.",
    "en": "Attach the file `{file}` in place of a picture.",
}
NO_PICTURE: Final = {"de": "Ein Bild gehört nicht dazu.", "en": "There is no picture."}


@dataclass(frozen=True)
class Outbox:
    """A folder with one folder per post.

    Attributes:
        show: The show's folder.
        folder: Where the posts are put, absolute.
        organization: Number of the organisation's page.
        wording: How the page words its posts.
        showing: What posts show.
    """

    show: Path
    folder: Path
    organization: str
    wording: Wording = PLAIN
    showing: Showing = CARDS

    def put(self, announcement: Announcement, guide: Guide) -> str:
        """Write a post, whole or not at all, and return where it stands, as people are told.

        Raises:
            RefusedError: If LinkedIn would not take it.
            FolderError: If it can't be written.
        """
        slug = announcement.item.partition("/")[2]
        files = self._files(announcement, self.showing.of(announcement), guide)
        made = write_whole(self.folder, f"{day_of(announcement)}-{slug}", files)
        return told_path(self.show, made)

    def revision(self, announcement: Announcement) -> str:
        """Return a digest of all that a post is made from: another post has another."""
        page = (self.organization, self.wording.hashtags, sorted(self.wording.mentions.items()))
        told = (page, self.showing.attach, announcement_revision(announcement))
        return sha256(repr(told).encode()).hexdigest()

    def _files(
        self, announcement: Announcement, shown: Shown | None, guide: Guide
    ) -> dict[str, Source]:
        attached = shown.attached("", announcement) if shown else None
        body = post_body(announcement, self.organization, "", attached, self.wording)
        extra: dict[str, Source] = {shown.file: shown.media.source} if shown else {}
        return {
            "post.txt": f"{fitting(announcement, self.wording)}\n".encode(),
            "post.json": json_file(body),
            "ansicht.html": view_of(body, announcement, shown),
            "LIESMICH.md": self._guide(announcement, shown, guide).encode(),
            **picture_files(announcement),
            **extra,
        }

    def _guide(self, announcement: Announcement, shown: Shown | None, guide: Guide) -> str:
        """Say what it is, and what to do with it."""
        return in_language(guide, announcement).format(
            title=announcement.title,
            slug=announcement.item.partition("/")[2],
            page=self.organization,
            link=announcement.link,
            attached=_attached(announcement, shown),
        )


def _attached(announcement: Announcement, shown: Shown | None) -> str:
    """Say what is to be attached by hand."""
    picture = announcement.picture
    if shown and shown.media is not picture:
        return in_language(UPLOAD, announcement).format(file=shown.file)
    if picture is None:
        return in_language(NO_PICTURE, announcement)
    return in_language(PICTURE, announcement).format(file=picture_name(picture))


@dataclass(frozen=True)
class LinkedInDraft:
    """A page without a token: a person posts, and nothing is ever sent by itself.

    Attributes:
        outbox: Where the drafts are put.
        topics: Only these; empty: all.
    """

    outbox: Outbox
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.HANDED_OVER

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Write a finished draft."""
        del memory
        place = self.outbox.put(announcement, BY_HAND)
        return Receipt(State.HANDED_OVER, How.DRAFTED, remote_id=place)

    def named(self, url: str) -> str:
        """Return the name of the post at `url`, or "": it stands there, also without a token."""
        return post_at(url)
