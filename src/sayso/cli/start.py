"""How a process begins, and Ctrl-C. While modules are loaded there is nothing to lose yet, so the process ends at once,
without a traceback; later it is remembered, since code called back by a library may swallow Python's own exception.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the signal's number, as shells have it."""
_PRESSED = Event()


OBJECTS = 100_000
"""New objects after which Python looks for garbage. It asks so of every 700, of which a start, whose tables stay, makes
a million: a sixth of its time."""


def collect_seldom() -> None:
    """Lets Python look for garbage less often, and not at its end, when all memory goes back: there it takes another
    seventh of a short run."""
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)


def heed() -> None:
    """Raises KeyboardInterrupt where Ctrl-C was pressed and got lost; asked between one input and the next."""
    if _PRESSED.is_set():
        raise KeyboardInterrupt


@contextmanager
def remembering() -> Iterator[None]:
    """Within it Ctrl-C raises KeyboardInterrupt as always, and `heed` knows of it; where it hits code that lets no
    exception out (a weak reference's callback), nothing is printed of it."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    _PRESSED.clear()
    before = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if lost.exc_type is KeyboardInterrupt else before(lost)
    signal.signal(signal.SIGINT, _press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = before


def _press(number: int, frame: FrameType | None) -> None:
    _PRESSED.set()
    signal.default_int_handler(number, frame)


@contextmanager
def loading() -> Iterator[None]:
    """Libraries written in C swallow Python's own exception while they start; a handler they cannot swallow."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
