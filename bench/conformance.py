"""Every signal of Tech 3341, Tech 3342 and BS.2217: expected and measured; print a table.

    .venv/bin/python bench/conformance.py

The signals are those of the tests (`tests/conformance.py`); where a row has many figures, such as
a curve that must stay level, the one farthest off is shown.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.conformance import Row, rows


def line(row: Row) -> tuple[str, bool]:
    """Return a row of the table, and whether it is within its tolerance."""
    off = row.off()
    worst = int(np.argmax(np.abs(off)))
    expected = float(np.broadcast_to(row.expected, off.shape)[worst])
    holds = bool(off.min() >= -row.below and off.max() <= row.above)
    figures = f"{expected:.2f} | {expected + off[worst]:.3f} | -{row.below:g} / +{row.above:g}"
    return f"| {row.name} | {figures} | {'yes' if holds else 'NO'} |", holds


def main() -> int:
    """Print the table; return 1 if a row is off."""
    print("| signal | expected | measured | tolerance | holds |\n|---|---|---|---|---|")
    held = []
    for row in rows():
        said, holds = line(row)
        print(said, flush=True)
        held.append(holds)
    print(f"\n{sum(held)} of {len(held)} hold.")
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
