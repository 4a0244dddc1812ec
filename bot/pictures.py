"""Copies of photos to be looked at: smaller, upright, without what a camera writes beside them.

The original stays as it came, place and hour of the shot included; nobody is shown those.
"""

import secrets
from pathlib import Path

LONGEST_SIDE = 1600  # pixels: enough for a phone held close, a tenth of the bytes
MOST_PIXELS = 80_000_000  # more is no photo but an attack on our memory
QUALITY = 82


def path_of_copy(folder: Path, sha256: str) -> Path:
    """Return where the copy of a photo lies."""
    return folder / "shown" / sha256[:2] / f"{sha256}.jpg"


def shown_copy(original: Path, folder: Path) -> Path | None:
    """Return the copy of a photo, made at the first call; None for no picture."""
    copy = path_of_copy(folder, original.name)
    if copy.exists():
        return copy
    from PIL import Image, ImageOps  # noqa: PLC0415 - ten MiB that most minutes do not need

    try:
        with Image.open(original) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    copy.parent.mkdir(parents=True, exist_ok=True)
    # Two phones may ask for the first look at the same moment.
    partial = copy.with_name(f"{copy.stem}.{secrets.token_hex(4)}.partial")
    # Pillow would write a comment of the original into the copy.
    upright.save(partial, "JPEG", quality=QUALITY, optimize=True, comment=b"")
    partial.replace(copy)
    return copy
