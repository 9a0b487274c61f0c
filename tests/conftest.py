"""Property tests try the same examples every time, so that a green suite is green again; the search for new ones is
`make fuzz`."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fixed", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fixed")
