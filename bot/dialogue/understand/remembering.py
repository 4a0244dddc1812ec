"""Short answers come again and again ("1", "không", "Đoài"), and one message is looked at by a
dozen readers: what a short text means is worked out once.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

SHORT = 48  # characters; what is longer is a story, and nobody sends it twice
MOST = 4096
LATEST = 16  # of the stories: as many as are being read at the same time

P = ParamSpec("P")
R = TypeVar("R")


def short_remembered(
    read: Callable[Concatenate[str, P], R],
) -> Callable[Concatenate[str, P], R]:
    """Return a pure reader of texts that remembers what the latest short ones meant, and a story
    while it is being read. Whatever it takes besides the text has to be hashable.
    """
    remembered = lru_cache(maxsize=MOST)(read)
    latest = lru_cache(maxsize=LATEST)(read)

    @wraps(read)
    def reader(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        known = latest if len(text) > SHORT else remembered
        return known(text, *args, **kwargs)  # type: ignore[arg-type]  # hashable, as said

    return reader


def story_remembered(
    read: Callable[Concatenate[str, P], R],
) -> Callable[Concatenate[str, P], R]:
    """Return a pure reader of texts that remembers also of long ones what they meant, not what
    they said: of these a digest is kept, since what somebody tells stands nowhere else.
    """
    remembered: dict[tuple[bytes, tuple[object, ...]], R] = {}
    short = short_remembered(read)

    @wraps(read)
    def reader(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if len(text) <= SHORT or kwargs:
            return short(text, *args, **kwargs)
        known = (hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest(), args)
        if known not in remembered:
            if len(remembered) >= MOST:
                remembered.clear()
            remembered[known] = read(text, *args, **kwargs)
        return remembered[known]

    return reader
