"""Where moments stand after cuts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.chapters import Chapter, moved_chapters
from podcaster.model.timeline import Timeline
from podcaster.model.transcript import Cue, Transcript

CUT = Timeline(((1.0, 4.0), (6.0, 9.0)))


def test_moments_move_and_those_that_are_gone_stand_at_the_cut() -> None:
    moments = (0.0, 1.0, 2.5, 4.0, 5.0, 6.0, 7.5, 9.0, 20.0)

    assert [CUT.moved(at_s) for at_s in moments] == [0, 0, 1.5, 3, 3, 3, 4.5, 6, 6]


@given(st.lists(st.floats(0, 100), min_size=2, max_size=9))
def test_order_is_kept(moments: list[float]) -> None:
    moved = [CUT.moved(at_s) for at_s in sorted(moments)]

    assert moved == sorted(moved)
    assert 0 <= moved[0] <= moved[-1] <= CUT.length_s


def test_without_cuts_everything_stays() -> None:
    assert Timeline().moved(12.5) == 12.5
    assert (CUT.shortened, CUT.shortened_s) == (1, 2.0)


def test_of_chapters_at_one_moment_the_last_stays_and_none_at_the_end() -> None:
    places = ((0, "gone"), (0.5, "first"), (5, "second"), (9, "gone"), (12, "gone"))
    chapters = [Chapter(at_s, title) for at_s, title in places]

    assert moved_chapters(chapters, CUT) == (Chapter(0, "first"), Chapter(3, "second"))
    assert moved_chapters(chapters, Timeline()) == tuple(chapters)


def test_cues_in_what_was_cut_are_gone() -> None:
    spoken = Transcript("de", (Cue(2, 3, "a"), Cue(4.2, 5.5, "[Pause]"), Cue(5, 8, "b")))

    assert spoken.moved(CUT).cues == (Cue(1, 2, "a"), Cue(3, 5, "b"))
