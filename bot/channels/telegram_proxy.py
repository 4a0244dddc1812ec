"""The proxy by which Telegram is reached where it is blocked: SOCKS over aiohttp, and what an
operator reads where the proxy does not let us through.

Its address holds a password: neither it nor an error of the libraries leaves this module.
"""

import socket
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ConnectionKey

SOCKS = ("socks5", "socks5h", "socks4", "socks4a")
SOCKS_PORT = 1080
# Less than a connection may take (`telegram_transport.CONNECT_WITHIN`): who was silent is known.
WITHIN = 8.0
NO_SUCH_USER = (92, 93)  # how SOCKS4 says that it is about who asks
PASSWORD_NEEDED = 407


class Barred(StrEnum):
    """Why a proxy did not let us through."""

    AWAY = "away"
    REFUSED = "refused"
    BLOCKED = "blocked"
    SILENT = "silent"


# What is the matter, and what to do.
SENTENCES: Mapping[Barred, tuple[str, str]] = {
    Barred.AWAY: (
        "the proxy in THIDUA_TELEGRAM_PROXY is not there, or is none of this kind",
        "see whether it runs, and whether kind, address and port in THIDUA_TELEGRAM_PROXY are "
        "right",
    ),
    Barred.REFUSED: (
        "the proxy in THIDUA_TELEGRAM_PROXY refuses the user or the password",
        "correct both in THIDUA_TELEGRAM_PROXY, and start the bot again",
    ),
    Barred.BLOCKED: (
        "the proxy in THIDUA_TELEGRAM_PROXY answers, but does not reach Telegram",
        "ask who runs it, or set another in THIDUA_TELEGRAM_PROXY",
    ),
    Barred.SILENT: (
        "through the proxy in THIDUA_TELEGRAM_PROXY no connection comes about in time",
        "see whether it runs and reaches Telegram, or set another in THIDUA_TELEGRAM_PROXY",
    ),
}


def sentence(barred: Barred) -> str:
    """Return in one sentence what is the matter with the proxy, and what to do."""
    what, to_do = SENTENCES[barred]
    return f"{what[0].upper()}{what[1:]}: {to_do}"


class ProxyBarred(aiohttp.ClientConnectorError):
    """A SOCKS proxy did not let us through; nothing has been asked of the platform."""

    def __init__(self, key: ConnectionKey, barred: Barred) -> None:
        super().__init__(key, OSError(barred.value))
        self.barred = barred


def is_socks(proxy: str) -> bool:
    """Tell whether a proxy is spoken to in SOCKS; HTTP is what aiohttp speaks itself."""
    return urlsplit(proxy).scheme in SOCKS


def barred_by(error: Exception) -> Barred | None:
    """Return what the error of a call through a proxy says of it, None where it is not about the
    proxy.
    """
    match error:
        case ProxyBarred():
            return error.barred
        case aiohttp.ClientHttpProxyError():
            return Barred.REFUSED if error.status == PASSWORD_NEEDED else Barred.BLOCKED
        case aiohttp.ClientProxyConnectionError() | aiohttp.ClientConnectorDNSError():
            return Barred.AWAY  # names but its own are looked up by it
        case aiohttp.ConnectionTimeoutError():
            return Barred.SILENT
    return None


class NoLookup(AbstractResolver):
    """Leaves names to the proxy: where Telegram is blocked, a look-up here is often answered
    wrongly.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the name as if it were an address."""
        found = ResolveResult(hostname=host, host=host, port=port, family=family, proto=0, flags=0)
        return [found]

    async def close(self) -> None:
        """Nothing to let go of."""


class SocksConnector(aiohttp.TCPConnector):
    """Connections through a SOCKS proxy. Only how the socket comes about differs from aiohttp's
    own: TLS is spoken through it with the platform.

    aiohttp has no public way to hand such a socket in; the tests notice when its own way changes.
    """

    def __init__(self, proxy: str, **given: Any) -> None:
        """`proxy` is an address that begins with one of `SOCKS`; user and password stand in it
        with what is no letter or digit as %XX.
        """
        super().__init__(resolver=NoLookup(), **given)
        self._through = urlsplit(proxy)

    async def _wrap_create_connection(
        self,
        *args: Any,
        addr_infos: list[Any],
        req: aiohttp.ClientRequest,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own name
        client_error: type[Exception] = aiohttp.ClientConnectorError,
        **kwargs: Any,
    ) -> tuple[Any, ResponseHandler]:
        """Return a connection with the platform. Raises ProxyBarred, and what aiohttp raises."""
        host, port = req.url.raw_host, req.port
        if host is None or port is None:
            raise aiohttp.InvalidURL("an address without a host")
        through = await connected(self._through, host, port, req.connection_key)
        return await self._wrap_existing_connection(
            *args, req=req, timeout=timeout, client_error=client_error, sock=through, **kwargs
        )


async def connected(proxy: SplitResult, host: str, port: int, key: ConnectionKey) -> socket.socket:
    """Return a socket that leads through a proxy to a host. Raises ProxyBarred."""
    from python_socks import (  # noqa: PLC0415 - few communes need a proxy
        ProxyConnectionError,
        ProxyError,
        ProxyTimeoutError,
        ProxyType,
    )
    from python_socks.async_.asyncio import Proxy  # noqa: PLC0415 - as above

    way = Proxy(
        ProxyType.SOCKS4 if proxy.scheme.startswith("socks4") else ProxyType.SOCKS5,
        proxy.hostname or "",
        proxy.port or SOCKS_PORT,
        username=unquote(proxy.username) if proxy.username else None,
        password=unquote(proxy.password or "") if proxy.username else None,
        rdns=proxy.scheme != "socks4",  # which knows numbers alone
    )
    try:
        return await way.connect(host, port, timeout=WITHIN)
    except ProxyError as error:
        raise ProxyBarred(key, meant(str(error), error.error_code)) from None
    except ProxyTimeoutError:
        raise ProxyBarred(key, Barred.SILENT) from None
    except (ProxyConnectionError, OSError):
        raise ProxyBarred(key, Barred.AWAY) from None
    except ValueError:  # a password that its protocol has no letters for
        raise ProxyBarred(key, Barred.REFUSED) from None


def meant(words: str, code: int | None) -> Barred:
    """Return what the no of a SOCKS proxy means."""
    if code in NO_SUCH_USER or "authentication" in words.lower():
        return Barred.REFUSED
    return Barred.BLOCKED if code is not None else Barred.AWAY
