"""The mark as a picture, where a platform wants one beside a text: `GET /dau-hieu.png`."""

import io
from collections.abc import Sequence
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/dau-hieu.png"
SIZE = 480  # pixels
GREEN, GOLD = "#1f5c3f", "#f4d58a"
# The ear of rice of the page's own mark: its grains by place, each (x, y) of 48.
GRAINS = ((35, 12), (27.5, 13.5), (34, 20), (21.5, 19), (29, 25.5), (17, 26), (24, 32))
STEM = ((15, 39), (18, 31), (23, 24), (33, 14))


@cache
def mark() -> bytes:
    """Return the mark as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only when somebody asks for it

    scale = SIZE / 48
    image = Image.new("RGB", (SIZE, SIZE), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((scale, scale, SIZE - scale, SIZE - scale), fill=GREEN)
    draw.line([(x * scale, y * scale) for x, y in STEM], GOLD, round(2.4 * scale), "curve")
    for x, y in GRAINS:
        draw.ellipse([n * scale for n in (x - 3, y - 3.6, x + 3, y + 3.6)], fill=GOLD)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def routes() -> Sequence[Route]:
    """Return the path of the picture."""

    async def show(request: Request) -> Response:
        headers = {"cache-control": "public, max-age=86400"}
        return Response(mark(), headers=headers, media_type="image/png")

    return (Route(PATH, show),)
