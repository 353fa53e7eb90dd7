"""Seeded faults that directories and listeners mind: links, copyright, dates, audio."""

from __future__ import annotations

from tests.check.seeds import EPISODE, LINKED, NOTES, Fault, both, copied, edit, linked, put
from tests.shows import a_tone

from podcaster.scaffold.texts import text_of

DIRECTORY_FAULTS = (
    Fault("the placeholder of the notes", put(NOTES, "# Titel\n\n" + text_of("notes.md", "de")),
          "PC208", f"{NOTES}:3:1", "Worum es in dieser Folge geht", stops=False),
    Fault("the English placeholder of the notes", put(NOTES, text_of("notes.md", "en")),
          "PC208", f"{NOTES}:1:1", "What this episode is about", stops=False),
    Fault("the feed as the show's link", edit("publish.yaml", "https://stadt.test/podcast",
          "https://hoeren.stadt.test/feed.xml"), "PC210", "publish.yaml:10:9", stops=False),
    Fault("a sign in the copyright", edit("publish.yaml", "Forum Urbane Sicherheit 2026",
          '"© 2026 Forum"'), "PC211", "publish.yaml:15:14", hint="`2026 Forum`", stops=False),
    Fault("a category twice", edit("publish.yaml", "News > Politics", "Government"), "PC212",
          "publish.yaml:9:30", stops=False),
    Fault("blanks around a title", edit(EPISODE, '"Plätze: Wem', '" Plätze:  Wem'), "PC213",
          f"{EPISODE}:2:8", hint="`Plätze: Wem", stops=False),
    Fault("a wrong weekday in a summary", edit(EPISODE, "Schwierige", "Ab Montag, 5. März 2026:"),
          "PC316", f"{EPISODE}:3:10", "`Montag, 5. März 2026` is no Montag", "Thursday",
          stops=False),
    Fault("a wrong weekday in the notes", put(NOTES, "Termin:\nam Freitag, dem 05.03., in Essen\n"),
          "PC316", f"{NOTES}:2:4", hint="2026-03-05", stops=False),
    Fault("a wrong weekday in English", put("episodes/eins/news.md", "On Friday, March 5th.\n"),
          "PC316", "episodes/eins/news.md:1:4", stops=False),
    Fault("a wrong weekday in French", put("episodes/eins/news.md", "Le vendredi 5 mars 2026.\n"),
          "PC316", "episodes/eins/news.md:1:4", stops=False),
    Fault("two episodes at one moment", copied("zwei"), "PC317",
          "episodes/zwei/episode.yaml:5:15", "episodes/eins", stops=False),
    Fault("a frame in HTML", put("episodes/eins/notes.html", "<p>a</p><iframe src='x'></iframe>"),
          "PC704", "episodes/eins/notes.html", "iframe", hint="notes.md", stops=False),
    Fault("the audio of another episode", both(linked(), copied("zwei", audio=LINKED)), "PC410",
          "episodes/zwei/episode.yaml:10:8", stops=False),
    Fault("a type that does not fit", linked(type="audio/ogg"), "PC411", f"{EPISODE}:10:53",
          hint="`type: audio/mpeg`", stops=False),
    Fault("audio that Apple does not take", linked(url="https://ton.test/eins.ogg"), "PC412",
          f"{EPISODE}:10:16", stops=False),
    Fault("audio whose address has no ending", linked(url="https://ton.test/eins"), "PC412",
          f"{EPISODE}:10:16", stops=False),
    Fault("audio without its length", linked(bytes=None), "PC413", f"{EPISODE}:10:8", "`bytes`",
          stops=False),
    Fault("audio without https", linked(url="http://ton.test/eins.mp3"), "PC414",
          f"{EPISODE}:10:16", stops=False),
    Fault("a speaker who stops early", both(edit(EPISODE, "number: 1",
          "number: 1\naudio: [{file: raw.wav}, {file: gast.wav}]"),
          put("episodes/eins/gast.wav", a_tone(15))), "PC421", f"{EPISODE}:7:33",
          says="5.0 s", stops=False),
    Fault("music without a file", edit(EPISODE, "number: 1", "number: 1\nbeds: [{start_s: 1}]"),
          "PC431", f"{EPISODE}:7:8", hint="`bed`"),
    Fault("music beyond the end", both(edit(EPISODE, "number: 1",
          "number: 1\nbeds: [{file: bett.wav, start_s: 2, end_s: 25}]"),
          put("episodes/eins/bett.wav", a_tone(5))), "PC432", f"{EPISODE}:7:44", says="00:25"),
)  # fmt: skip
