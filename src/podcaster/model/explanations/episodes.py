"""Episodes."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE, NAMESPACE, OURS, PSP1, RFC_2822, RSS, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC301": Explanation(
        message("the folder's name becomes part of addresses, and not every sign survives there"),
        message("rename the folder, or add `slug:`"),
        (OURS,),
    ),
    "PC302": Explanation(
        message("two episodes would write over each other's pages"),
        message("rename one folder, or give it another `slug:`"),
        (OURS,),
    ),
    "PC303": Explanation(
        message("apps take two episodes with one GUID for the same, and show one"),
        message("give the copy a GUID of its own; `podcaster new` makes one"),
        (APPLE, PSP1, RSS),
    ),
    "PC304": Explanation(
        message("with another GUID apps show and download the episode a second time, for ever"),
        message("write the old GUID again"),
        (APPLE, PSP1, RSS),
    ),
    "PC305": Explanation(
        message("apps play a serial show by its numbers"),
        message("add `number:`"),
        (APPLE, PSP1),
    ),
    "PC306": Explanation(
        message("apps order episodes with one number as they like"),
        message("give one of them another"),
        (APPLE,),
    ),
    "PC307": Explanation(
        message("apps show name and number beside the title, so both would stand there twice"),
        message("leave them out of the title"),
        (APPLE,),
    ),
    "PC308": Explanation(
        message(
            "directories cut longer descriptions off or refuse the episode; umlauts count twice"
        ),
        message("shorten the summary; the rest belongs into the show notes"),
        (APPLE, PSP1),
    ),
    "PC309": Explanation(
        message("a funder would not be acknowledged"),
        message("write the name as in publish.yaml"),
        (OURS,),
    ),
    "PC310": Explanation(
        message("two texts in one language have one address"),
        message("give each edition a language of its own"),
        (OURS,),
    ),
    "PC311": Explanation(
        message("a folder without it is left out, and somebody may wait for the episode"),
        message("add the file, or put `_` before the folder's name"),
        (OURS,),
    ),
    "PC312": Explanation(
        message("feeds can't spell earlier years"),
        message("write the year with four digits"),
        (RFC_2822,),
    ),
    "PC313": Explanation(
        message("people who subscribed lose it from their list, and links to it lead nowhere"),
        message("put the folder back, or build once more if it is meant to go"),
        (APPLE, RSS),
    ),
    "PC314": Explanation(
        message("addresses that people saved and shared lead nowhere"),
        message("add the old name as `slug:`"),
        (OURS,),
    ),
    "PC315": Explanation(
        message("if the last build is out already, apps show the episode twice"),
        message("write the old GUID again"),
        (APPLE, PSP1, RSS),
    ),
    "PC316": Explanation(
        message("people come on the wrong day"),
        message("look it up, and correct the weekday or the date"),
        (OURS,),
    ),
    "PC317": Explanation(
        message("apps order by time, and by chance where it is the same"),
        message("let one of them come out a minute later"),
        (APPLE, RSS),
    ),
    "PC320": Explanation(
        message("apps sort by the number and only show the other"),
        message("add `number:`"),
        (NAMESPACE,),
    ),
    "PC321": Explanation(
        message("of several preferred forms an app takes any"),
        message("mark one only"),
        (NAMESPACE,),
    ),
    "PC322": Explanation(
        message("apps throw away a file whose checksum they can't read"),
        message("copy the whole checksum"),
        (NAMESPACE,),
    ),
    "PC323": Explanation(
        message("apps would not know whom to pay"),
        message("name recipients or one remote item"),
        (NAMESPACE,),
    ),
    "PC324": Explanation(
        message("apps never reach a split behind the end"),
        message("correct start or duration"),
        (NAMESPACE,),
    ),
    "PC325": Explanation(
        message("a show has no time in which it could be split"),
        message("move it into the episode"),
        (NAMESPACE,),
    ),
}
