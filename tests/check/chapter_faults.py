"""Faults in chapters as JSON, which can say more than lines of text."""

from __future__ import annotations

from tests.check.seeds import CHAPTERS, Fault, Seed, both, put, remove

CHAPTERS_JSON = "episodes/eins/chapters.json"


def json_chapters(more: str) -> Seed:
    """Seed chapters of which the first, at five seconds, says `more`."""
    listed = f'{{"chapters": [{{"title": "A", "startTime": 5, {more}}}]}}'
    return both(remove(CHAPTERS), put(CHAPTERS_JSON, listed))


CHAPTER_FAULTS = (
    Fault("a chapter that ends before it starts", json_chapters('"endTime": 4'), "PC618",
          f"{CHAPTERS_JSON}:1:30", "00:04"),
    Fault("a chapter that ends behind the audio", json_chapters('"endTime": 21'), "PC618",
          f"{CHAPTERS_JSON}:1:30"),
    Fault("a silent chapter that ends at once", json_chapters('"toc": false, "endTime": 5'),
          "PC618", CHAPTERS_JSON),
    Fault("a chapter at no place", json_chapters('"location": {"name": "X", "geo": "52.3,9.7"}'),
          "PC619", f"{CHAPTERS_JSON}:1:30", "`52.3,9.7`", "geo:52.37,9.73"),
    Fault("a chapter at no place of OpenStreetMap",
          json_chapters('"location": {"name": "X", "osm": "9"}'), "PC619",
          f"{CHAPTERS_JSON}:1:30", hint="R59418"),
    Fault("a picture that is a program", json_chapters('"img": "javascript:alert(1)"'), "PC607",
          f"{CHAPTERS_JSON}:1:30"),
    Fault("a silent link that is a program",
          json_chapters('"toc": false, "url": "javascript:alert(1)"'), "PC607", CHAPTERS_JSON),
)  # fmt: skip
