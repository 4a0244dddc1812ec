"""Splits a long text into messages: at a paragraph, else at a line, else at a word, and only in
need within one.
"""


def split(text: str, limit: int) -> list[str]:
    """Return the text in parts of at most `limit` characters; nothing but the white space at the
    cuts is left out.
    """
    parts = []
    rest = text
    while len(rest) > limit:
        cut = place_to_cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest or not parts:
        parts.append(rest)
    return parts


def place_to_cut(text: str, limit: int) -> int:
    """Return where to cut: the last paragraph, line or word end that leaves the part at least half
    full.
    """
    for mark in ("\n\n", "\n", " "):
        cut = text.rfind(mark, limit // 2, limit + 1)
        if cut > 0:
            return cut
    return limit
