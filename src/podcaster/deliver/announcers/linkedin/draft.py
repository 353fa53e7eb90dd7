"""LinkedIn without a token: a finished draft that a person posts; it is never sent by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from podcaster.deliver.announcers.linkedin.post import PLAIN, Wording, fitting, post_body
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
from podcaster.model.delivery import State
from podcaster.model.release import Announcement

GUIDE: Final = {
    "de": """\
# Entwurf für LinkedIn: {title}

Das ist ein Entwurf. Er wurde NICHT gesendet und wird auch später nicht von selbst gesendet.

1. Auf LinkedIn die Seite der Organisation öffnen: https://www.linkedin.com/company/{page}/admin/
2. „Beitrag beginnen“ wählen und den Inhalt von `post.txt` einfügen.
3. {picture}
4. Der Link des Beitrags: {link}
5. Posten und diesen Ordner als erledigt weglegen.

`ansicht.html` zeigt den Beitrag so, wie ihn LinkedIn darstellen wird.
`post.json` ist derselbe Beitrag so, wie ihn die Schnittstelle von LinkedIn nimmt (ohne Bild).
""",
    "en": """\
# Draft for LinkedIn: {title}

This is a draft. It was NOT sent, and it will not be sent by itself later.

1. Open your organisation's page on LinkedIn: https://www.linkedin.com/company/{page}/admin/
2. Choose "Start a post" and paste what `post.txt` holds.
3. {picture}
4. The link of the post: {link}
5. Post it, and put this folder away as done.

`ansicht.html` shows the post as LinkedIn will show it.
`post.json` is the same post as LinkedIn's interface takes it (without the picture).
""",
}

PICTURE: Final = {
    "de": "Das Bild `{picture}` anhängen; der Alternativtext steht in `picture-alt.txt`.",
    "en": "Attach the picture `{picture}`; its alternative text stands in `picture-alt.txt`.",
}
NO_PICTURE: Final = {"de": "Ein Bild gehört nicht dazu.", "en": "There is no picture."}


@dataclass(frozen=True)
class LinkedInDraft:
    """An outbox with one folder per post.

    Attributes:
        show: The show's folder.
        folder: Where the drafts are put, absolute.
        organization: Number of the organisation's page.
        topics: Only these; empty: all.
        wording: How the page words its posts.
    """

    show: Path
    folder: Path
    organization: str
    topics: tuple[str, ...] = ()
    wording: Wording = PLAIN
    guarantee: Guarantee = Guarantee.HANDED_OVER

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Write a finished draft, whole or not at all."""
        del memory
        slug = announcement.item.partition("/")[2]
        made = write_whole(self.folder, f"{day_of(announcement)}-{slug}", self._files(announcement))
        return Receipt(State.HANDED_OVER, How.DRAFTED, remote_id=told_path(self.show, made))

    def _files(self, announcement: Announcement) -> dict[str, Source]:
        body = post_body(announcement, self.organization, wording=self.wording)
        return {
            "post.txt": f"{fitting(announcement, self.wording)}\n".encode(),
            "post.json": json_file(body),
            "ansicht.html": view_of(body, announcement),
            "LIESMICH.md": self._guide(announcement).encode(),
            **picture_files(announcement),
        }

    def _guide(self, announcement: Announcement) -> str:
        """Say that it is a draft, and what to do with it."""
        picture = announcement.picture
        return in_language(GUIDE, announcement).format(
            title=announcement.title,
            page=self.organization,
            link=announcement.link,
            picture=in_language(PICTURE if picture else NO_PICTURE, announcement).format(
                picture=picture_name(picture) if picture else ""
            ),
        )
