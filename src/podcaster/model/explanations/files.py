"""Files, YAML, structure."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import NAMESPACE, OURS, RFC_2822, RSS, YAML, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC101": Explanation(
        message("what can't be read can't be checked or published"),
        message("see that the file is there, is a file, and may be opened by you"),
        (OURS,),
    ),
    "PC102": Explanation(
        message("other encodings turn umlauts and quotation marks into rubbish in every app"),
        message("open the file in an editor and save it as UTF-8"),
        (OURS, RSS),
    ),
    "PC103": Explanation(
        message("one wrong sign changes what all lines below it mean"),
        message("mend the line that is shown; texts with `:` or `#` stand in quotation marks"),
        (YAML,),
    ),
    "PC104": Explanation(
        message("of two lines with one key only one would count, and nobody knows which"),
        message("keep one of the two"),
        (YAML,),
    ),
    "PC105": Explanation(
        message("a key with a typo would be left out without a word"),
        message("take the suggestion, or look the key up in the reference"),
        (OURS,),
    ),
    "PC106": Explanation(
        message("feed and pages can't be made without it"),
        message("add the key that is named"),
        (OURS, RSS),
    ),
    "PC107": Explanation(
        message("apps drop or misread values in another form"),
        message("write the value in the form that is shown"),
        (OURS, NAMESPACE),
    ),
    "PC108": Explanation(
        message("without a zone an episode comes out hours too early or too late"),
        message("write date, time and zone, such as `2026-03-05T06:00:00+01:00`"),
        (RFC_2822,),
    ),
    "PC109": Explanation(
        message("a show has to work on every machine, and no file of yours may leak into it"),
        message("put the file into the folder and name it from there"),
        (OURS,),
    ),
    "PC110": Explanation(
        message("what is named would be missing from the episode"),
        message("put the file there, or correct its name; capital letters count"),
        (OURS,),
    ),
    "PC111": Explanation(
        message("a `!` or `&` at the start of a text is a command to YAML"),
        message("put the text in quotation marks"),
        (YAML,),
    ),
    "PC112": Explanation(
        message("` #` starts a comment, and the rest of the text would be missing everywhere"),
        message("put the text in quotation marks, or a blank behind `#` if it is a comment"),
        (YAML,),
    ),
    "PC121": Explanation(
        message("broken XML that was kept would break the whole feed"),
        message("mend the XML in the line that is shown, or remove it"),
        (OURS, RSS),
    ),
    "PC122": Explanation(
        message("a tag that is written here and kept there would stand in the feed twice"),
        message("remove the kept one and use the key of its own"),
        (OURS, RSS),
    ),
}
