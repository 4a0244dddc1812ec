"""The ways in: the stranger's page, the kiosk, the demo, and the pages that say why not."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.assets import Assets
from bot.channels.web.door import Door
from bot.channels.web.headers import policy
from bot.channels.web.identity import COOKIE, YEAR, Identity, new_visitor, storage_scope
from bot.channels.web.options import Persona
from bot.channels.web.talk import Pages
from bot.dialogue.messages import Kind

_MIB = 1024 * 1024


class Entrances:
    """The pages of one server."""

    def __init__(self, door: Door, assets: Assets, pages: Pages) -> None:
        self._door = door
        self._assets = assets
        self._pages = pages

    async def front(self, request: Request) -> Response:
        """GET /: the chat page with a cookie; in the demo its people.

        An invitation opens the chat page in the demo too.
        """
        if not self._door.is_own_host(request):
            return Response(status_code=403)
        if self._door.personas and "moi" not in request.query_params:
            return self._demo(request)
        someone = self._door.who(request)
        if someone is None or someone.passing:
            if not self._may_enter(request):
                return self._notice("web-busy", 429)
            someone = Identity(new_visitor())
        response = self._chat(request, "visitor", someone.visitor)
        # Given again at each visit, so the year counts from the last one.
        response.set_cookie(
            COOKIE,
            self._door.signer.cookie(someone.visitor, self._door.clock()),
            max_age=int(YEAR.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._door.options.secure,
        )
        return response

    async def kiosk(self, request: Request) -> Response:
        """GET /kiosk: the chat page of somebody who leaves nothing behind."""
        if not self._door.is_own_host(request):
            return Response(status_code=403)
        if not self._may_enter(request):
            return self._notice("web-busy", 429)
        visitor = new_visitor()
        token = self._door.signer.page_token(visitor, self._door.clock(), passing=True)
        return self._chat(request, "kiosk", visitor, token)

    async def persona(self, request: Request) -> Response:
        """GET /p/<slug>: the chat page of one of the people of the demo."""
        persona = self._door.personas.get(request.path_params["slug"])
        if persona is None or not self._door.is_own_host(request):
            return self._notice("web-not-found", 404)
        token = self._door.signer.page_token(persona.visitor, self._door.clock(), passing=False)
        response = self._chat(request, "persona", persona.visitor, token, persona)
        host = request.headers.get("host", "")
        response.headers["content-security-policy"] = policy(host, framed=True)
        response.headers["x-frame-options"] = "SAMEORIGIN"
        return response

    async def forget(self, request: Request) -> Response:
        """POST /forget: the person at the kiosk is done, and nobody speaks in that name again."""
        if not self._door.is_own_host(request) or not self._door.is_own_origin(
            request, required=False
        ):
            return Response(status_code=403)
        someone = self._door.who(request)
        if someone is not None and someone.passing:
            self._door.forget(someone.visitor)
            self._pages.close_all(someone.visitor)
            await self._door.backend.forget(someone.visitor)
        return Response(status_code=204)

    async def not_found(self, request: Request, error: Exception) -> Response:
        """Whatever is not here."""
        return self._notice("web-not-found", 404)

    async def broken(self, request: Request, error: Exception) -> Response:
        """Whatever went wrong on our side."""
        return self._notice("web-broken", 500)

    def _may_enter(self, request: Request) -> bool:
        door = self._door
        return door.limits.may_enter(door.address(request), door.clock())

    def _chat(
        self,
        request: Request,
        mode: str,
        visitor: str,
        token: str = "",
        persona: Persona | None = None,
    ) -> HTMLResponse:
        options = self._door.options
        phone = self._door.backend.sentence("web-phone")
        html = self._assets.page(
            "chat",
            mode=mode,
            token=token,
            scope=storage_scope(visitor),
            slug=persona.slug if persona else "",
            who=f"{persona.label}, {persona.note}" if persona else "",
            commune=self._door.backend.sentence("web-commune"),
            phone=phone,
            digits="".join(c for c in phone if c.isdigit() or c == "+"),
            photo=str(options.upload_limit(Kind.PHOTO) // _MIB),
            video=str(options.upload_limit(Kind.VIDEO) // _MIB),
            file=str(options.upload_limit(Kind.FILE) // _MIB),
            files=str(options.files_per_message),
            letters=str(options.text_limit),
            idle=str(options.kiosk_idle),
            warning=str(options.kiosk_warning),
        )
        return HTMLResponse(html, headers={"cache-control": "no-store"})

    def _demo(self, request: Request) -> Response:
        people = self._door.personas.values()
        tabs = "".join(
            self._assets.page("demo-tab", slug=p.slug, label=p.label, note=p.note) for p in people
        )
        frames = "".join(
            self._assets.page("demo-frame", slug=p.slug, label=p.label, note=p.note)
            for p in people
        )
        commune = escape(self._door.backend.sentence("web-commune"))
        html = self._assets.part("demo", tabs=tabs, frames=frames, commune=commune)
        response = HTMLResponse(html, headers={"cache-control": "no-store"})
        host = request.headers.get("host", "")
        response.headers["content-security-policy"] = policy(host, frames=True)
        return response

    def _notice(self, key: str, status: int) -> Response:
        text = self._door.backend.sentence(key)
        html = self._assets.page("notice", text=text)
        return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
