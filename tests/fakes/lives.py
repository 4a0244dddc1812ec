"""Which life of the program has asked, where it is killed and started again: each life is given an
address of its own, whose first part says so. What a life has sent may be handled after its death.
"""

import re
from contextvars import ContextVar

OF_EACH = "/life-{life}"  # put behind a platform's address; the program is started with the number
LIFE: ContextVar[int] = ContextVar("life", default=0)  # of the request that is handled
FIRST = re.compile(r"^/life-(\d+)(?=/)")


def without_life(path: str) -> str:
    """Return a path as the platform knows it; what follows from the request is of that life."""
    found = FIRST.match(path)
    LIFE.set(int(found[1]) if found else 0)
    return path[found.end() :] if found else path
