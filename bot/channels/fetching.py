"""Fetches what people sent from where a platform keeps it: from listed hosts alone, and no more
than we can use.

An address says whose file it is and opens it, so it stands in no log and no exception.
"""

import asyncio
from collections.abc import Sequence

import httpx

from bot.channels.contract import NotTaken

MOST_REDIRECTS = 3
WITHIN = 60.0  # seconds for one file, however slowly it comes
PORTS = {"http": 80, "https": 443}
GONE = (404, 410)  # its address has run out


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """Tell whether an address lies on one of the hosts, each a scheme with a name or a number
    ("https://zdn.vn"). What lies under a name is meant too, under a number nothing does.
    """
    return permitted(url, hosts) is not None


async def fetch(
    client: httpx.AsyncClient, url: str, hosts: Sequence[str], limit: int
) -> bytes | None:
    """Return the bytes of a file, None when it cannot be had now.

    Raises NotTaken when it is larger than `limit`, does not lie where it may, or is gone.
    """
    place = permitted(url, hosts)
    try:
        async with asyncio.timeout(WITHIN):
            for _ in range(MOST_REDIRECTS + 1):
                if place is None:
                    break
                content, elsewhere = await look(client, place, limit)
                if not elsewhere:
                    return content
                place = permitted(elsewhere, hosts)
    except (TimeoutError, httpx.HTTPError):
        return None
    raise NotTaken


async def look(
    client: httpx.AsyncClient, place: httpx.URL, limit: int
) -> tuple[bytes | None, str]:
    """Ask once. Return the bytes, or None; and the address to which we are sent on, if any.

    Raises NotTaken.
    """
    request = client.build_request("GET", place, headers={"Accept-Encoding": "identity"})
    for ours in ("Cookie", "Referer", "Authorization"):
        request.headers.pop(ours, None)
    response = await client.send(request, stream=True, follow_redirects=False, auth=None)
    try:
        if response.has_redirect_location:
            return None, str(place.join(response.headers["Location"]))
        if response.status_code in GONE:
            raise NotTaken
        if response.status_code != httpx.codes.OK:
            return None, ""
        said = response.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > limit:
            raise NotTaken("size")
        content = bytearray()
        async for chunk in response.aiter_bytes():
            content += chunk
            if len(content) > limit:
                raise NotTaken("size")
        return bytes(content), ""
    finally:
        await response.aclose()


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
