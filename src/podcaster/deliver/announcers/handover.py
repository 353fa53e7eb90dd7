"""Hand-over: ready-made files per item, for a web team whose site has no interface."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from podcaster.deliver.announcers.outbox import (
    day_of,
    document_files,
    in_language,
    json_file,
    picture_files,
    picture_name,
)
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.deliver.hosts.files import Source, write_whole
from podcaster.deliver.hosts.places import channel_folder, told_path
from podcaster.model.announcers import HandoverChannel
from podcaster.model.delivery import State
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

GUIDE: Final = {
    "de": """\
# {title}

1. Im CMS eine neue Meldung anlegen; Datum: {day}.
2. Den Inhalt von `news.html` in das HTML-Feld einfügen (ohne HTML-Feld: `news.txt`).
3. {picture}
4. {documents}
5. Die Meldung veröffentlichen, die Links anklicken, diesen Ordner als erledigt weglegen.
""",
    "en": """\
# {title}

1. Add a news item in your CMS; date: {day}.
2. Paste what `news.html` holds into the HTML field (without an HTML field: `news.txt`).
3. {picture}
4. {documents}
5. Publish it, try the links, and put this folder away as done.
""",
}

PICTURE: Final = {
    "de": "Das Bild `{picture}` hochladen; der Alternativtext steht in `picture-alt.txt`.",
    "en": "Upload the picture `{picture}`; its alternative text stands in `picture-alt.txt`.",
}
NO_PICTURE: Final = {"de": "Ein Bild gehört nicht dazu.", "en": "There is no picture."}
DOCUMENTS: Final = {
    "de": "Diese Dateien hochladen und verlinken: {documents}.",
    "en": "Upload these files and link to them: {documents}.",
}
NO_DOCUMENTS: Final = {
    "de": "Weitere Dateien gehören nicht dazu.",
    "en": "There are no other files.",
}


@dataclass(frozen=True)
class Handover:
    """A folder with one folder per item.

    Attributes:
        show: The show's folder.
        folder: Where the items are put, absolute.
        topics: Only these; empty: all.
    """

    show: Path
    folder: Path
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.HANDED_OVER

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Write everything a web team needs, whole or not at all."""
        del memory
        kind, _, slug = announcement.item.partition("/")
        name = f"{day_of(announcement)}-{kind}-{slug}"
        made = write_whole(self.folder, name, _files(announcement))
        return Receipt(State.HANDED_OVER, How.HANDED_OVER, remote_id=told_path(self.show, made))


def handover(name: str, settings: HandoverChannel, workspace: Workspace) -> Handover:
    """Make the channel that `settings` describe."""
    del name
    folder = channel_folder(workspace.folder, settings.path)
    return Handover(workspace.folder, folder, settings.topics)


def _files(announcement: Announcement) -> dict[str, Source]:
    return {
        "news.html": announcement.html.encode(),
        "news.txt": announcement.text.encode(),
        "news.json": json_file(_data(announcement)),
        "ANLEITUNG.md": _guide(announcement).encode(),
        **picture_files(announcement),
        **document_files(announcement),
    }


def _data(announcement: Announcement) -> dict[str, object]:
    """Return the item's values, with the names that its files have in this folder."""
    picture = announcement.picture and {
        "file": picture_name(announcement.picture),
        "alt": announcement.picture_alt,
    }
    files = {"picture": picture, "documents": list(document_files(announcement))}
    return {**announcement.data, "files": files}


def _guide(announcement: Announcement) -> str:
    """Say what to do, in five lines."""
    picture = announcement.picture
    documents = ", ".join(f"`{name}`" for name in document_files(announcement))
    return in_language(GUIDE, announcement).format(
        title=announcement.title,
        day=day_of(announcement),
        picture=in_language(PICTURE if picture else NO_PICTURE, announcement).format(
            picture=picture_name(picture) if picture else ""
        ),
        documents=in_language(DOCUMENTS if documents else NO_DOCUMENTS, announcement).format(
            documents=documents
        ),
    )
