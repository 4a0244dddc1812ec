"""How long a Vietnamese text is when it is read aloud: in syllables, digits as they are spoken."""

import re
import unicodedata

TOKEN = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d[\d ]*\d{3}\b|\d+|[^\W\d_]+")
VOWELS = re.compile(r"[aăâeêioôơuưy]+")


def spoken(text: str) -> int:
    """Return the syllables of a text. Telephone numbers and codes are spelt digit by digit."""
    return sum(token_syllables(token) for token in TOKEN.findall(text))


def token_syllables(token: str) -> int:
    """Return the syllables of a word, a number, a date, or a number that is spelt out."""
    if "/" in token:
        day, month, *year = (int(part) for part in token.split("/"))
        # "ngày 10/11" is said "mười tháng mười một", with its year "năm hai nghìn …".
        return number(day) + 1 + number(month) + sum(1 + number(y) for y in year)
    if token[0].isdigit():
        digits = token.replace(" ", "")
        spelt = " " in token or len(digits) > 5 or digits[0] == "0"
        return len(digits) if spelt else number(int(digits))
    # One group of vowels is one syllable; "menu" and "Zalo" have two.
    return max(1, len(VOWELS.findall(without_tones(token.lower()))))


def without_tones(word: str) -> str:
    """Return a word without its tone marks; circumflex, breve and horn stay."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    taken = "".join(c for c in unicodedata.normalize("NFD", word) if c not in tones)
    return unicodedata.normalize("NFC", taken)


def number(n: int) -> int:
    """Return how many syllables a number below a hundred thousand has: "hai mươi ba" is three."""
    if n >= 1000:
        rest = n % 1000
        # "hai nghìn không trăm hai mươi sáu"
        return number(n // 1000) + 1 + (0 if not rest else 2 + number(rest % 100))
    if n >= 100:
        rest = n % 100
        return 2 if not rest else 2 + (rest < 10) + number(rest)
    if n < 20:
        return 1 if n <= 10 else 2
    return 2 if n % 10 == 0 else 3
