"""The texts of posts: short enough for each kind of channel, title and link always whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from podcaster.errors import TemplateError
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.posts import FORMS, PostForm, template_of
from podcaster.render.characters import printable
from podcaster.render.templates import Templates
from podcaster.settings import Settings

TEMPLATE: Final = "linkedin.txt.j2"

#: What LinkedIn takes, counted after escaping, and what is kept free for mentions.
LIMIT: Final = 3000
HEADROOM: Final = 100

#: A hashtag becomes `{hashtag|\#|word}`; each of these characters gets a backslash.
_HASHTAG: Final = re.compile(r"#(\w+)")
_HASHTAG_FRAME: Final = len("{hashtag|\\#|}") - len("\\#")
_RESERVED: Final = re.compile(r"[|{}@\[\]()<>#\\*_~]")


def post_of(templates: Templates, values: Mapping[str, Any], form: PostForm | None = None) -> str:
    """Return the post as plain text; where it is too long, its summary ends at a word with `…`.

    Args:
        templates: Of the show.
        values: What the template is given; `item` and `episode` hold the summary.
        form: Whose template, and how long it may be; None: LinkedIn's.

    Raises:
        TemplateError: If the template can't be filled, leaves out the title, or is too long
            even without a summary.
    """
    wanted = form or LINKEDIN
    words = values["item"].summary.split()

    def written(count: int) -> str:
        return tidy(templates.render(wanted.template, _shortened(values, _first(words, count))))

    def excess(count: int) -> int:
        return wanted.length(written(count)) - wanted.longest

    text = tidy(templates.render(wanted.template, values))
    if wanted.length(text) > wanted.longest:
        fitting = bisect_right(range(len(words)), 0, key=excess) - 1
        text = written(max(fitting, 0))
    return _proven(text, values["item"].title, templates, wanted)


def posts_of(
    templates: Templates, values: Mapping[str, Any], settings: Settings
) -> Mapping[str, str]:
    """Return template -> text, of the templates that the show's channels have for themselves.

    Raises:
        TemplateError: As `post_of`.
    """
    wanted = {template_of(channel) for channel in settings.channels.values()} & FORMS.keys()
    return {name: post_of(templates, values, FORMS[name]) for name in sorted(wanted)}


def posted_length(text: str) -> int:
    """Return how long `text` is for LinkedIn: escaped, and counted in UTF-16 units.

    Source:
        LinkedIn, little text format; the limit is counted on the escaped text.
    """
    hashtags = len(_HASHTAG.findall(text))
    reserved = len(_RESERVED.findall(text))
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return units + reserved + hashtags * _HASHTAG_FRAME


LINKEDIN: Final = PostForm(TEMPLATE, LIMIT - HEADROOM, posted_length)


def tidy(text: str) -> str:
    """Return `text` without blanks at line ends and with one empty line at most in a row."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def _first(words: list[str], count: int) -> str:
    """Return the first `count` words, with an ellipsis for the rest."""
    if count >= len(words):
        return " ".join(words)
    return f"{' '.join(words[:count]).rstrip(',;:–- ')} …" if count else ""


def _shortened(values: Mapping[str, Any], summary: str) -> dict[str, Any]:
    """Return the values with another summary."""
    item, episode = values["item"], values["episode"]
    return {
        **values,
        "item": replace(item, summary=summary),
        "episode": episode and replace(episode, summary=summary),
    }


def _proven(text: str, title: str, templates: Templates, form: PostForm) -> str:
    """Return `text` if it can be sent."""
    place = Place(templates.sources[form.template].file)
    if printable(title) not in text:
        raise TemplateError(
            message("the post does not hold the title `{title}`", title=title),
            place=place,
            hint=message("print `{{{{ item.title }}}}` as it is"),
        )
    if (length := form.length(text)) > form.longest:
        raise TemplateError(
            message(
                "the post has {length} characters even without its summary; {limit} are allowed",
                length=length,
                limit=form.longest,
            ),
            place=place,
            hint=message("say less in the template; the summary is shortened by itself"),
        )
    return text
