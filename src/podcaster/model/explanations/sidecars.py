"""Chapters and transcripts."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import (
    APPLE,
    APPLE_CHAPTERS,
    APPLE_TRANSCRIPTS,
    NAMESPACE,
    OURS,
    PSP1,
    SPOTIFY,
    WCAG,
    WEBVTT,
    YOUTUBE,
    Explanation,
)
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC601": Explanation(
        message("a chapter that is not understood would be missing"),
        message("write it like `00:01:30 Title`, or export the file again"),
        (NAMESPACE,),
    ),
    "PC602": Explanation(
        message("apps jump to the wrong place or show no chapters at all"),
        message("put the chapters in the order of their times"),
        (APPLE_CHAPTERS, NAMESPACE),
    ),
    "PC603": Explanation(
        message("apps can't jump behind the end"),
        message("correct the time; it counts from the start of the recording"),
        (NAMESPACE,),
    ),
    "PC604": Explanation(
        message("apps show an empty line"),
        message("write a title behind the time"),
        (NAMESPACE, APPLE_CHAPTERS),
    ),
    "PC605": Explanation(
        message(
            "apps take time stamps in a description for chapters only from three on and from 00:00"
        ),
        message("add a chapter at 00:00, and at least three in all"),
        (APPLE_CHAPTERS, SPOTIFY, YOUTUBE),
    ),
    "PC606": Explanation(
        message("people can't find the part they came for"),
        message("write `chapters.txt`, or time stamps in the notes"),
        (APPLE_CHAPTERS, SPOTIFY),
    ),
    "PC607": Explanation(
        message("apps can't open it, and a program in a link must not run"),
        message("write a complete address with `https://`"),
        (NAMESPACE,),
    ),
    "PC608": Explanation(
        message("people read one list on the page and another in the text"),
        message("take the list out of the notes, or correct it"),
        (OURS,),
    ),
    "PC609": Explanation(
        message("such a list stays plain text, here and in every app"),
        message("begin with `00:00`, and let times ascend"),
        (APPLE_CHAPTERS, SPOTIFY, YOUTUBE),
    ),
    "PC610": Explanation(
        message("lists in apps show about 40 characters"),
        message("say it shorter"),
        (SPOTIFY, YOUTUBE, APPLE_CHAPTERS),
    ),
    "PC611": Explanation(
        message("a transcript that is half understood would lack sentences"),
        message("mend the line that is shown, or export the file again"),
        (WEBVTT, NAMESPACE),
    ),
    "PC612": Explanation(
        message("apps never show such a caption"),
        message("correct the times"),
        (WEBVTT,),
    ),
    "PC613": Explanation(
        message("captions jump back and forth"),
        message("order the cues by their times"),
        (WEBVTT, APPLE_TRANSCRIPTS),
    ),
    "PC614": Explanation(
        message("it probably belongs to another recording"),
        message("see whether it is the right file"),
        (APPLE_TRANSCRIPTS,),
    ),
    "PC615": Explanation(
        message("deaf people are shut out, and search does not find what is said"),
        message("add `transcript.vtt`, `.srt`, `.json` or `.txt`"),
        (WCAG, PSP1, APPLE_TRANSCRIPTS),
    ),
    "PC616": Explanation(
        message("Apple takes WebVTT and SRT only, and captions need times"),
        message("export a transcript with times"),
        (APPLE_TRANSCRIPTS, NAMESPACE),
    ),
    "PC617": Explanation(
        message("apps that read chapters from the description would find none"),
        message("shorten the titles of chapters or the summary"),
        (APPLE, SPOTIFY, YOUTUBE),
    ),
    "PC618": Explanation(
        message("apps would show a picture or a title too long, or not at all"),
        message("correct `endTime`, or leave it out"),
        (NAMESPACE,),
    ),
    "PC619": Explanation(
        message("apps can't show a place that no map knows"),
        message("write `geo` as in RFC 5870, `osm` as OpenStreetMap names it"),
        (NAMESPACE,),
    ),
}
