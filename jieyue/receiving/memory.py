"""How much memory another process holds, on systems that know no limit on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def memory_of(pid: int) -> int:
    """Resident bytes of a process; 0 when it is gone or nobody can say."""
    if sys.platform == "win32":
        return _on_windows(pid)
    statm = Path(f"/proc/{pid}/statm")
    try:
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0 if Path("/proc/self").exists() else _by_ps(pid)


def _by_ps(pid: int) -> int:
    try:
        told = subprocess.run(  # noqa: S603 - a fixed program and a number
            ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False, timeout=2
        )
        return int(told.stdout.strip() or 0) * 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *((f"size{number}", ctypes.c_size_t) for number in range(8)),
        )

    def _on_windows(pid: int) -> int:
        """``WorkingSetSize`` is the second of the sizes."""
        handle = ctypes.windll.kernel32.OpenProcess(0x1010, False, pid)
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        try:
            if not ctypes.windll.psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb):
                return 0
            return int(counters.size1)
        finally:
            ctypes.windll.kernel32.CloseHandle(handle)

else:

    def _on_windows(_pid: int) -> int:
        return 0
