"""A post fits LinkedIn's limit and keeps title and link whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.mastered_shows import a_mastered, a_plain_episode, default_templates

from podcaster.deliver.revisions import announcement_revision
from podcaster.errors import TemplateError
from podcaster.model.facts import TemplateSource
from podcaster.model.mastered import Mastered
from podcaster.model.posts import BLUESKY, MASTODON, PostForm
from podcaster.render.news import announcements
from podcaster.render.posts import HEADROOM, LIMIT, posted_length, tidy
from podcaster.settings import Settings

LINK = "https://hoeren.stadt.test/podcast/episodes/011-plaetze/index.html"


def _post(mastered: Mastered) -> str:
    return announcements(mastered, mastered.settings)[0].post


def _show(*, template: str | None = None, **changes: object) -> Mastered:
    own = {
        "linkedin.txt.j2": TemplateSource(
            "linkedin.txt.j2", "templates/linkedin.txt.j2", template or "", own=True
        )
    }
    episode = a_plain_episode("011-plaetze", **changes)
    return a_mastered(episodes=(episode,), news=(), templates=own if template else {})


def _escaped(text: str) -> str:
    """Escape as LinkedIn wants it, written down once more from its documentation."""
    parts = re.split(r"(#\w+)", text)
    reserved = r"([|{}@\[\]()<>#\\*_~])"
    return "".join(
        "{hashtag|\\#|" + re.sub(reserved, r"\\\1", part[1:]) + "}"
        if re.fullmatch(r"#\w+", part)
        else re.sub(reserved, r"\\\1", part)
        for part in parts
    )


def test_a_post_holds_title_summary_link_and_hashtags() -> None:
    assert _post(_show(topics=["Plätze", "Sicherheit"])) == (
        "Neue Folge: Plätze\n\nManagement von schwierigen Plätzen.\n\n"
        f"Jetzt anhören (1\u00a0Minute): {LINK}\n\n#Plätze #Sicherheit"
    )


@given(
    title=st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=255
    ),
    summary=st.lists(st.text("ab*_()#€😀", min_size=1, max_size=40), min_size=1, max_size=900),
)
def test_whatever_is_written_a_post_is_short_enough_and_keeps_title_and_link(
    title: str, summary: list[str]
) -> None:
    post = _post(_show(title=title, summary=" ".join(summary)))

    assert len(_escaped(post).encode("utf-16-le")) // 2 <= LIMIT - HEADROOM
    assert title in post
    assert LINK in post


def test_a_long_summary_ends_at_a_word() -> None:
    post = _post(_show(summary="Städte, " * 900))

    assert "Städte, Städte …\n\nJetzt anhören" in post
    assert LIMIT - HEADROOM - 10 < posted_length(post) <= LIMIT - HEADROOM


def test_a_summary_of_one_endless_word_is_left_out() -> None:
    post = _post(_show(summary="x" * 5000))

    assert post.startswith("Neue Folge: Plätze\n\nJetzt anhören")


@given(st.text("ab#*_(){}|@ \n😀ä"))
def test_length_is_counted_on_the_escaped_text(text: str) -> None:
    assert posted_length(text) == len(_escaped(text).encode("utf-16-le")) // 2


def test_a_template_that_leaves_out_the_title_is_refused() -> None:
    with pytest.raises(TemplateError, match="does not hold the title `Plätze`") as caught:
        _post(_show(template="{{ item.title | upper }}"))

    assert str(caught.value.place) == "templates/linkedin.txt.j2"
    assert str(caught.value.hint) == "print `{{ item.title }}` as it is"


def test_a_template_that_is_too_long_by_itself_is_refused() -> None:
    with pytest.raises(TemplateError, match="has 3007 characters even without its summary; 2900"):
        _post(_show(template="{{ item.title }} {{ 'x' * 3000 }}{{ item.summary }}"))


def test_a_template_may_use_the_summary_of_the_episode() -> None:
    post = _post(_show(template="{{ item.title }}: {{ episode.summary }}", summary="a b " * 900))

    assert posted_length(post) <= LIMIT - HEADROOM
    assert post.endswith(" …")


def test_empty_lines_are_tidied() -> None:
    assert tidy("\n a \n\n\n\n b\t\n") == "a\n\n b"


def test_the_default_template_is_part_of_the_package() -> None:
    assert "linkedin.txt.j2" in default_templates()


def test_a_channel_with_words_of_its_own_gets_them_and_no_other_is_made() -> None:
    show = _show(topics=["Plätze"])
    mail = {"type": "mail", "server": "smtp.stadt.test", "sender": "a@stadt.test"}
    channels = {"channels": {"press": {**mail, "recipients": ["b@blatt.test"]}}}
    written = show.settings.model_dump(mode="json", exclude_unset=True)
    settings = Settings.model_validate({**written, **channels}, strict=False)

    without = announcements(show, show.settings)[0]
    with_mail = announcements(show, settings)[0]

    assert without.posts == {}
    assert list(with_mail.posts) == ["mail.txt.j2"]
    assert with_mail.in_words_of("mail.txt.j2").post.startswith("Plätze\n\n")
    assert LINK in with_mail.posts["mail.txt.j2"]
    assert with_mail.in_words_of("").post == with_mail.post == without.post
    assert announcement_revision(with_mail) == announcement_revision(without)


@pytest.mark.parametrize("form", [MASTODON, BLUESKY], ids=lambda form: form.template)
@given(
    title=st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=90
    ),
    summary=st.lists(st.text("ab#€😀", min_size=1, max_size=40), min_size=1, max_size=200),
)
def test_posts_for_networks_fit_and_keep_title_link_and_hashtags(
    form: PostForm, title: str, summary: list[str]
) -> None:
    show = _show(title=title, summary=" ".join(summary), topics=["Plätze", "Sicherheit"])
    network = {"handle": "a.test"} if form is BLUESKY else {"url": "https://a.test"}
    channels = {"network": {"type": form.template.partition(".")[0], **network}}
    written = show.settings.model_dump(mode="json", exclude_unset=True)
    settings = Settings.model_validate({**written, "channels": channels}, strict=False)

    post = announcements(show, settings)[0].posts[form.template]

    assert form.length(post) <= form.longest
    assert title in post
    assert post.endswith("#Plätze #Sicherheit")
    assert (LINK in post) == (form is MASTODON)
