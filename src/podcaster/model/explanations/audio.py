"""Audio."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import (
    APPLE,
    APPLE_AUDIO,
    EBU,
    NAMESPACE,
    OURS,
    PSP1,
    RSS,
    Explanation,
)
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC401": Explanation(
        message("apps leave an episode without audio out"),
        message("put the recording into the folder, or link it"),
        (APPLE, PSP1, RSS),
    ),
    "PC402": Explanation(
        message("the wrong one might go out"),
        message("name the right one: `audio: ...`"),
        (OURS,),
    ),
    "PC403": Explanation(
        message("what can't be decoded here plays nowhere"),
        message("export the recording again"),
        (OURS, APPLE_AUDIO),
    ),
    "PC404": Explanation(
        message("listeners would hear nothing"),
        message("export the recording again"),
        (APPLE_AUDIO,),
    ),
    "PC405": Explanation(
        message("speech with fewer samples can hardly be understood"),
        message("record or export with 44100 or 48000"),
        (OURS,),
    ),
    "PC406": Explanation(
        message("the music would cover the words, or there is nothing to fade into"),
        message("shorten `crossfade_s`"),
        (OURS,),
    ),
    "PC407": Explanation(
        message("apps stop at the end, in the middle of the quotation"),
        message("let it start earlier or last shorter"),
        (NAMESPACE,),
    ),
    "PC408": Explanation(
        message("without finished audio there is no episode"),
        message("do what the message says; most often the file is damaged"),
        (OURS,),
    ),
    "PC409": Explanation(
        message("people turn the volume up and down between episodes"),
        message("look at the recording: long silence and loud peaks keep it from its target"),
        (APPLE_AUDIO, EBU),
    ),
    "PC410": Explanation(
        message("Apple leaves out the second episode with the same address"),
        message("write the address of the episode's own audio"),
        (APPLE,),
    ),
    "PC411": Explanation(
        message("apps choose their player by the type, and refuse what does not fit"),
        message("write the type that belongs to the ending"),
        (APPLE_AUDIO, PSP1),
    ),
    "PC412": Explanation(
        message(
            "Apple takes `.mp3`, `.m4a`, `.mp4`, `.m4v`, `.mov` and `.pdf`, judged by the address"
        ),
        message("link a file with one of these endings"),
        (APPLE_AUDIO,),
    ),
    "PC413": Explanation(
        message("directories ask for the true length, and apps can't show how long it takes"),
        message("add `bytes` and `duration_s`"),
        (APPLE, PSP1, RSS),
    ),
    "PC414": Explanation(
        message("browsers do not play it on a page with https"),
        message("write the address with `https://`"),
        (APPLE_AUDIO,),
    ),
    "PC415": Explanation(
        message("apps that know the address take the episode for one they have, and leave it out"),
        message("give the audio an address that no episode had before"),
        (APPLE,),
    ),
    "PC416": Explanation(
        message("who has loaded the file keeps the old one, and nobody is told"),
        message("put the changed file under a new address, and write that"),
        (APPLE,),
    ),
    "PC421": Explanation(
        message("they are mixed from a common start, so one that is shorter may be incomplete"),
        message("export all of them from the same start to the same end"),
        (OURS,),
    ),
    "PC422": Explanation(
        message("peaks that are cut off crackle, and no gain brings them back"),
        message("record with 12 dB of headroom; an audio editor mends a little of it"),
        (OURS,),
    ),
    "PC423": Explanation(
        message("with headphones it sounds in one ear only, and some hear with the other"),
        message("export the recording with one channel, or set `channels: 1` for its formats"),
        (OURS,),
    ),
    "PC424": Explanation(
        message("on a telephone and on other single loudspeakers the voices vanish"),
        message("invert one of the two channels in an audio editor"),
        (OURS,),
    ),
    "PC425": Explanation(
        message("people believe that the episode is over, or that their player is broken"),
        message("cut it out, or set `longest_pause_s` and `trim` under `treatment`"),
        (OURS,),
    ),
    "PC426": Explanation(
        message("it clicks wherever the recording begins, ends or is cut, and takes headroom"),
        message("set `high_pass_hz` under `treatment`, or look at the sound card"),
        (OURS,),
    ),
    "PC427": Explanation(
        message("it comes from mains cables and is heard in every pause, above all in headphones"),
        message("set `hum: true` under `treatment`, or try another cable or socket"),
        (OURS,),
    ),
    "PC428": Explanation(
        message("lost samples, bad cables and hard cuts click, and listeners start"),
        message("listen to the places; cut with short fades, and give the sound card more time"),
        (OURS,),
    ),
    "PC429": Explanation(
        message("people turn the volume up for one voice, and the next one is too loud"),
        message("set `level: true` under `treatment`, or record each voice by itself"),
        (OURS,),
    ),
    "PC430": Explanation(
        message(
            "wind, traffic and knocked tables swing so slowly that nobody hears them, but they take"
            " the room that the voices need to be louder"
        ),
        message("set `high_pass_hz: 80` under `treatment`, or the low-cut of the microphone"),
        (OURS,),
    ),
    "PC431": Explanation(
        message("nobody knows what should sound there"),
        message("name its `file`, or give the show a `bed`"),
        (OURS,),
    ),
    "PC432": Explanation(
        message("music has to lie under something"),
        message("write times of the recording, before anything is cut"),
        (OURS,),
    ),
    "PC433": Explanation(
        message("music and treatment go into a recording when it is mastered, and this one is not"),
        message("let `audio` name a recording in the episode's folder, or take it away"),
        (OURS,),
    ),
}
