"""Splits a long text into messages: at a paragraph, else at a line, else at a word, and only in
need within one.
"""


def split(text: str, limit: int) -> list[str]:
    """Return the text in parts of at most `limit` characters, with an emoji as two, as platforms
    may count; nothing but the white space at the cuts is left out.
    """
    parts = []
    rest = text
    while (fits := fitting(rest, limit)) < len(rest):
        cut = place_to_cut(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest or not parts:
        parts.append(rest)
    return parts


def fitting(text: str, limit: int) -> int:
    """Return how many characters from the beginning fit, at least one."""
    if 2 * len(text) <= limit:
        return len(text)
    left = limit
    for place, letter in enumerate(text):
        left -= 1 + (letter > "\uffff")
        if left < 0:
            return max(place, 1)
    return len(text)


def place_to_cut(text: str, limit: int) -> int:
    """Return where to cut: the last paragraph, line or word end that leaves the part at least half
    full.
    """
    for mark in ("\n\n", "\n", " "):
        cut = text.rfind(mark, limit // 2, limit + 1)
        if cut > 0:
            return cut
    return limit
