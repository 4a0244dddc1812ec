"""Receipt codes: seven digits and a Damm check digit, in two groups, made to be read out over the
telephone.
"""

import re

from stdnum import damm

DIGITS = 7
SPOKEN = re.compile(r"[\s.\-–]+")


def make_code(number: int) -> str:
    """Return the eight digits for a number below ten million."""
    digits = f"{number:0{DIGITS}d}"
    return digits + damm.calc_check_digit(digits)


def normalise(text: str) -> str | None:
    """Return the eight digits of a code as people write it, with or without spaces and dashes;
    None when it is none.
    """
    digits = SPOKEN.sub("", text.strip())
    return digits if re.fullmatch(r"[0-9]{8}", digits) and damm.is_valid(digits) else None


def grouped(code: str) -> str:
    """Return a code as it is shown: `4071 2386`."""
    return f"{code[:4]} {code[4:]}"
