"""Copies of photos to be looked at: smaller, upright, without what a camera writes beside them.

The original stays as it came, place and hour of the shot included; nobody is shown those.
"""

from pathlib import Path

LONGEST_SIDE = 1600  # pixels: enough for a phone held close, a tenth of the bytes
MOST_PIXELS = 80_000_000  # more is no photo but an attack on our memory
QUALITY = 82


def shown_copy(original: Path, folder: Path) -> Path | None:
    """Return the copy of a photo, made at the first call; None for no picture."""
    copy = folder / "shown" / original.name[:2] / f"{original.name}.jpg"
    if copy.exists():
        return copy
    from PIL import Image, ImageOps  # noqa: PLC0415 - ten MiB that most minutes do not need

    try:
        with Image.open(original) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    copy.parent.mkdir(parents=True, exist_ok=True)
    partial = copy.with_suffix(".partial")
    upright.save(partial, "JPEG", quality=QUALITY, optimize=True)
    partial.replace(copy)
    return copy
