"""Ctrl-C while modules are loaded: there is nothing to lose yet, so the process ends at once, without a traceback."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the signal's number, as shells have it."""


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
