"""Whatever passes check keeps the grammar of feeds."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.render.feed_faults import everything, feed_of
from tests.render.mastered_shows import a_mastered, a_trailer, an_episode

from podcaster.check import find
from podcaster.render.feed.grammar import first_breach

#: The drafts here have no raw audio: they are as if mastered.
NO_AUDIO: Final = "PC401"

words = st.text(max_size=300)
addresses = st.one_of(
    st.from_regex(r"https?://[^/]{1,20}/.{0,20}", fullmatch=True),
    words.map(lambda text: f"https://stadt.test/{text}"),
    words.map(lambda text: f"https://{text}"),
)

#: A key of `episode.yaml` -> what people may write there, right and wrong.
VALUES: Final[dict[str, st.SearchStrategy[object]]] = {
    "title": words,
    "summary": st.text(max_size=5000),
    "guid": words,
    "published_at": st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
    "season": st.integers(),
    "number": st.integers(),
    "kind": st.sampled_from(["full", "trailer", "bonus"]),
    "link": addresses,
    "explicit": st.booleans(),
    "people": st.lists(st.fixed_dictionaries({"name": words}, optional={"link": addresses})),
    "location": st.fixed_dictionaries(
        {"name": words},
        optional={
            "geo": st.from_regex(r"^geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?"),
            "osm": st.from_regex(r"^[NWR]\d+"),
            "country": st.from_regex(r"^[A-Z]{2}$"),
        },
    ),
    "licence": st.fixed_dictionaries({"name": words}, optional={"url": addresses}),
    "soundbites": st.lists(
        st.fixed_dictionaries(
            {"start_s": st.floats(), "duration_s": st.floats(10, 130)},
            optional={"title": words},
        )
    ),
}

#: Keys that show and episode have in common.
BOTH: Final[dict[str, st.SearchStrategy[object]]] = {
    "support": st.lists(st.fixed_dictionaries({"text": words, "url": addresses})),
    "txt": st.lists(st.fixed_dictionaries({"text": words}, optional={"purpose": words})),
    "images": st.lists(
        st.fixed_dictionaries(
            {"url": addresses},
            optional={
                "alt": words,
                "width": st.integers(),
                "aspect_ratio": st.from_regex(r"^[1-9]\d*/[1-9]\d*$"),
                "purpose": st.text(st.characters(max_codepoint=126), max_size=140),
            },
        )
    ),
    "social_interact": st.lists(
        st.fixed_dictionaries(
            {"protocol": st.sampled_from(["nostr", "disabled"])},
            optional={"uri": addresses, "account_id": words, "priority": st.integers()},
        )
    ),
    "chat": st.fixed_dictionaries(
        {"protocol": st.just("irc"), "server": st.from_regex(r"^[a-zA-Z0-9.-]+$")},
        optional={"space": words, "account_id": words},
    ),
    "value": st.lists(
        st.fixed_dictionaries(
            {
                "type": st.from_regex(r"^[a-z][a-z0-9-]+$"),
                "method": st.just("keysend"),
                "recipients": st.lists(
                    st.fixed_dictionaries(
                        {"type": st.just("node"), "address": words, "split": st.integers()}
                    )
                ),
            },
            optional={"suggested": st.floats()},
        )
    ),
}
VALUES.update(
    BOTH
    | {
        "display": words,
        "content_links": st.lists(st.fixed_dictionaries({"text": words, "url": addresses})),
        "alternate_enclosures": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.just("video/mp4"),
                    "sources": st.lists(st.fixed_dictionaries({"uri": addresses})),
                },
                optional={"title": words, "bitrate": st.floats(), "default": st.booleans()},
            )
        ),
    }
)

#: The same of the show.
SHOW_VALUES: Final[dict[str, st.SearchStrategy[object]]] = {
    "title": words,
    "summary": st.text(max_size=5000),
    "author": words,
    "copyright": words,
    "link": addresses,
    "people": VALUES["people"],
    "licence": VALUES["licence"],
    **BOTH,
    "update_frequency": st.fixed_dictionaries(
        {"text": words},
        optional={
            "rrule": st.from_regex(r"^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,]+)*$"),
            "dtstart": st.dates().map(str),
            "complete": st.booleans(),
        },
    ),
    "podroll": st.lists(
        st.fixed_dictionaries(
            {"feed_guid": st.uuids().map(str)}, optional={"title": words, "feed_url": addresses}
        )
    ),
    "owner": st.fixed_dictionaries(
        {"name": words, "email": st.from_regex(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", fullmatch=True)}
    ),
}


def test_the_show_that_is_changed_passes_check() -> None:
    stops = {row.code for row in find(everything().checked.draft) if row.stops}

    assert stops <= {NO_AUDIO}


def _one_of(
    values: dict[str, st.SearchStrategy[object]],
) -> st.SearchStrategy[dict[str, object]]:
    """Change one key, so that the others do not hide what comes of it."""
    return st.one_of(*(st.fixed_dictionaries({key: value}) for key, value in values.items()))


@settings(max_examples=200)
@given(_one_of(VALUES), _one_of(SHOW_VALUES))
def test_what_passes_check_keeps_the_grammar(changes: dict[str, Any], show: dict[str, Any]) -> None:
    try:
        mastered = a_mastered(show=show, episodes=(an_episode(**changes), a_trailer()))
    except ValidationError:
        return
    if any(row.stops and row.code != NO_AUDIO for row in find(mastered.checked.draft)):
        return

    assert first_breach(feed_of(mastered).encode()) is None
