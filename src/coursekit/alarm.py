"""Time limits on code of this process."""

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator


class TooLongError(BaseException):
    """The time is over; no library on the way takes it for an error of its own."""


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` in the block where it takes longer.

    In a thread other than the first it is raised between two steps of Python alone.
    """
    on_first = threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if on_first else _by_thread(seconds):
        yield


@contextlib.contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    over = threading.Lock()

    def ring() -> None:
        with over:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLongError))

    done = False
    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with over:
            done = True
        timer.cancel()
