"""The whole show, from its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypedDict

from podcaster.errors import SettingsError, UsageError
from podcaster.load.audio import probe
from podcaster.load.episode import EpisodeFolder, load_episode
from podcaster.load.expiry import expiries
from podcaster.load.extra import load_extra
from podcaster.load.folder import LARGEST_YAML_BYTES, ShowFolder
from podcaster.load.known import Known, KnownHeaders, read_known
from podcaster.load.news import load_news_item
from podcaster.load.pictures import load_picture
from podcaster.load.plain_file import load_plain_file
from podcaster.load.podlove import load_podlove
from podcaster.load.templates import load_templates
from podcaster.load.written import understand
from podcaster.load.yaml_file import parse_yaml
from podcaster.model.artwork import Picture
from podcaster.model.bed import BedSettings
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft, SourceFile
from podcaster.model.facts import AudioFile, PictureFile, PlainFile
from podcaster.model.findings import Finding, in_order
from podcaster.model.message import message
from podcaster.settings import EdgeSettings, Settings
from podcaster.workspace import Workspace

SETTINGS_FILE = "publish.yaml"

_NOTHING_MADE: Final = message(
    "`{file}` can't be understood, so nothing was made", file=SETTINGS_FILE
)


def load(folder: Path, workspace: Workspace) -> Draft:
    """Read the show in `folder`; what can't be understood is left out and has a finding.

    Raises:
        UsageError: If the folder is none of a show.
        SettingsError: If publish.yaml can't be understood; it carries the findings of all files.
    """
    show = _opened(folder, workspace)
    if not show.has(SETTINGS_FILE):
        raise UsageError(
            message("there is no `publish.yaml` in `{folder}`", folder=folder),
            hint=message("name the show's folder with `-C`, or make one with `podcaster init`"),
        )
    settings, source = _settings(show)
    episodes = _episodes(show, workspace, settings)
    news, extra = _news(show), load_extra(show, "")
    templates = load_templates(show)
    sources = (source, *(row.source for row in episodes), *(row.source for row in news))
    findings = _with_lines(show.findings, {one.file: one for one in sources})
    if settings is None:
        raise SettingsError(_NOTHING_MADE, findings)
    own_files = _own_files(show, workspace, settings)
    show.known.keep()
    return Draft(
        settings,
        source,
        episodes,
        news,
        templates=templates,
        now=workspace.now,
        published_guids=dict(workspace.history.published_guids()),
        built=workspace.history.last_build(),
        findings=findings,
        extra=extra,
        **own_files,
    )


def _opened(folder: Path, workspace: Workspace) -> ShowFolder:
    """Return the show's folder, and what is known of its files."""
    known = read_known(workspace.state) if workspace.keeps_headers else Known()
    return ShowFolder(folder.resolve(), known=known)


class _OwnFiles(TypedDict):
    """What publish.yaml names, and until when what it names is let in."""

    artwork: PictureFile
    emblems: dict[str, PictureFile]
    card: PictureFile | None
    fonts: dict[str, PlainFile]
    podlove: tuple[PlainFile, ...]
    intro: AudioFile | None
    outro: AudioFile | None
    expiries: Mapping[str, datetime]
    bed: AudioFile | None


def _own_files(show: ShowFolder, workspace: Workspace, settings: Settings) -> _OwnFiles:
    return {
        "artwork": load_picture(show, "", settings.show.artwork),
        "emblems": _emblems(show, settings),
        "card": _background(show, settings),
        "fonts": {
            use: load_plain_file(show, file) for use, file in settings.site.fonts.files().items()
        },
        "podlove": load_podlove(show, settings),
        "intro": _edge(show, workspace, settings.audio.intro),
        "outro": _edge(show, workspace, settings.audio.outro),
        "expiries": expiries(settings, workspace),
        "bed": _edge(show, workspace, settings.audio.bed),
    }


def _with_lines(
    findings: Iterable[Finding], sources: Mapping[str, SourceFile]
) -> tuple[Finding, ...]:
    """Return findings in order, each with its line where a YAML file names what is missing."""
    return in_order(
        replace(row, source=sources[row.place.file].line(row.place))
        if not row.source and row.place.line and row.place.file in sources
        else row
        for row in findings
    )


def _settings(show: ShowFolder) -> tuple[Settings | None, SourceFile]:
    text = show.read_text(SETTINGS_FILE, most=LARGEST_YAML_BYTES)
    if text is None:
        return None, SourceFile(SETTINGS_FILE)
    parsed = parse_yaml(SETTINGS_FILE, text)
    understood = understand(Settings, parsed)
    show.findings.extend(understood.findings)
    return understood.written, parsed.source


def _episodes(
    show: ShowFolder, workspace: Workspace, settings: Settings | None
) -> tuple[EpisodeDraft, ...]:
    language = settings.show.language if settings else ""
    people = tuple(person.name for person in settings.show.people) if settings else ()
    headers = KnownHeaders(workspace.audio, show.known)
    read = (
        load_episode(EpisodeFolder(show, name, headers, language, people))
        for name in show.folders("episodes")
    )
    return tuple(episode for episode in read if episode)


def _news(show: ShowFolder) -> tuple[NewsDraft, ...]:
    read = (load_news_item(show, name) for name in show.folders("news"))
    return tuple(item for item in read if item)


def _emblems(show: ShowFolder, settings: Settings) -> dict[str, PictureFile]:
    return {
        grant.name: load_picture(show, "", grant.emblem)
        for grant in settings.show.grants
        if grant.emblem
    }


def _background(show: ShowFolder, settings: Settings) -> PictureFile | None:
    """Return what stands behind the words of cards, which are its alternative text."""
    file = settings.site.card.background
    return load_picture(show, "", Picture(file=file, alt=settings.show.title)) if file else None


def _edge(
    show: ShowFolder, workspace: Workspace, edge: EdgeSettings | BedSettings | None
) -> AudioFile | None:
    return probe(show, KnownHeaders(workspace.audio, show.known), edge.file) if edge else None
