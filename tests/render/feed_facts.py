"""The feeds of a show with every tag, and what every reader has to find out about its episodes."""

from __future__ import annotations

from typing import Final

from tests.render.every_tag import every_tag
from tests.render.readers import facts_of

from podcaster.model.mastered import Mastered
from podcaster.render.editions import in_each_language
from podcaster.render.feed import render_feed
from podcaster.render.json_feed import render_json_feed
from podcaster.render.opml import render_opml

EVERYTHING: Final[Mastered] = every_tag()
DOCUMENTS: Final = {
    document.path: document
    for renderer in (render_feed, render_json_feed, render_opml)
    for document in renderer(EVERYTHING, EVERYTHING.settings)
}
DOCUMENT: Final = DOCUMENTS["feed.xml"]

#: The show as its own feed has it, without what is in English.
MASTERED: Final = in_each_language(EVERYTHING, EVERYTHING.settings)[0].mastered
SHOW: Final = MASTERED.settings.show
BASE: Final = "https://hoeren.stadt.test/podcast"


FACTS: Final = [facts_of(episode, MASTERED.settings) for episode in MASTERED.episodes]
