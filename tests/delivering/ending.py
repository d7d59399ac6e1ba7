"""Processes of the harness that do not outlive who started them."""

import ctypes
import signal

# https://man7.org/linux/man-pages/man2/pr_set_pdeathsig.2const.html
_PR_SET_PDEATHSIG = 1


def with_parent() -> None:
    """Be killed when the process that started this one ends, however it ends; where the system
    is no Linux, stay."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except AttributeError:
        return
