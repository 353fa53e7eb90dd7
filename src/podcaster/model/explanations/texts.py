"""Texts, templates, news."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE, JINJA, OURS, PSP1, RSS, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC701": Explanation(
        message("people look for links and names there, and find nothing"),
        message("write `notes.md`"),
        (APPLE, PSP1),
    ),
    "PC702": Explanation(
        message(
            "scripts in texts are how machines of listeners are attacked; apps throw the text away"
        ),
        message("remove it, and write Markdown and plain links"),
        (RSS, APPLE),
    ),
    "PC703": Explanation(
        message("it is shown as it is written"),
        message("write Markdown instead"),
        (PSP1,),
    ),
    "PC704": Explanation(
        message("the old host's HTML goes into the feed without it, so that something is missing"),
        message("remove it from the file, or delete the file: then the Markdown counts"),
        (RSS, APPLE),
    ),
    "PC705": Explanation(
        message("everybody would read both versions, and the marks between them"),
        message("keep what counts, and delete the lines with the marks"),
        (OURS,),
    ),
    "PC706": Explanation(
        message("files beside the notes and places in them are not there in apps and on websites"),
        message("write a whole address; a document becomes a news item of its own"),
        (RSS, APPLE),
    ),
    "PC711": Explanation(
        message("no page can be made of it"),
        message("mend the line that is shown"),
        (JINJA,),
    ),
    "PC712": Explanation(
        message("a page would have a hole where the value should stand"),
        message("use what docs/reference/templates.md lists"),
        (JINJA,),
    ),
    "PC713": Explanation(
        message("a template under an unknown name changes nothing"),
        message("give it the name of a default one"),
        (OURS,),
    ),
    "PC801": Explanation(
        message("nobody can come to an event without date and place"),
        message("add `event:` with `starts_at` and `place`"),
        (OURS,),
    ),
    "PC802": Explanation(
        message("people would be led to a document that is not there"),
        message("add `document:` with `file` and `title`"),
        (OURS,),
    ),
    "PC803": Explanation(
        message("an empty news item would go out"),
        message("write `news.md`"),
        (OURS,),
    ),
    "PC804": Explanation(
        message("browsers could not open it"),
        message("export the document as PDF; renaming is not enough"),
        (OURS,),
    ),
    "PC805": Explanation(
        message("two items would write over each other's files"),
        message("rename one folder, or give it another `slug:`"),
        (OURS,),
    ),
    "PC806": Explanation(
        message("calendars refuse an event that ends before it starts"),
        message("correct one of the two times"),
        (OURS,),
    ),
}
