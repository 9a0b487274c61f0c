"""Property tests try the same examples every time, so that a green suite is green again; the search for new ones is
`make fuzz`.

Ctrl-C reaches the commands that the tests start, also where a shell runs the suite in the background, which ignores it.
"""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fixed", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fixed")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
