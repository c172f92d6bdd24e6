"""For all tests: how long an example may take depends on who else uses the machine, so no property has a deadline.

Tests that are about time measure the processor's.
"""

from hypothesis import settings

settings.register_profile("kronik", deadline=None)
settings.load_profile("kronik")
