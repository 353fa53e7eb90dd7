"""The tagged copy of a finished file."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from podcaster.master.cache import Kept
from podcaster.master.studio import Studio
from podcaster.master.tags import TAGS_VERSION, Tags, write_tags
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.audio import AudioFormat, MasteredFile
from podcaster.model.checked import Checked
from podcaster.model.draft import EpisodeDraft
from podcaster.model.mastered import Enclosure, MasteredEpisode


def tagged(
    studio: Studio, episode: MasteredEpisode, file: MasteredFile, picture: Media
) -> Enclosure:
    """Return the tagged copy of a finished file, as the feed will announce it.

    Args:
        studio: What all episodes share.
        episode: The episode with its chapters in finished time.
        file: Its audio without tags.
        picture: Its artwork, small.
    """
    tags = _tags(studio, episode, file, picture)
    recipe = {
        "version": TAGS_VERSION,
        "audio": [file.path.parent.name, file.path.name],
        "picture": picture.sha256,
        "tags": _plain(replace(tags, picture=None)),
    }
    kept = studio.cache.keep("tagged", recipe, lambda folder: _copy(studio, file, tags, folder))
    media = _media(kept, file.format, episode.draft)
    return Enclosure(
        media.mime_type, media.size_bytes, file.after.duration_s, media, measured=file.after
    )


def _copy(studio: Studio, file: MasteredFile, tags: Tags, folder: Path) -> object:
    """Write the tagged copy, and return what is to be known of it."""
    out = folder / f"audio.{file.format.value}"
    if file.format is AudioFormat.M4A and tags.chapters:
        spans = [(start_ms, end_ms, chapter.title) for start_ms, end_ms, chapter in tags.spans()]
        studio.workspace.audio.copy_with_chapters(file.path, spans, out)
    else:
        shutil.copyfile(file.path, out)
    write_tags(out, file.format, tags)
    with out.open("rb") as written:
        digest = file_digest(written, "sha256").hexdigest()
    return {"sha256": digest, "size_bytes": out.stat().st_size}


def _media(kept: Kept, form: AudioFormat, episode: EpisodeDraft) -> Media:
    """Give the copy its name in the built folder: a new one whenever its content is new."""
    facts = kept.facts()
    return Media(
        path=paths.audio_of(episode.slug, facts["sha256"], form.value),
        source=kept.folder / f"audio.{form.value}",
        mime_type=form.mime_type,
        size_bytes=facts["size_bytes"],
        sha256=facts["sha256"],
        item=episode.item,
    )


def _plain(tags: Tags) -> dict[str, object]:
    """Return the tags as JSON-ready values."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(tags).items()
    }


def _tags(studio: Studio, episode: MasteredEpisode, file: MasteredFile, picture: Media) -> Tags:
    """Gather what the tags say."""
    settings, written = studio.checked.settings, episode.draft.written
    language = written.language or settings.show.language
    show = settings.in_language(language).show
    licence = written.licence or show.licence
    return Tags(
        title=written.title,
        show=show.title,
        author=show.author,
        published_at=written.published_at,
        language=language,
        comment=_comment(studio.checked, episode.draft),
        show_url=show.link,
        page_url=written.link or settings.site.address(paths.page_of(episode.draft.slug)),
        feed_url=settings.site.address(settings.feed_in(language)),
        guid=written.guid,
        duration_s=file.after.duration_s,
        number=written.number,
        season=written.season,
        copyright=show.copyright,
        licence_url=licence.address if licence else None,
        topics=written.topics,
        chapters=episode.chapters,
        picture=picture.source,
        picture_alt=(episode.draft.artwork or studio.checked.draft.artwork).alt,
    )


def _comment(checked: Checked, episode: EpisodeDraft) -> str:
    """Return the summary, and the sentences that funders ask for."""
    wanted = episode.written.grants
    statements = [
        grant.statement.strip()
        for grant in checked.settings.show.grants
        if wanted is None or grant.name in wanted
    ]
    return "\n\n".join([episode.written.summary.strip(), *statements])
