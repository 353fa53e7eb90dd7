"""Render a feed of many full episodes, beside plain feedgen with the same fields; print a table.

    .venv/bin/python bench/feed.py [--sizes 100,1000,10000]

Every contestant is a process of its own, with the same show and the same episodes in memory; only
the rendering is timed (CPU seconds of the process), and the highest memory is the whole process's.
`podcaster` does more than feedgen can: 70 elements an episode instead of 13, notes from Markdown,
cleaned HTML, the check against the grammar. Two rows are feedgen with those tags added by hand, as
a plain extension would write them, without any of the checks: once from notes that are ready, once
from Markdown that markdown-it renders and nh3 cleans.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SIZES: Final = (100, 1000, 10_000)


def main() -> None:
    """Run every contestant in a process of its own, or one in this."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--one", choices=CONTESTANTS)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    if arguments.one:
        print(run(arguments.one, sizes[0]))
        return
    print("| episodes | | CPU s | memory MB | feed MB |\n|---|---|---|---|---|")
    for size in sizes:
        for name in CONTESTANTS:
            print(f"| {size} | {name} | {_in_a_process(name, size)} |", flush=True)


def _in_a_process(name: str, size: int) -> str:
    command = [sys.executable, __file__, "--one", name, "--sizes", str(size)]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def run(name: str, size: int) -> str:
    """Return time, memory and size of one contestant as cells of a table."""
    mastered = show_of(size)
    before = time.process_time()
    xml = CONTESTANTS[name](mastered)
    cpu_s = time.process_time() - before
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{cpu_s:.2f} | {memory_mb:.0f} | {len(xml) / 1e6:.1f}"


def show_of(size: int) -> Any:  # noqa: ANN401 - the tests' own builders
    """Return a show of `size` episodes of which everything is told."""
    from tests.render.every_tag import every_tag, full_episode  # noqa: PLC0415 - for one process

    one, mastered = full_episode(), every_tag()
    written = one.draft.written
    episodes = tuple(
        replace(
            one,
            draft=replace(
                one.draft,
                slug=f"folge-{n}",
                notes=f"{one.draft.notes}\n\nFolge {n}\n",
                written=written.model_copy(update={"guid": f"folge-{n}", "number": n + 1}),
            ),
        )
        for n in range(size)
    )
    return replace(mastered, episodes=episodes)


def with_podcaster(mastered: Any) -> bytes:  # noqa: ANN401
    """Render as `podcaster build` does, the grammar included; one whole feed."""
    from podcaster.render.feed import render_feed  # noqa: PLC0415

    settings = mastered.settings
    feed = settings.feed.model_copy(update={"page_size": None})
    return render_feed(mastered, settings.model_copy(update={"feed": feed}))[0].content


def with_feedgen(mastered: Any) -> bytes:  # noqa: ANN401
    """Write the fields that feedgen knows, from texts that are ready."""
    feed = _feedgen(mastered)
    for episode in mastered.episodes:
        _entry(feed, episode, mastered.settings)
    return bytes(feed.rss_str(pretty=True))


def with_feedgen_and_tags(mastered: Any, written: Callable[[str], str] = str) -> bytes:  # noqa: ANN401
    """Write the same tags as `podcaster` through a plain extension of feedgen.

    Args:
        mastered: The show.
        written: What becomes of the notes.
    """
    from podcaster.render.feed import podcast_namespace  # noqa: PLC0415
    from podcaster.render.feed.generator import _ItemTags, _ShowTags  # noqa: PLC0415

    feed = _feedgen(mastered)
    feed.register_extension("own", _ShowTags, _ItemTags, atom=False)
    feed.own.tags = tuple(podcast_namespace.show_tags(mastered, mastered.settings))
    for episode in mastered.episodes:
        entry = _entry(feed, episode, mastered.settings)
        entry.content(written(episode.draft.notes), type="CDATA")
        entry.own.tags = tuple(podcast_namespace.item_tags(episode, mastered.settings))
    return bytes(feed.rss_str(pretty=True))


def with_feedgen_tags_and_markdown(mastered: Any) -> bytes:  # noqa: ANN401
    """Write the same tags, and the notes as HTML that is safe."""
    import nh3  # noqa: PLC0415 - for one process
    from markdown_it import MarkdownIt  # noqa: PLC0415

    markdown = MarkdownIt("commonmark")
    return with_feedgen_and_tags(mastered, lambda notes: nh3.clean(markdown.render(notes)))


def _feedgen(mastered: Any) -> Any:  # noqa: ANN401 - feedgen has no types
    from feedgen.feed import FeedGenerator  # noqa: PLC0415

    show, feed = mastered.settings.show, FeedGenerator()
    feed.load_extension("podcast")
    feed.title(show.title)
    feed.link(href=show.link, rel="alternate")
    feed.description(show.summary)
    feed.language(show.language)
    feed.podcast.itunes_author(show.author)
    return feed


def _entry(feed: Any, episode: Any, settings: Any) -> Any:  # noqa: ANN401 - feedgen has no types
    written, enclosure = episode.draft.written, episode.enclosure
    entry = feed.add_entry(order="append")
    entry.title(written.title)
    entry.link(href=settings.site.address(f"episodes/{episode.draft.slug}/index.html"))
    entry.guid(written.guid)
    entry.pubDate(written.published_at)
    entry.description(written.summary)
    entry.content(episode.draft.notes, type="CDATA")
    entry.enclosure(enclosure.address(settings), str(enclosure.size_bytes), enclosure.mime_type)
    entry.podcast.itunes_duration(round(enclosure.duration_s))
    entry.podcast.itunes_explicit("no")
    entry.podcast.itunes_season(written.season)
    entry.podcast.itunes_episode(written.number)
    entry.podcast.itunes_episode_type(written.kind)
    return entry


CONTESTANTS: Final[dict[str, Callable[[Any], bytes]]] = {
    "plain feedgen, 13 fields": with_feedgen,
    "feedgen and the same tags": with_feedgen_and_tags,
    "feedgen, the same tags, Markdown": with_feedgen_tags_and_markdown,
    "podcaster": with_podcaster,
}

if __name__ == "__main__":
    main()
