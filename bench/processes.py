"""A command in a process of its own: what it took, children included."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

#: Runs a command and prints wall and CPU seconds and the memory of its largest process (KiB on
#: Linux). A process of its own, as small as can be: memory is counted from before a program starts.
WATCH = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True)
class Run:
    """What one process took, children included."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end."""
    watched = [sys.executable, "-c", WATCH, *command]
    printed = subprocess.run(watched, check=True, env=environment, capture_output=True).stdout
    wall_s, cpu_s, memory_kib = map(float, printed.split()[-3:])
    return Run(wall_s, cpu_s, memory_kib / 1024)
