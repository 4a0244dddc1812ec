"""Fetches what people sent from where a platform keeps it: from listed hosts alone, no more than
we can use, and piece by piece.

An address says whose file it is and opens it, so it stands in no log and no exception.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import httpx

from bot.channels.contract import NotNow, NotTaken

MOST_REDIRECTS = 3
WITHIN = 60.0  # seconds for one file, however slowly it comes
PIECE = 65_536
PORTS = {"http": 80, "https": 443}
GONE = (404, 410)  # its address has run out


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """Tell whether an address lies on one of the hosts, each a scheme with a name or a number
    ("https://zdn.vn"). What lies under a name is meant too, under a number nothing does.
    """
    return permitted(url, hosts) is not None


async def fetch(
    client: httpx.AsyncClient, url: str, hosts: Sequence[str], limit: int
) -> AsyncGenerator[bytes]:
    """Yield the bytes of a file as they come.

    Raises NotTaken when it is larger than `limit`, does not lie where it may, or is gone; NotNow
    when it cannot be had now.
    """
    until = asyncio.get_running_loop().time() + WITHIN
    place = permitted(url, hosts)
    for _ in range(MOST_REDIRECTS + 1):
        if place is None:
            break
        try:
            async with asyncio.timeout_at(until):
                response = await ask(client, place)
        except (TimeoutError, httpx.HTTPError):
            raise NotNow from None
        try:
            if not response.has_redirect_location:
                async for piece in pieces(response, limit, until):
                    yield piece
                return
            place = permitted(str(place.join(response.headers["Location"])), hosts)
        except httpx.HTTPError:
            raise NotNow from None
        finally:
            await response.aclose()
    raise NotTaken


async def ask(client: httpx.AsyncClient, place: httpx.URL) -> httpx.Response:
    """Ask for a file without a word about us; return the answer before its bytes."""
    request = client.build_request("GET", place, headers={"Accept-Encoding": "identity"})
    for ours in ("Cookie", "Referer", "Authorization"):
        request.headers.pop(ours, None)
    return await client.send(request, stream=True, follow_redirects=False, auth=None)


async def pieces(response: httpx.Response, limit: int, until: float) -> AsyncGenerator[bytes]:
    """Yield what an answer holds. Raises NotTaken and NotNow."""
    if response.status_code in GONE:
        raise NotTaken
    if response.status_code != httpx.codes.OK:
        raise NotNow
    said = response.headers.get("Content-Length", "")
    if said.isdecimal() and int(said) > limit:
        raise NotTaken("size")
    size = 0
    coming = response.aiter_bytes(PIECE)
    while True:
        try:
            async with asyncio.timeout_at(until):
                piece = await anext(coming, None)
        except (TimeoutError, httpx.HTTPError):
            raise NotNow from None
        if piece is None:
            return
        size += len(piece)
        if size > limit:
            raise NotTaken("size")
        yield piece


def permitted(url: str, hosts: Sequence[str]) -> httpx.URL | None:
    """Return an address as it will be asked for, None when that is not on one of the hosts.

    The same reading of it decides and is sent: two readings could differ.
    """
    try:
        place = httpx.URL(url)
        listed = [httpx.URL(host) for host in hosts]
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None
    if place.userinfo or not place.host:
        return None
    return place if any(lies_under(place, host) for host in listed) else None


def lies_under(place: httpx.URL, host: httpx.URL) -> bool:
    """Tell whether an address lies on a host, or on one whose name ends so."""
    if place.scheme != host.scheme or port(place) != port(host):
        return False
    name, ours = place.raw_host.lower(), host.raw_host.lower()
    if name == ours:
        return True
    is_number = b":" in ours or ours.replace(b".", b"").isdigit()
    return not is_number and name.endswith(b"." + ours)


def port(place: httpx.URL) -> int | None:
    return place.port or PORTS.get(place.scheme)
