"""What processes cost: processor time, highest memory, and how often they make the disk write."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Seconds of processor time and MiB of memory; memory is the sum of each process's highest."""

    cpu: float = 0.0
    peak_mib: float = 0.0


def family(pid: int) -> list[psutil.Process]:
    """Return a process and everything it has started."""
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def cost_of(pids: Iterable[int]) -> Cost:
    """Return what processes and their children have cost so far; ended children count through their parents."""
    cpu = peak = 0.0
    for pid in pids:
        for process in family(pid):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                times = process.cpu_times()
                cpu += times.user + times.system + times.children_user + times.children_system
                peak += _highest(process.pid)
    return Cost(cpu=cpu, peak_mib=peak)


def _highest(pid: int) -> float:
    with suppress(OSError):
        found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def under_strace(report: Path) -> list[str] | None:
    """Return the words to put before a command so that its syncs are counted; None when there is no strace.

    With --seccomp-bpf all other system calls run at full speed.
    """
    if shutil.which("strace") is None:
        return None
    return ["strace", "-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-c", "-o", str(report)]


def syncs_in(report: Path) -> int:
    """Return how many syncs a report of `under_strace` counts."""
    rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(?:fsync|fdatasync)$", report.read_text(), re.M)
    return sum(int(count) for count in rows)
