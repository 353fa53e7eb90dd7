"""Every code a finding can have: what should hold, and whether it stops the walk.

A code is never reused for something else. `docs/reference/checks.md` is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from podcaster.model.findings import Finding, Place, Severity
from podcaster.model.message import Message

_STOP: Final = Severity.ERROR
_SHOW: Final = Severity.WARNING


@dataclass(frozen=True)
class Code:
    """A code's meaning.

    Attributes:
        severity: Whether it stops the walk; in a draft episode nothing does.
        title: What should hold, as one sentence.
    """

    severity: Severity
    title: str


#: What the first digit stands for.
CHAPTERS_OF_CODES: Final[dict[str, str]] = {
    "PC1": "Files, YAML, structure",
    "PC2": "The show",
    "PC3": "Episodes",
    "PC4": "Audio",
    "PC5": "Pictures",
    "PC6": "Chapters and transcripts",
    "PC7": "Texts and templates",
    "PC8": "News",
    "PC9": "Site and channels",
}

CODES: Final[dict[str, Code]] = {
    "PC101": Code(_STOP, "A file of the show can be read"),
    "PC102": Code(_STOP, "A text file is written in UTF-8"),
    "PC103": Code(_STOP, "A YAML file can be understood"),
    "PC104": Code(_STOP, "A key stands only once"),
    "PC105": Code(_STOP, "Every key is known"),
    "PC106": Code(_STOP, "Nothing that is needed is missing"),
    "PC107": Code(_STOP, "A value has the form it should have"),
    "PC108": Code(_STOP, "A date has a time and a zone"),
    "PC109": Code(_STOP, "A file stands inside the folder"),
    "PC110": Code(_STOP, "A file that is named exists"),
    "PC111": Code(_STOP, "A YAML file holds plain values, without tags and tangled anchors"),
    "PC112": Code(_STOP, "A text does not end at a `#` that belongs to it"),
    "PC121": Code(_STOP, "What was kept from a feed is XML without a document type"),
    "PC122": Code(_STOP, "What was kept from a feed has no word of its own here"),
    "PC201": Code(_STOP, "A category is one that Apple knows"),
    "PC202": Code(_STOP, "The show's summary fits into 4000 bytes"),
    "PC203": Code(_STOP, "A grant's name stands only once"),
    "PC204": Code(_STOP, "The trailer is an episode of the show"),
    "PC205": Code(_SHOW, "The trailer is of the kind `trailer`"),
    "PC206": Code(_STOP, "A licence is well known or has an address"),
    "PC207": Code(_SHOW, "A language is one of ISO 639"),
    "PC208": Code(_SHOW, "The placeholders of a new folder are replaced"),
    "PC209": Code(_SHOW, "A summary says more than the title"),
    "PC210": Code(_SHOW, "The show's link leads to a page, not to the feed"),
    "PC211": Code(_SHOW, "The copyright names holder and year only"),
    "PC212": Code(_SHOW, "A category stands only once"),
    "PC213": Code(_SHOW, "A title has no blanks too many"),
    "PC220": Code(_STOP, "An edition of the show has a language of its own"),
    "PC221": Code(_STOP, "Each feed of the show has a GUID of its own"),
    "PC222": Code(_SHOW, "An edition of the show has episodes"),
    "PC223": Code(_STOP, "A list consists of what stands elsewhere, and nothing else does"),
    "PC224": Code(_STOP, "A season has one name"),
    "PC225": Code(_STOP, "A rhythm that counts episodes has a start"),
    "PC226": Code(_STOP, "`ai-content` is `true` or `false`"),
    "PC227": Code(_STOP, "Comments have an address, or they are disabled"),
    "PC228": Code(_SHOW, "Live streams stand in the feed"),
    "PC229": Code(_STOP, "Each live stream has a GUID of its own"),
    "PC230": Code(_STOP, "A live stream ends after it starts"),
    "PC231": Code(_STOP, "A service is named only once"),
    "PC232": Code(_SHOW, "Several places for comments have an order"),
    "PC233": Code(_STOP, "A show is recommended only once"),
    "PC301": Code(_STOP, "A folder's name can stand in an address"),
    "PC302": Code(_STOP, "Each episode has a slug of its own"),
    "PC303": Code(_STOP, "Each episode has a GUID of its own"),
    "PC304": Code(_STOP, "A published episode keeps its GUID"),
    "PC305": Code(_STOP, "Episodes of a serial show have numbers"),
    "PC306": Code(_SHOW, "A number stands only once in a season"),
    "PC307": Code(_SHOW, "A title holds neither the show's name nor the number"),
    "PC308": Code(_STOP, "An episode's summary fits into 4000 bytes"),
    "PC309": Code(_STOP, "A grant that an episode names is one of the show's"),
    "PC310": Code(_STOP, "Each edition has a language of its own"),
    "PC311": Code(_SHOW, "A folder in `episodes/` or `news/` has its YAML file"),
    "PC312": Code(_STOP, "A date lies in 1900 or later"),
    "PC313": Code(_SHOW, "A published episode stays in the show"),
    "PC314": Code(_SHOW, "A published episode keeps its slug"),
    "PC315": Code(_SHOW, "An episode keeps its GUID from build to build"),
    "PC316": Code(_SHOW, "A weekday in a text fits its date"),
    "PC317": Code(_SHOW, "Each episode comes out at a moment of its own"),
    "PC320": Code(_STOP, "What apps show instead of a number stands for one"),
    "PC321": Code(_STOP, "At most one further form of an episode is preferred"),
    "PC322": Code(_STOP, "A checksum has its kind and length"),
    "PC323": Code(_STOP, "A time split names recipients or an episode elsewhere"),
    "PC324": Code(_STOP, "A time split lies inside the audio"),
    "PC325": Code(_STOP, "Time splits stand in an episode"),
    "PC401": Code(_STOP, "An episode has audio"),
    "PC402": Code(_STOP, "It is clear which file is the audio"),
    "PC403": Code(_STOP, "Audio can be read"),
    "PC404": Code(_STOP, "Audio is longer than nothing"),
    "PC405": Code(_STOP, "Audio has at least 8000 samples a second"),
    "PC406": Code(_STOP, "A crossfade fits into the audio"),
    "PC407": Code(_STOP, "A soundbite lies inside the audio"),
    "PC408": Code(_STOP, "Audio can be mastered"),
    "PC409": Code(_SHOW, "Finished audio is as loud as its target asks for"),
    "PC410": Code(_SHOW, "An address of audio stands in one episode only"),
    "PC411": Code(_SHOW, "The type of linked audio fits its address"),
    "PC412": Code(_SHOW, "Linked audio is of a kind that every app plays"),
    "PC413": Code(_SHOW, "Linked audio says how long it is"),
    "PC414": Code(_SHOW, "Linked audio comes by https"),
    "PC415": Code(_STOP, "An address of published audio stays with its episode"),
    "PC416": Code(_SHOW, "A file that was published keeps its bytes"),
    "PC421": Code(_SHOW, "Files that sound together are of one length"),
    "PC422": Code(_SHOW, "A recording is not clipped"),
    "PC423": Code(_SHOW, "Both channels of a recording are to be heard"),
    "PC424": Code(_SHOW, "Left and right do not cancel each other"),
    "PC425": Code(_SHOW, "Nothing is silent for long"),
    "PC426": Code(_SHOW, "A recording swings around zero"),
    "PC427": Code(_SHOW, "A recording does not hum"),
    "PC428": Code(_SHOW, "A recording does not click"),
    "PC429": Code(_SHOW, "All voices are about as loud as each other"),
    "PC430": Code(_SHOW, "A recording does not rumble below what can be heard"),
    "PC431": Code(_STOP, "Music under speech has a file"),
    "PC432": Code(_STOP, "Music under speech lies inside the audio"),
    "PC433": Code(_SHOW, "Nothing is asked for that does nothing to finished audio"),
    "PC501": Code(_STOP, "A picture can be read"),
    "PC502": Code(_STOP, "A picture is JPEG or PNG"),
    "PC503": Code(_STOP, "A picture's name ends as its content says"),
    "PC504": Code(_STOP, "Artwork is at least 1400 and at most 3000 pixels wide"),
    "PC505": Code(_STOP, "Artwork is square"),
    "PC506": Code(_STOP, "A picture has colours for screens"),
    "PC507": Code(_STOP, "Artwork is not transparent"),
    "PC508": Code(_STOP, "A picture is not larger than 10 MB"),
    "PC509": Code(_SHOW, "Words on pictures have a typeface"),
    "PC510": Code(_SHOW, "A soundbite can become a film"),
    "PC601": Code(_STOP, "Chapters can be understood"),
    "PC602": Code(_STOP, "Chapters ascend"),
    "PC603": Code(_STOP, "Chapters start inside the audio"),
    "PC604": Code(_STOP, "A chapter has a title"),
    "PC605": Code(_SHOW, "There are at least three chapters, and the first starts at 0"),
    "PC606": Code(_SHOW, "An episode has chapters"),
    "PC607": Code(_STOP, "A chapter's link and picture are web addresses"),
    "PC608": Code(_SHOW, "Time stamps in the notes say what the chapters say"),
    "PC609": Code(_SHOW, "Time stamps in the notes ascend from zero"),
    "PC610": Code(_SHOW, "A chapter's title is short"),
    "PC611": Code(_STOP, "A transcript can be understood"),
    "PC612": Code(_STOP, "A cue ends after it starts"),
    "PC613": Code(_SHOW, "Cues stand in the order in which they are spoken"),
    "PC614": Code(_STOP, "Cues lie inside the audio"),
    "PC615": Code(_SHOW, "An episode has a transcript"),
    "PC616": Code(_SHOW, "A transcript says when things are said"),
    "PC617": Code(_SHOW, "Summary and chapters fit into a description"),
    "PC618": Code(_STOP, "A chapter ends after it starts"),
    "PC619": Code(_STOP, "A chapter's place can be found on a map"),
    "PC701": Code(_SHOW, "An episode has show notes"),
    "PC702": Code(_STOP, "Texts hold no scripts"),
    "PC703": Code(_SHOW, "Texts hold no HTML that is removed"),
    "PC704": Code(_SHOW, "HTML of an imported episode holds nothing that runs"),
    "PC705": Code(_STOP, "Texts hold no conflict that git left"),
    "PC706": Code(_SHOW, "Links in texts lead somewhere"),
    "PC711": Code(_STOP, "A template can be understood"),
    "PC712": Code(_STOP, "A template uses what it is given"),
    "PC713": Code(_SHOW, "A template has the name of a default one"),
    "PC801": Code(_STOP, "An event has a date and a place"),
    "PC802": Code(_STOP, "A document has a PDF"),
    "PC803": Code(_STOP, "A news item has a text"),
    "PC804": Code(_STOP, "A PDF is a PDF"),
    "PC805": Code(_STOP, "Each news item has a slug of its own"),
    "PC806": Code(_STOP, "An event ends after it starts"),
    "PC901": Code(_SHOW, "The site has a real address with https"),
    "PC902": Code(_STOP, "Each channel writes to a folder of its own"),
    "PC903": Code(_STOP, "No channel writes over the show's own files"),
    "PC904": Code(_STOP, "A channel's folder stands inside the show or is absolute"),
    "PC905": Code(_SHOW, "A channel's topics occur in the show"),
    "PC906": Code(_SHOW, "The accent can be read on the pages"),
    "PC907": Code(_STOP, "A font is one that browsers can read"),
    "PC908": Code(_STOP, "The files of the player that is wanted are there"),
    "PC920": Code(_STOP, "WebSub's hubs stand in the feed"),
    "PC921": Code(_SHOW, "A feed with podpings says so"),
    "PC931": Code(_SHOW, "LinkedIn still speaks the version of its interface that is set"),
    "PC932": Code(_SHOW, "A channel's token lasts for another 14 days"),
    "PC933": Code(_SHOW, "Who is mentioned is one whom a channel knows"),
}


def finding(
    code: str, place: Place, what: Message, hint: Message | None = None, *, source: str = ""
) -> Finding:
    """Make a finding with the severity that the table gives its code."""
    return Finding(code, CODES[code].severity, place, what, hint, source)
