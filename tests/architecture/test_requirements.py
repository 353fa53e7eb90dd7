"""The table of demands names rules that exist."""

from __future__ import annotations

import re

from tests.architecture.house import texts_in

from podcaster.model.codes import CODES


def test_the_table_of_demands_names_codes_that_exist() -> None:
    (page,) = texts_in("docs/reference/requirements.md").values()

    named = set(re.findall(r"`(PC\d{3})`", page))

    assert len(named) > len(CODES) / 3
    assert named <= CODES.keys()
