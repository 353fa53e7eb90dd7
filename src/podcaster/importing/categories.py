"""Categories as feeds spell them, in Apple's words of today.

Source:
    Apple's lists of 2005 and of 2019.
"""

from __future__ import annotations

from typing import Final

from podcaster.feeds.found import Repairs
from podcaster.model.categories import WRITTEN_CATEGORIES, parse_category
from podcaster.model.message import message

#: What stands in where a feed has no category that can be told.
FALLBACK: Final = "Society & Culture"

#: Category of before 2019 -> today's.
_OLD: Final[dict[str, str]] = {
    "arts > literature": "Arts > Books",
    "arts > fashion and beauty": "Arts > Fashion & Beauty",
    "business > business news": "News > Business News",
    "business > management and marketing": "Business > Management",
    "business > shopping": "Business",
    "education > educational technology": "Education",
    "education > higher education": "Education",
    "education > k-12": "Education",
    "education > education": "Education",
    "education > language courses": "Education > Language Learning",
    "education > training": "Education > Courses",
    "games and hobbies": "Leisure",
    "games and hobbies > automotive": "Leisure > Automotive",
    "games and hobbies > aviation": "Leisure > Aviation",
    "games and hobbies > hobbies": "Leisure > Hobbies",
    "games and hobbies > other games": "Leisure > Games",
    "games and hobbies > video games": "Leisure > Video Games",
    "government and organizations": "Government",
    "health": "Health & Fitness",
    "health > fitness and nutrition": "Health & Fitness > Fitness",
    "health > self-help": "Education > Self-Improvement",
    "health > sexuality": "Health & Fitness > Sexuality",
    "news and politics": "News > Politics",
    "non-profit": "Business > Non-Profit",
    "science and medicine": "Science",
    "science and medicine > medicine": "Health & Fitness > Medicine",
    "science and medicine > natural sciences": "Science > Natural Sciences",
    "science and medicine > social sciences": "Science > Social Sciences",
    "society and culture > history": "History",
    "sports and recreation": "Sports",
    "technology > tech news": "News > Tech News",
}

_TODAY: Final = {written.lower().replace("&", "and"): written for written in WRITTEN_CATEGORIES}


def apples(found: tuple[str, ...], repairs: Repairs) -> list[str]:
    """Return categories that Apple knows; at least one."""
    named = dict.fromkeys(_apples(category, repairs) for category in found)
    known = [category for category in named if category]
    if not known:
        repairs.note(0, message("no category is one of Apple's; `{name}` stands in", name=FALLBACK))
    return known or [FALLBACK]


def _apples(category: str, repairs: Repairs) -> str | None:
    if parse_category(category):
        return category
    key = category.lower().replace("&", "and")
    main = key.partition(" > ")[0]
    near = next((name for name in (_TODAY.get(key), _OLD.get(key), _OLD.get(main), _TODAY.get(main))
                 if name), None)  # fmt: skip
    if near is None:
        repairs.note(0, message("the category `{name}` is none of Apple's", name=category[:80]))
    elif near.lower().replace("&", "and") != key:
        what = message("the category `{name}` became `{apple}`", name=category[:80], apple=near)
        repairs.note(0, what)
    return near
