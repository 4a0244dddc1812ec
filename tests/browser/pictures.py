"""Real photographs, as far as a camera goes: JPEG files that Pillow made."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter
from playwright.async_api import FilePayload

SKY, FIELD, ROAD = (164, 199, 219), (104, 143, 68), (201, 178, 134)


def landscape(seed: int, width: int = 1200, height: int = 900) -> Image.Image:
    """Draw a field under the sky, each a little different."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), SKY)
    pen = ImageDraw.Draw(image)
    horizon = int(height * chance.uniform(0.4, 0.55))
    sun = int(width * chance.uniform(0.2, 0.8))
    pen.ellipse((sun - 70, horizon - 220, sun + 70, horizon - 80), fill=(246, 214, 130))
    pen.rectangle((0, horizon, width, height), fill=FIELD)
    for row in range(14):
        y = horizon + int((height - horizon) * (row / 14) ** 1.6)
        pen.line((0, y, width, y + chance.randint(-9, 9)), fill=(86, 124, 55), width=4 + row)
    foot = int(width * chance.uniform(0.3, 0.7))
    middle = width // 2
    pen.polygon(
        ((middle - 8, horizon), (middle + 8, horizon), (foot + 190, height), (foot - 190, height)),
        fill=ROAD,
    )
    return image.filter(ImageFilter.GaussianBlur(1.2))


def photo(seed: int, quality: int = 86) -> bytes:
    """Return an ordinary photo of some hundred kilobytes."""
    return jpeg(landscape(seed), quality)


def heavy_photo(seed: int, least: int = 4_000_000) -> bytes:
    """Return a photo of about four megabytes: grain is what makes a camera's photos heavy."""
    width, height = 2400, 1800
    grain = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    image = Image.blend(landscape(seed, width, height), grain.convert("RGB"), 0.3)
    for quality in (84, 88, 92, 96, 99):
        made = jpeg(image, quality)
        if len(made) >= least:
            return made
    raise AssertionError("the photo came out too light")


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Return an image as a JPEG file."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def chosen(*contents: bytes) -> list[FilePayload]:
    """Return files as somebody picks them from the phone's album."""
    return [
        FilePayload(name=f"anh{place}.jpg", mimeType="image/jpeg", buffer=content)
        for place, content in enumerate(contents, 1)
    ]
