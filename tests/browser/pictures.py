"""Real photographs, as far as a camera goes: JPEG files that Pillow made."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter
from playwright.async_api import FilePayload

# Sky, hills, field and path at three hours of a day.
HOURS = (
    ((170, 205, 224), (126, 160, 122), (112, 152, 72), (214, 193, 150)),
    ((246, 205, 150), (150, 128, 110), (128, 140, 62), (206, 170, 120)),
    ((190, 216, 212), (110, 148, 128), (92, 138, 74), (190, 172, 138)),
)
SUN, TRUNK, LEAVES, WALL, ROOF = (
    (252, 226, 150),
    (110, 82, 56),
    (66, 106, 58),
    (240, 228, 205),
    (168, 84, 58),
)


def landscape(seed: int, width: int = 1200, height: int = 900) -> Image.Image:
    """Draw a field with a house and trees, each a little different."""
    chance = random.Random(seed)
    sky, hills, field, path = HOURS[seed % len(HOURS)]
    unit = width // 60
    horizon = int(height * chance.uniform(0.46, 0.54))
    image = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(image)
    sun = int(width * chance.uniform(0.36, 0.62))
    pen.ellipse((sun - 4 * unit, horizon - 16 * unit, sun + 4 * unit, horizon - 8 * unit), SUN)
    for _ in range(5):
        middle, half = chance.randint(0, width), chance.randint(12, 20) * unit
        pen.ellipse((middle - half, horizon - 4 * unit, middle + half, horizon + 9 * unit), hills)
    pen.rectangle((0, horizon, width, height), field)
    for row in range(14):
        y = horizon + int((height - horizon) * (row / 14) ** 1.6)
        shade = tuple(int(part * 0.9) for part in field)
        pen.line((0, y, width, y + chance.randint(-9, 9)), shade, width=unit // 4 + row)
    foot, top = int(width * chance.uniform(0.4, 0.6)), width // 2
    pen.polygon(
        (
            (top - unit // 2, horizon),
            (top + unit // 2, horizon),
            (foot + 9 * unit, height),
            (foot - 9 * unit, height),
        ),
        path,
    )
    house = top + chance.choice((-13, 6)) * unit
    pen.rectangle((house, horizon - 3 * unit, house + 7 * unit, horizon + 2 * unit), WALL)
    pen.polygon(
        (
            (house - unit, horizon - 3 * unit),
            (house + 8 * unit, horizon - 3 * unit),
            (house + 4 * unit, horizon - 6 * unit),
        ),
        ROOF,
    )
    for _ in range(4):
        tree = chance.randint(0, width)
        pen.rectangle((tree, horizon - 3 * unit, tree + unit // 2, horizon + unit), TRUNK)
        pen.ellipse(
            (tree - 2 * unit, horizon - 7 * unit, tree + 3 * unit, horizon - 2 * unit), LEAVES
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
