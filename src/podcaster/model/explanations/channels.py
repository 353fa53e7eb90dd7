"""Site and channels."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE, LINKEDIN, OURS, PSP1, WCAG, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC901": Explanation(
        message("apps fetch everything from this address, and Apple wants https"),
        message("write the address under which the folder will be reachable"),
        (APPLE, PSP1),
    ),
    "PC902": Explanation(
        message("two channels would write over each other's files"),
        message("give each a folder of its own"),
        (OURS,),
    ),
    "PC903": Explanation(
        message("what you wrote would be lost"),
        message("choose a folder beside your own files"),
        (OURS,),
    ),
    "PC904": Explanation(
        message("on another machine it would be another place"),
        message("write a folder inside the show, or an absolute one"),
        (OURS,),
    ),
    "PC905": Explanation(
        message("a topic with a typo sends nothing, and nobody notices"),
        message("write the topic as in the episodes"),
        (OURS,),
    ),
    "PC906": Explanation(
        message("links and buttons in this colour would be hard to read; a darker one is taken"),
        message("write the colour that is taken, or another dark one"),
        (WCAG,),
    ),
    "PC907": Explanation(
        message("browsers would refuse it, and the pages would stand in another typeface"),
        message("take the file as WOFF2 or TrueType (.woff2, .ttf), downloaded whole"),
        (OURS,),
    ),
    "PC908": Explanation(
        message("browsers shall ask nobody but your server, so the player comes from your folder"),
        message(
            "unpack the npm package `@podlove/web-player` into `podlove/`, or take `player: own`"
        ),
        (OURS,),
    ),
    "PC920": Explanation(
        message("apps ask the hubs that the feed names; others would be told for nobody"),
        message("write the hub under `feed: hubs`"),
        (OURS,),
    ),
    "PC921": Explanation(
        message("directories that read it wait for podpings instead of asking again and again"),
        message("write `uses_podping: true` under `show`"),
        (OURS,),
    ),
    "PC931": Explanation(
        message("LinkedIn refuses every post in a version that it has switched off"),
        message("set `version` to a newer one, or bring `podcaster` up to date"),
        (LINKEDIN,),
    ),
    "PC932": Explanation(
        message("without a token nothing can be sent; the next publish would fail there"),
        message("say `podcaster auth` with the channel's name, and sign in again"),
        (LINKEDIN,),
    ),
    "PC933": Explanation(
        message("the name would stand there without a link, and nobody would be told of it"),
        message("add name and number of the page to the channel's `mentions`"),
        (LINKEDIN,),
    ),
}
