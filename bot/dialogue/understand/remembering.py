"""Short answers come again and again ("1", "không", "Đoài"), and one message is looked at by a
dozen readers: what a short text means is worked out once.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

SHORT = 48  # characters; what is longer is a story, and nobody sends it twice
MOST = 4096

P = ParamSpec("P")
R = TypeVar("R")


def short_remembered(
    read: Callable[Concatenate[str, P], R],
) -> Callable[Concatenate[str, P], R]:
    """Return a pure reader of texts that remembers what the latest short ones meant. Whatever it
    takes besides the text has to be hashable.
    """
    remembered = lru_cache(maxsize=MOST)(read)

    @wraps(read)
    def reader(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if len(text) > SHORT:
            return read(text, *args, **kwargs)
        return remembered(text, *args, **kwargs)  # type: ignore[arg-type]  # hashable, as said

    return reader
