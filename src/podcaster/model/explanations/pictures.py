"""Pictures."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE_ARTWORK, OURS, PSP1, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC501": Explanation(
        message("a picture that can't be read stays empty everywhere"),
        message("export the picture again"),
        (APPLE_ARTWORK,),
    ),
    "PC502": Explanation(
        message("directories refuse other formats, even under the right name"),
        message("export it as JPEG or PNG; renaming is not enough"),
        (APPLE_ARTWORK, PSP1),
    ),
    "PC503": Explanation(
        message("servers tell the type by the name, and Apple refuses what contradicts"),
        message("give the file the ending of its content"),
        (APPLE_ARTWORK,),
    ),
    "PC504": Explanation(
        message("Apple does not show a show with smaller or larger artwork"),
        message("export it with 1400 to 3000 pixels, best 3000"),
        (APPLE_ARTWORK, PSP1),
    ),
    "PC505": Explanation(
        message("apps cut or refuse what is not square"),
        message("cut it to a square"),
        (APPLE_ARTWORK, PSP1),
    ),
    "PC506": Explanation(
        message("colours for print look wrong on screens, or the picture stays empty"),
        message("convert it to RGB"),
        (APPLE_ARTWORK,),
    ),
    "PC507": Explanation(
        message("transparent parts become black in some apps"),
        message("export it without transparency"),
        (APPLE_ARTWORK,),
    ),
    "PC508": Explanation(
        message("phones load it for every list"),
        message("export it smaller"),
        (OURS, APPLE_ARTWORK),
    ),
    "PC510": Explanation(
        message("with `audiograms: true` every soundbite shall be there as a film"),
        message(
            "let it be 90 seconds at most, and put the recording into the folder; or take the "
            "soundbite away"
        ),
        (OURS,),
    ),
    "PC509": Explanation(
        message("a letter that a typeface lacks comes out as a box, so it is not written at all"),
        message(
            "install a typeface that has the letters, such as Noto, or put one into the folder "
            "and name it: `pictures` under `site.fonts`"
        ),
        (OURS,),
    ),
}
