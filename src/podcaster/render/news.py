"""News items: one per episode and one per news folder, and what announcers tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from podcaster.model import paths
from podcaster.model.artefacts import Document, Media
from podcaster.model.mastered import Mastered, MasteredEpisode, MasteredNews
from podcaster.model.news import Event
from podcaster.model.release import Announcement
from podcaster.render.files import FileView, GrantView, PictureView, card_view, file_view
from podcaster.render.fragments import in_language
from podcaster.render.markdown import leads_to, says
from podcaster.render.posts import post_of, posts_of, tidy
from podcaster.render.sandbox import as_markdown
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings
from podcaster.words import language_of_words

#: The form of `news.json`; a change that breaks readers raises it.
VERSION: Final = "1"


@dataclass(frozen=True)
class ItemView:
    """A news item as templates see it.

    Attributes:
        item: `episode/<slug>` or `news/<slug>`.
        kind: `episode`, `news`, `event`, `press` or `document`.
        url: The absolute address it leads to.
        mentions: Whom posts name with a link.
        card: The picture for links to it, 1200 by 627 pixels; none where there is none.
        text: In Markdown; "" while the text itself is being made.
        unsaid_grants: Those of the episode that its text does not acknowledge.
    """

    item: str
    slug: str
    kind: str
    title: str
    summary: str
    language: str
    url: str
    topics: tuple[str, ...]
    published_at: datetime
    mentions: tuple[str, ...] = ()
    text: str = ""
    event: Event | None = None
    picture: FileView | None = None
    picture_alt: str = ""
    document: FileView | None = None
    card: PictureView | None = None
    unsaid_grants: tuple[GrantView, ...] = ()

    @property
    def leads_on(self) -> bool:
        """Whether its text leads to its `url` already."""
        return leads_to(self.text, self.url)

    @property
    def path(self) -> str:
        """Where its page stands in the built folder, if it has one."""
        return paths.news_page(self.slug)


@dataclass(frozen=True)
class Story:
    """A news item on its way: what templates see, and the files that go with it.

    Its `picture_alt` is "" where the picture is the one that templates see.
    """

    item: ItemView
    episode: EpisodeView | None
    picture: Media | None
    documents: tuple[Media, ...]
    picture_alt: str = ""


def render_news(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render every news item as an HTML fragment, as plain text and as JSON.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    templates = Templates(mastered.checked.draft.templates)
    return tuple(
        document
        for story in _stories(mastered, settings, templates)
        for document in _documents(story, settings, templates)
    )


def announcements(mastered: Mastered, settings: Settings) -> tuple[Announcement, ...]:
    """Return what announcers tell of every item, oldest first.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    templates = Templates(mastered.checked.draft.templates)
    told = (
        _announcement(one, settings, templates) for one in _stories(mastered, settings, templates)
    )
    return tuple(sorted(told, key=lambda one: (one.published_at, one.item)))


def _stories(mastered: Mastered, settings: Settings, templates: Templates) -> Iterator[Story]:
    for episode in mastered.episodes:
        yield _of_episode(episode, mastered, settings, templates)
    for news in mastered.news:
        yield _of_its_own(news, settings)


def _of_episode(
    episode: MasteredEpisode, mastered: Mastered, settings: Settings, templates: Templates
) -> Story:
    """Return the news item of an episode; its author's `news.md` is its text if there is one."""
    view = episode_view(episode, mastered)
    shown = view.card or view.cover
    item = ItemView(
        item=view.item,
        slug=view.slug,
        kind="episode",
        title=view.title,
        summary=view.summary,
        language=view.language,
        url=view.url,
        topics=view.topics,
        published_at=view.published_at,
        mentions=episode.draft.written.mentions,
        picture=shown.full,
        picture_alt=shown.alt,
    )
    values = {"show": settings.show, "episode": view, "item": item, "language": view.words}
    written = episode.draft.news
    text = templates.render("news.md.j2", values) if written is None else written
    picture = episode.card.media if episode.card else (episode.cover or mastered.cover).full
    unsaid = tuple(one for one in view.grants if not says(text, one.statement))
    return Story(replace(item, text=text, unsaid_grants=unsaid), view, picture, ())


def _of_its_own(news: MasteredNews, settings: Settings) -> Story:
    """Return a news item that belongs to no episode."""
    papers = (news.document,) if news.document else ()
    view = news_view(news, settings)
    if not news.card:
        return Story(view, None, news.picture, papers)
    return Story(view, None, news.card.media, papers, news.card.alt)


def news_view(news: MasteredNews, settings: Settings) -> ItemView:
    """Return what templates see of a news item that belongs to no episode."""
    draft, written = news.draft, news.draft.written
    document = news.document
    title = written.document.title if written.document else ""
    return ItemView(
        item=draft.item,
        slug=draft.slug,
        kind=written.kind,
        title=written.title,
        summary=written.summary,
        language=written.language or settings.show.language,
        url=written.link or settings.show.link,
        topics=written.topics,
        published_at=written.published_at,
        mentions=written.mentions,
        text=draft.text if draft.text.strip() else as_markdown(written.summary),
        event=written.event,
        picture=file_view(news.picture, settings) if news.picture else None,
        picture_alt=written.picture.alt if written.picture else "",
        document=file_view(document, settings, title) if document else None,
        card=card_view(news.card, settings),
    )


def _documents(story: Story, settings: Settings, templates: Templates) -> Iterator[Document]:
    contents = {
        "fragment": (_html(story, settings, templates), "text/html"),
        "text": (_text(story, settings, templates), "text/plain"),
        "data": (_json(story, settings, templates), "application/json"),
    }
    for name, (text, mime_type) in contents.items():
        path = paths.news_file_of(story.item.slug, name)
        yield Document(path, f"{text}\n".encode(), mime_type, story.item.item)


def _announcement(story: Story, settings: Settings, templates: Templates) -> Announcement:
    item, values = story.item, _values(story, settings)
    return Announcement(
        item=item.item,
        guid=story.episode.guid if story.episode else item.item,
        title=item.title,
        summary=item.summary,
        language=item.language,
        link=item.url,
        topics=item.topics,
        published_at=item.published_at,
        html=_html(story, settings, templates),
        text=_text(story, settings, templates),
        post=post_of(templates, values),
        posts=posts_of(templates, values, settings),
        data=_data(story, settings, templates),
        picture=story.picture,
        picture_alt=story.picture_alt or item.picture_alt,
        documents=story.documents,
    )


def _values(story: Story, settings: Settings) -> dict[str, Any]:
    return {
        "show": settings.show,
        "site": settings.site,
        "language": language_of_words(story.item.language, settings.show.language),
        "episode": story.episode,
        "item": story.item,
        "level": settings.site.heading_level,
    }


def _html(story: Story, settings: Settings, templates: Templates) -> str:
    values = _values(story, settings)
    html = templates.render("news.html.j2", values).strip()
    return in_language(html, values["language"], settings.show.language)


def _text(story: Story, settings: Settings, templates: Templates) -> str:
    return tidy(templates.render("news.txt.j2", _values(story, settings)))


def _json(story: Story, settings: Settings, templates: Templates) -> str:
    return json.dumps(_data(story, settings, templates), ensure_ascii=False, indent=2)


def _data(story: Story, settings: Settings, templates: Templates) -> Mapping[str, Any]:
    """Return a news item as JSON-ready values, for websites that fetch it."""
    item = story.item
    picture, document = item.picture, item.document
    return {
        "version": VERSION,
        "item": item.item,
        "kind": item.kind,
        "title": item.title,
        "summary": item.summary,
        "language": item.language,
        "published_at": item.published_at.isoformat(),
        "url": item.url,
        "topics": list(item.topics),
        "html": _html(story, settings, templates),
        "text": _text(story, settings, templates),
        "picture": picture and {"url": picture.url, "alt": item.picture_alt},
        "document": document and _file_data(document),
        "event": item.event and item.event.model_dump(mode="json"),
        "episode": story.episode and _episode_data(story.episode),
    }


def _episode_data(episode: EpisodeView) -> Mapping[str, Any]:
    return {
        "guid": episode.guid,
        "season": episode.season,
        "number": episode.number,
        "kind": episode.kind,
        "duration_s": round(episode.duration_s, 3),
        "audio": [_file_data(one) for one in episode.audio],
        "grants": [one.statement for one in episode.grants],
    }


def _file_data(file: FileView) -> Mapping[str, Any]:
    return {
        "title": file.label,
        "url": file.url,
        "type": file.mime_type,
        "bytes": file.size_bytes,
    }
