"""The show as a whole."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE, NAMESPACE, OURS, PSP1, RSS, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC201": Explanation(
        message("Apple refuses a show whose category it does not know, down to the spelling"),
        message("take one of Apple's list, such as `News > Politics`"),
        (APPLE, PSP1),
    ),
    "PC202": Explanation(
        message("directories cut longer descriptions off or refuse them; umlauts count twice"),
        message("shorten the summary to one paragraph"),
        (APPLE, PSP1),
    ),
    "PC203": Explanation(
        message("episodes refer to a grant by its name"),
        message("give each grant a name of its own"),
        (OURS,),
    ),
    "PC204": Explanation(
        message("apps would offer a trailer that does not exist"),
        message("write the slug of an episode of this show"),
        (NAMESPACE,),
    ),
    "PC205": Explanation(
        message("apps take it for an ordinary episode and do not show it to new listeners"),
        message("add `kind: trailer` to the episode"),
        (APPLE, NAMESPACE),
    ),
    "PC206": Explanation(
        message("nobody can look up what an unknown licence allows"),
        message("take a known name such as `cc-by-4.0`, or add `url:`"),
        (NAMESPACE,),
    ),
    "PC207": Explanation(
        message("directories sort shows by language, and screen readers choose their voice by it"),
        message("write a code of ISO 639 such as `de` or `de-AT`"),
        (APPLE, PSP1, RSS),
    ),
    "PC208": Explanation(
        message("listeners would read the sentence that only marks a gap"),
        message("replace it by your own words or your own picture"),
        (OURS,),
    ),
    "PC209": Explanation(
        message("apps show both together, so a repeated title wastes the only line people read"),
        message("say in one or two sentences what it is about"),
        (APPLE,),
    ),
    "PC210": Explanation(
        message("who taps the link in an app lands in code and not on your website"),
        message("write the address of the show's page"),
        (RSS, APPLE, PSP1),
    ),
    "PC211": Explanation(
        message("apps put the sign in front themselves, so it would stand twice"),
        message("leave only holder and year"),
        (PSP1,),
    ),
    "PC212": Explanation(
        message("the second one says nothing, and takes the place of one that would"),
        message("remove it, or choose another"),
        (APPLE,),
    ),
    "PC213": Explanation(
        message("directories search and sort by the title as it is written"),
        message("remove the blanks"),
        (APPLE, PSP1),
    ),
    "PC220": Explanation(
        message("two feeds in one language would compete for the same listeners"),
        message("give each edition another language"),
        (NAMESPACE,),
    ),
    "PC221": Explanation(
        message("indexes would take two feeds for one show"),
        message("give each feed a GUID of its own"),
        (NAMESPACE,),
    ),
    "PC222": Explanation(
        message("an empty feed is refused by directories"),
        message("add the edition to at least one episode"),
        (OURS,),
    ),
    "PC223": Explanation(
        message("apps play either a list of remote items or episodes, not both"),
        message("choose one of the two"),
        (NAMESPACE,),
    ),
    "PC224": Explanation(
        message("apps show one name per season, and any of several"),
        message("write the same name in all episodes of the season"),
        (NAMESPACE,),
    ),
    "PC225": Explanation(
        message("nobody can count from a day that is not told"),
        message("add `starts_at`"),
        (NAMESPACE,),
    ),
    "PC226": Explanation(
        message("apps understand these two words only"),
        message("write `true` or `false`"),
        (NAMESPACE,),
    ),
    "PC227": Explanation(
        message("apps can't lead people to comments without an address"),
        message("add the address, or write `disabled`"),
        (NAMESPACE,),
    ),
    "PC228": Explanation(
        message("a live stream that is written down and not announced reaches nobody"),
        message("switch live streams on, or remove it"),
        (NAMESPACE,),
    ),
    "PC229": Explanation(
        message("apps would take two live streams for one"),
        message("give each a GUID of its own"),
        (NAMESPACE,),
    ),
    "PC230": Explanation(
        message("apps would show it as over before it began"),
        message("correct one of the two times"),
        (NAMESPACE,),
    ),
    "PC231": Explanation(
        message("of two entries for one service only one would count"),
        message("keep one of the two"),
        (NAMESPACE,),
    ),
    "PC232": Explanation(
        message("apps show the first place, and without an order any"),
        message("give each a `priority`"),
        (NAMESPACE,),
    ),
    "PC233": Explanation(
        message("apps would show the same show twice"),
        message("remove one of the two"),
        (NAMESPACE,),
    ),
}
