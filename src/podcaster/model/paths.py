"""Where each document stands in the built folder; every name is made here and nowhere else."""

from __future__ import annotations

from typing import Final, Literal

from podcaster.model.slugs import slug_of_name

FEED: Final = "feed.xml"
SHOWS: Final = "podcasts.opml"
HEADERS: Final = "_headers"
SHOW_PAGE: Final = "index.html"
STYLE: Final = "style.css"
SCRIPT: Final = "podcaster.js"
ELEMENT: Final = "podcaster-episode.js"
EPISODE_SCHEMA: Final = "episode.schema.json"
PODLOVE_SCRIPT: Final = "podlove.js"
PODLOVE_FOLDER: Final = "podlove"
SEARCH_SCRIPT: Final = "search.js"
SEARCH_INDEX: Final = "pagefind"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"

#: Pages of the show beside its first one, by what templates call them.
SHOW_PAGES: Final[dict[str, str]] = {
    "topics": "topics/index.html",
    "people": "people/index.html",
    "news": "news/index.html",
    "search": "search/index.html",
    "subscribe": "subscribe/index.html",
    "press": "press/index.html",
    "accessibility": "accessibility/index.html",
}

#: The three paste-ready fragments of an episode.
Fragment = Literal["full", "teaser", "notes"]

FRAGMENTS: Final[dict[Fragment, str]] = {
    "full": "fragment.html",
    "teaser": "fragment-teaser.html",
    "notes": "fragment-notes.html",
}

TranscriptForm = Literal[
    "transcript", "transcript_html", "transcript_srt", "transcript_json", "transcript_text"
]

#: The forms of a transcript, by the name that `build --json` gives them -> suffix.
TRANSCRIPTS: Final[dict[TranscriptForm, str]] = {
    "transcript": "vtt",
    "transcript_html": "html",
    "transcript_srt": "srt",
    "transcript_json": "json",
    "transcript_text": "txt",
}

#: What stands beside an episode's page for those who show the episode on theirs, by the name that
#: `build --json` gives it.
EMBEDS: Final[dict[str, str]] = {
    "player": "player.html",
    "oembed": "oembed.json",
    "episode": "episode.json",
    "embed": "einbinden.html",
}

#: The files of a news item, by the name that `build --json` gives them.
NEWS_FILES: Final[dict[str, str]] = {
    "fragment": "fragment.html",
    "text": "news.txt",
    "data": "news.json",
}


def feed_of(edition: str = "", page: int = 0) -> str:
    """Return where a feed stands.

    Args:
        edition: The language of an edition; "" for the show's own.
        page: Which page of a paged feed, from 1 on; 0 for the whole feed.
    """
    return f"feed{_infix(edition)}{f'-{page}' if page else ''}.xml"


def json_feed_of(edition: str = "") -> str:
    """Return where the JSON Feed of an edition stands; "" for the show's own."""
    return f"feed{_infix(edition)}.json"


def episode_folder(slug: str) -> str:
    """Return the folder of an episode's documents."""
    return f"episodes/{slug}"


def page_of(slug: str) -> str:
    """Return where an episode's page stands."""
    return f"{episode_folder(slug)}/index.html"


def archive_page(number: int) -> str:
    """Return where a page of the list of episodes stands; the first one is the show's page."""
    return f"archive/{number}/index.html" if number > 1 else SHOW_PAGE


def season_page(number: int) -> str:
    """Return where the page of a season stands."""
    return f"seasons/{number}/index.html"


def topic_page(topic: str) -> str:
    """Return where the page of a topic stands."""
    return f"topics/{slug_of_name(topic)}/index.html"


def person_page(name: str) -> str:
    """Return where the page of somebody who takes part stands."""
    return f"people/{slug_of_name(name)}/index.html"


def news_page(slug: str) -> str:
    """Return where the page of a news item of its own stands."""
    return f"news/{slug}/index.html"


def chapters_of(slug: str) -> str:
    """Return where an episode's chapters stand."""
    return f"{episode_folder(slug)}/chapters.json"


def transcript_of(slug: str, edition: str = "", form: TranscriptForm = "transcript") -> str:
    """Return where an episode's transcript stands.

    Args:
        slug: The episode's slug.
        edition: The language of a translation; "" for the episode's own.
        form: A key of `TRANSCRIPTS`; WebVTT if not told.
    """
    return f"{episode_folder(slug)}/transcript{_infix(edition)}.{TRANSCRIPTS[form]}"


def transcript_page_of(slug: str, edition: str = "") -> str:
    """Return where an episode's transcript stands as HTML."""
    return transcript_of(slug, edition, "transcript_html")


def podlove_of(slug: str) -> str:
    """Return where stands what Podlove's player is told of an episode."""
    return f"{episode_folder(slug)}/podlove.json"


def captions_of(slug: str, number: int) -> str:
    """Return where the captions of the film of a soundbite stand; `number` counts from 1."""
    return f"{episode_folder(slug)}/audiogram-{number}.vtt"


def waveform_of(slug: str, form: str) -> str:
    """Return where an episode's waveform stands; `form` is `dat` or `json`."""
    return f"{episode_folder(slug)}/waveform.{form}"


def fragment_of(slug: str, fragment: Fragment) -> str:
    """Return where one of an episode's fragments stands."""
    return f"{episode_folder(slug)}/{FRAGMENTS[fragment]}"


def embed_of(slug: str, name: str) -> str:
    """Return where an episode's embed stands; `name` is a key of `EMBEDS`."""
    return f"{episode_folder(slug)}/{EMBEDS[name]}"


def audio_of(slug: str, digest: str, suffix: str) -> str:
    """Return where finished audio stands: new content has a new name, so it may be kept for ever.

    Args:
        slug: The episode's slug.
        digest: SHA-256 of the file, hexadecimal.
        suffix: Without the dot.
    """
    return f"audio/{slug}-{digest[:8]}.{suffix}"


def news_file_of(slug: str, name: str) -> str:
    """Return where a file of a news item stands; `name` is a key of `NEWS_FILES`."""
    return f"news/{slug}/{NEWS_FILES[name]}"


def key_file(key: str) -> str:
    """Return where the file stands that proves IndexNow's key."""
    return f"{key}.txt"


def _infix(edition: str) -> str:
    """Return `.en` for `en`, nothing for the episode's own language."""
    return f".{edition}" if edition else ""
