"""Zalo's side of an Official Account over real HTTP, as strict as the platform is known to be: the
token endpoint, consultation and template messages, uploads, media, and the webhook's sender.

    server = ZaloOaServer()
    server.webhook = "http://127.0.0.1:8080/zalo-oa"
    server.says("buoi", "kể")           # returns once the webhook has answered 200
    assert server.to("buoi")[-1].text

Errors come as HTTP 200 with a negative number. Whatever is wrong with a request of ours is also
kept in `complaints`, so that a test can ask that there are none.
"""

import re
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson

from tests.fakes.lives import LIFE, without_life

APP_SECRET = "app-secret-of-the-tests"
OA_SECRET = "oa-secret-of-the-tests"
FREE_FOR = timedelta(hours=48)
OPEN_FOR = timedelta(days=7)
TEMPLATE_FOR = timedelta(days=365)
ASSETS_FOR = timedelta(days=7)
ACCESS_SECONDS = 90_000
CODE_FOR = timedelta(minutes=10)
PRICE = 55  # đồng, after the free hours
TEMPLATE_PRICE = 200
IMAGE_LIMIT = 1 << 20
LADDER = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.0, 3.0)  # seconds; the platform's own is an hour long
WITHIN = 2.0  # seconds for an answer of the webhook

Fault = Literal["html", "lost", "dropped"]


@dataclass(frozen=True, slots=True)
class Said:
    """One message that the account sent: `price` is what it cost in đồng, `image` what was shown
    with it (an attachment's bytes, or an address), `template` the id of a template.
    """

    id: str
    user: str
    at: datetime
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    image: bytes | str = b""
    form: str = ""
    template: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    price: int = 0
    life: int = field(default_factory=LIFE.get)  # which one sent it


@dataclass(slots=True)
class User:
    """Somebody with the app on the phone."""

    last: datetime | None = None  # the last interaction
    refuses: int = 0  # the error with which every message to them is answered


class Wrong(Exception):
    """The number of the error with which a request is answered."""

    def __init__(self, code: int, why: str = "") -> None:
        super().__init__(why)
        self.code = code
        self.why = why


class NotHeard(Exception):
    """The webhook did not answer 200, however often it was tried."""


class ZaloOaServer:
    """One account with one application. Every method may be called from any thread."""

    def __init__(
        self,
        app_id: str = "1100",
        app_secret: str = APP_SECRET,
        oa_id: str = "4400",
        secret: str = OA_SECRET,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.app_id, self.app_secret, self.oa_id, self.secret = app_id, app_secret, oa_id, secret
        self.webhook = ""
        self.ladder: Sequence[float] = LADDER
        self.per_minute = 4000
        self.templates: dict[str, set[str]] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.sent: list[Said] = []
        self.events: list[bytes] = []
        self.complaints: list[str] = []
        self.faults: deque[Fault] = deque()
        self.answers: deque[int] = deque()
        self.whim: Callable[[], Fault | None] = lambda: None  # where `faults` says nothing
        self.unheard: set[str] = set()  # messages sent whose answer did not reach us
        self.next_id = ""  # of the next message that somebody sends
        self.requests = 0
        self.renewals = 0
        self.tries = 0  # requests to the webhook
        self.spent = 0  # đồng
        self._clock = clock or (lambda: datetime.now(UTC))
        self._ahead = timedelta()
        self._stamp = 0
        self._lock = threading.RLock()
        self._users: dict[str, User] = {}
        self._access, self._access_until = "", self.now
        self._refresh: set[str] = set()
        self._ended: set[str] = set()
        self._codes: dict[str, tuple[str, datetime]] = {}
        self._assets: dict[str, tuple[bytes, datetime]] = {}
        self._minute: deque[datetime] = deque()
        self._held: list[bytes] | None = None
        self._client = httpx.Client(timeout=WITHIN, trust_env=False)
        self._http = Listener(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self._client.close()

    def __enter__(self) -> "ZaloOaServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- time and grants ---

    @property
    def now(self) -> datetime:
        """The platform's time."""
        return self._clock() + self._ahead

    def advance(self, **by: float) -> None:
        """Let time pass on the platform."""
        with self._lock:
            self._ahead += timedelta(**by)

    def grant(self) -> tuple[str, str]:
        """Return a pair of tokens, as the console's explorer mints one."""
        with self._lock:
            return self._new_pair()

    def code(self, challenge: str) -> str:
        """The administrator agrees in the browser: return the code that comes back from it."""
        with self._lock:
            code = secrets.token_urlsafe(12)
            self._codes[code] = (challenge, self.now + CODE_FOR)
            return code

    def revoke(self) -> None:
        """The administrator takes the permission back."""
        with self._lock:
            self._refresh.clear()
            self._access = ""

    # --- what people do; each returns the id of the event's message ---

    def wrote(self, user: str) -> None:
        """Somebody wrote just now; nothing of it is brought to the webhook."""
        self._interacts(user)

    def says(self, user: str, text: str) -> str:
        """Somebody writes."""
        return self._message(user, "user_send_text", {"text": text})

    def taps(self, user: str, title: str) -> str:
        """Somebody taps a button of the newest message that has it."""
        with self._lock:
            payload = next(
                data
                for message in reversed(self.to(user))
                for label, data in message.buttons
                if label == title
            )
        return self.says(user, payload)

    def sends_photo(self, user: str, content: bytes, text: str = "") -> str:
        """Somebody sends a photo."""
        where = {"url": self.put(content, "anh.jpg", "image/jpeg"), "thumbnail": ""}
        return self._attach(user, "image", where, text)

    def sends_voice(self, user: str, content: bytes) -> str:
        """Somebody speaks."""
        return self._attach(user, "audio", {"url": self.put(content, "ghi.aac", "audio/aac")})

    def sends_file(self, user: str, content: bytes, name: str) -> str:
        """Somebody sends a file."""
        where = {
            "url": self.put(content, name, "application/octet-stream"),
            "name": name,
            "size": str(len(content)),
            "type": name.rpartition(".")[2],
            "checksum": sha256(content).hexdigest()[:32],
        }
        return self._attach(user, "file", where)

    def sends(self, user: str, kind: str) -> str:
        """Somebody sends something that the platform only names ("business_card")."""
        return self._message(user, f"user_send_{kind}", {})

    def sends_sticker(self, user: str) -> str:
        """Somebody sends a sticker."""
        return self._attach(user, "sticker", {"id": "1", "url": f"{self.url}/media/sticker"})

    def sends_location(self, user: str, latitude: float, longitude: float, place: str = "") -> str:
        """Somebody sends a point on the map."""
        point = {"latitude": str(latitude), "longitude": str(longitude)}
        return self._attach(user, "location", {"coordinates": point}, place)

    def submits_info(self, user: str, name: str, phone: str) -> str:
        """Somebody hands in the platform's own form."""
        info = {"name": name, "phone": phone, "address": "", "city": "", "district": ""}
        return self._happens(
            {"event_name": "user_submit_info", "sender": {"id": user}, "info": info}, user
        )

    def follow(self, user: str) -> str:
        """Somebody follows the account."""
        with self._lock:
            self._user(user).refuses = 0
        return self._happens({"event_name": "follow", "follower": {"id": user}}, user)

    def unfollow(self, user: str) -> str:
        """Somebody follows it no longer."""
        with self._lock:
            self._user(user).refuses = -213
        return self._happens({"event_name": "unfollow", "follower": {"id": user}}, "")

    def refuses(self, user: str, code: int) -> None:
        """From now on every message to somebody is answered with an error (0: no longer): -217
        blocked, -227 asleep, -244 does not want it.
        """
        with self._lock:
            self._user(user).refuses = code

    def to(self, user: str) -> list[Said]:
        """Return what somebody was sent."""
        with self._lock:
            return [message for message in self.sent if message.user == user]

    # --- the webhook ---

    def post(self, event: Mapping[str, Any]) -> None:
        """Bring an event to the webhook, signed, again and again until it is taken."""
        self.bring(orjson.dumps(event))

    def bring(self, body: bytes) -> None:
        """Bring a body as it stands: also for a replay of one of `events`."""
        with self._lock:
            self.events.append(body)
            if self._held is not None:
                self._held.append(body)
                return
        for wait in (*self.ladder, None):
            if self.knocks(body, self.mac(body)) == 200:
                return
            if wait is not None:
                time.sleep(wait)
        raise NotHeard

    def knocks(self, body: bytes, mac: str) -> int:
        """Bring a body once, with any signature; return the status, 0 for no answer."""
        with self._lock:
            self.tries += 1
        headers = {"content-type": "application/json"}
        if mac:
            headers["x-zevent-signature"] = mac
        try:
            return self._client.post(self.webhook, content=body, headers=headers).status_code
        except httpx.HTTPError:
            return 0

    def mac(self, body: bytes, first: str = "") -> str:
        """Return a body's signature; `first` stands for the application's id."""
        timestamp = str(orjson.loads(body)["timestamp"])
        signed = (first or self.app_id).encode() + body + timestamp.encode()
        return f"mac={sha256(signed + self.secret.encode()).hexdigest()}"

    @contextmanager
    def out_of_order(self) -> Iterator[None]:
        """Hold back what happens in a block, and bring it in the wrong order."""
        with self._lock:
            self._held = []
        yield
        with self._lock:
            held, self._held = self._held or [], None
        for body in reversed(held):
            self.bring(body)

    def event(self, name: str, user: str, **more: Any) -> dict[str, Any]:
        """Return an event of a person as the platform writes it, without bringing it."""
        return {
            "app_id": self.app_id,
            "user_id_by_app": f"by-app-{user}",
            "event_name": name,
            "sender": {"id": user},
            "recipient": {"id": self.oa_id},
            **more,
            "timestamp": str(self._next_stamp()),
        }

    def put(self, content: bytes, name: str, mime: str) -> str:
        """Keep what somebody sent; return its address."""
        key = f"{secrets.token_hex(6)}-{name}"
        self.media[key] = (content, mime)
        return f"{self.url}/media/{key}"

    def _attach(self, user: str, kind: str, payload: Mapping[str, Any], text: str = "") -> str:
        attached = {"attachments": [{"type": kind, "payload": payload}]}
        return self._message(
            user, f"user_send_{kind}", {**attached, **({"text": text} if text else {})}
        )

    def _message(self, user: str, name: str, message: Mapping[str, Any]) -> str:
        own, self.next_id = self.next_id or secrets.token_hex(8), ""
        self._interacts(user)
        self.post(self.event(name, user, message={"msg_id": own, **message}))
        return own

    def _happens(self, event: Mapping[str, Any], user: str) -> str:
        if user:
            self._interacts(user)
        of_all = {"app_id": self.app_id, "oa_id": self.oa_id, "source": "oa_profile"}
        self.post({**of_all, **event, "timestamp": str(self._next_stamp())})
        return ""

    def _interacts(self, user: str) -> None:
        with self._lock:
            self._user(user).last = self.now

    def _user(self, user: str) -> User:
        return self._users.setdefault(user, User())

    def _next_stamp(self) -> int:
        with self._lock:
            self._stamp = max(self._stamp + 1, int(self.now.timestamp() * 1000))
            return self._stamp

    # --- what we ask of it ---

    def answer(self, asked: "Asked") -> tuple[bytes, str] | None:
        """Return what a request is answered with, None for a connection that breaks."""
        with self._lock:
            if asked.path.startswith("/media/"):
                content, mime = self.media.get(asked.path.removeprefix("/media/"), (b"", ""))
                return content, mime
            if asked.path == "/v4/oa/access_token":
                return self._faulty(lambda: self._exchange(asked))
            self.requests += 1
            if "/message/" in asked.path:
                return self._faulty(lambda: self._open_api(asked))
            return json_of(self._open_api(asked))

    def _faulty(self, act: Callable[[], Mapping[str, Any]]) -> tuple[bytes, str] | None:
        """Act, unless the next fault says otherwise."""
        fault = self.faults.popleft() if self.faults else self.whim()
        if fault == "html":
            return b"<html><body>502 Bad Gateway</body></html>", "502"
        if fault == "dropped":
            return None
        before = len(self.sent)
        found = act()
        if fault == "lost":
            self.unheard.update(said.id for said in self.sent[before:])
            return None
        return json_of(found)

    def _exchange(self, asked: "Asked") -> Mapping[str, Any]:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        if asked.kind != "application/x-www-form-urlencoded":
            return oauth_error(-14000)
        if asked.headers.get("secret_key") != self.app_secret or form.get("app_id") != self.app_id:
            return oauth_error(-14004)
        if form.get("grant_type") == "authorization_code":
            challenge, until = self._codes.pop(form.get("code", ""), ("", self.now))
            if not challenge or until <= self.now:
                return oauth_error(-14012)
            if challenge != challenge_of(form.get("code_verifier", "")):
                return oauth_error(-14020)
        elif form.get("grant_type") == "refresh_token":
            if form.get("refresh_token", "") not in self._refresh:
                return oauth_error(-118)
            self.renewals += 1
        else:
            return oauth_error(-14005)
        access, refresh = self._new_pair()
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": str(ACCESS_SECONDS),
        }

    def _new_pair(self) -> tuple[str, str]:
        """A new pair ends the one before it."""
        self._ended.add(self._access)
        self._access = f"access-{secrets.token_hex(8)}"
        self._access_until = self.now + timedelta(seconds=ACCESS_SECONDS)
        refresh = f"refresh-{secrets.token_hex(8)}"
        self._refresh = {refresh}
        return self._access, refresh

    def _open_api(self, asked: "Asked") -> Mapping[str, Any]:
        try:
            self._let_in(asked)
            match asked.path:
                case "/v3.0/oa/message/cs":
                    data = self._consult(asked)
                case "/v3.0/oa/message/template":
                    data = self._template(asked)
                case "/v2.0/oa/upload/image":
                    data = self._upload(asked)
                case "/v2.0/oa/getoa":
                    data = {
                        "oaid": self.oa_id,
                        "name": "Xã Đồng Mây",
                        "oa_type": 4,
                        "is_verified": True,
                        "package_name": "Growth",
                    }
                case _:
                    raise Wrong(-240, f"no such call: {asked.path}")
        except Wrong as wrong:
            if wrong.why:
                self.complaints.append(wrong.why)
            return {"error": wrong.code, "message": "said in words that nobody reads"}
        return {"error": 0, "message": "Success", "data": data}

    def _let_in(self, asked: "Asked") -> None:
        token = asked.headers.get("access_token", "")
        if token != self._access or not token:
            raise Wrong(-220 if token in self._ended else -216)
        if self._access_until <= self.now:
            raise Wrong(-220)
        if self.answers:
            raise Wrong(self.answers.popleft())
        while self._minute and self._minute[0] <= self.now - timedelta(minutes=1):
            self._minute.popleft()
        if len(self._minute) >= self.per_minute:
            raise Wrong(-32, "too many requests in a minute")
        self._minute.append(self.now)

    def _consult(self, asked: "Asked") -> Mapping[str, Any]:
        given = asked.json({"recipient", "message"})
        user = text_of(given["recipient"], "user_id")
        message = given["message"]
        text = message.get("text", "")
        if not isinstance(text, str) or not set(message) <= {"text", "attachment"} or not message:
            raise Wrong(-201, "a message of the wrong form")
        if len(text) > 2000:
            raise Wrong(-210, f"a text of {len(text)} letters")
        shown = self._attachment(message["attachment"]) if "attachment" in message else {}
        if not text and not shown.get("image") and not shown.get("form"):
            raise Wrong(-201, "a message without a text")
        since = self._since(user)
        if since > OPEN_FOR:
            raise Wrong(-230, "a forbidden call: more than seven days")
        price = PRICE if since > FREE_FOR else 0
        return self._out(Said(self._id(), user, self.now, text, price=price, **shown))

    def _template(self, asked: "Asked") -> Mapping[str, Any]:
        given = asked.json({"user_id", "template_id", "template_data"})
        user, number = text_of(given, "user_id"), text_of(given, "template_id")
        data = given["template_data"]
        if number not in self.templates:
            raise Wrong(-109, "no such template")
        if set(data) != self.templates[number] or not all(
            isinstance(v, str) for v in data.values()
        ):
            raise Wrong(-112, "not the template's parameters")
        if self._since(user) > TEMPLATE_FOR:
            raise Wrong(-230, "a forbidden call: more than a year")
        said = Said(self._id(), user, self.now, template=number, data=data, price=TEMPLATE_PRICE)
        return self._out(said)

    def _since(self, user: str) -> timedelta:
        """How long ago somebody did something, unless they cannot be reached at all."""
        known = self._users.get(user)
        if known is None:
            raise Wrong(-213)
        if known.refuses:
            raise Wrong(known.refuses)
        return self.now - known.last if known.last is not None else timedelta.max

    def _out(self, said: Said) -> Mapping[str, Any]:
        self.sent.append(said)
        self.spent += said.price
        at = str(int(said.at.timestamp() * 1000))
        return {"message_id": said.id, "user_id": said.user, "sent_time": at}

    def _id(self) -> str:
        return secrets.token_hex(10)

    def _attachment(self, attachment: Mapping[str, Any]) -> dict[str, Any]:
        payload = attachment.get("payload")
        if attachment.get("type") != "template" or not isinstance(payload, dict):
            raise Wrong(-233, "an attachment of the wrong kind")
        match payload.get("template_type"):
            case None:
                return {"buttons": buttons_of(payload)}
            case "media":
                return {"image": self._image(payload)}
            case "request_user_info":
                return {"form": form_of(payload)}
            case _:
                raise Wrong(-233, "no such template")

    def _image(self, payload: Mapping[str, Any]) -> bytes | str:
        elements = payload.get("elements")
        if set(payload) != {"template_type", "elements"} or not isinstance(elements, list):
            raise Wrong(-201, "a picture of the wrong form")
        if len(elements) != 1 or elements[0].get("media_type") != "image":
            raise Wrong(-201, "not one picture")
        (element,) = elements
        if "url" in element:
            if urlsplit(element["url"]).scheme not in ("http", "https"):
                raise Wrong(-201, "a picture without an address")
            return str(element["url"])
        content, until = self._assets.get(element.get("attachment_id", ""), (b"", self.now))
        if until <= self.now:
            raise Wrong(-100)
        return content

    def _upload(self, asked: "Asked") -> Mapping[str, Any]:
        name, mime, content = asked.file()
        if name != "file" or mime not in ("image/jpeg", "image/png"):
            raise Wrong(-201, "no picture in the field file")
        if len(content) > IMAGE_LIMIT:
            raise Wrong(-210, f"a picture of {len(content)} bytes")
        own = secrets.token_hex(8)
        self._assets[own] = (content, self.now + ASSETS_FOR)
        return {"attachment_id": own}

    def forget_assets(self) -> None:
        """What was uploaded is gone before its time."""
        with self._lock:
            self._assets.clear()


# --- how requests are read -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of ours."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Its content type."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self, names: set[str]) -> dict[str, Any]:
        """Return its body, an object with exactly these names."""
        try:
            given = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            raise Wrong(-201, "no JSON") from None
        if self.kind != "application/json" or not isinstance(given, dict) or set(given) != names:
            raise Wrong(-201, "a body of the wrong form")
        return given

    def file(self) -> tuple[str, str, bytes]:
        """Return the one part of a form: its name, its type, its bytes."""
        found = re.fullmatch(
            r"multipart/form-data; *boundary=(\S+)", self.headers.get("content-type", "")
        )
        if found is None:
            raise Wrong(-201, "no form")
        first, part, last = self.body.split(b"--" + found[1].encode())
        head, _, content = part.partition(b"\r\n\r\n")
        where = re.search(rb'form-data; name="(\w+)"; filename="[\w.]+"', head)
        mime = re.search(rb"Content-Type: (\S+)", head)
        if first or last.strip() != b"--" or where is None or mime is None:
            raise Wrong(-201, "not one file")
        return where[1].decode(), mime[1].decode(), content[:-2]


def text_of(given: Any, name: str) -> str:
    """Return a value that has to be a text: ids are larger than a number of JavaScript."""
    value = given.get(name) if isinstance(given, dict) else None
    if not isinstance(value, str) or not value:
        raise Wrong(-201, f"{name} is no text")
    return value


def buttons_of(payload: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the labels and payloads of a message's buttons."""
    buttons = payload.get("buttons")
    if set(payload) != {"buttons"} or not isinstance(buttons, list) or not 1 <= len(buttons) <= 5:
        raise Wrong(-210, "one to five buttons")
    for button in buttons:
        if set(button) != {"title", "type", "payload"}:
            raise Wrong(-201, "a button of the wrong form")
        if button["type"] not in ("oa.query.show", "oa.query.hide"):
            raise Wrong(-233, "a button of the wrong kind")
        if not 1 <= len(button["title"]) <= 100 or not 1 <= len(button["payload"]) <= 1000:
            raise Wrong(-210, "a button that is too long")
    return tuple((button["title"], button["payload"]) for button in buttons)


def form_of(payload: Mapping[str, Any]) -> str:
    """Return the title of the form that asks for the phone number."""
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1:
        raise Wrong(-201, "not one element")
    (element,) = elements
    if set(element) != {"title", "subtitle", "image_url"}:
        raise Wrong(-201, "a form of the wrong form")
    if len(element["title"]) > 100 or len(element["subtitle"]) > 500:
        raise Wrong(-210, "a form that says too much")
    return str(element["title"])


def challenge_of(verifier: str) -> str:
    """Return what a verifier is checked against."""
    if len(verifier) != 43:
        return ""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def oauth_error(code: int) -> Mapping[str, Any]:
    """Return how the token endpoint says no."""
    return {"error": code, "error_name": "no", "error_description": "no"}


def json_of(plain: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return an answer's bytes and kind."""
    return orjson.dumps(plain), "application/json"


class Listener(ThreadingHTTPServer):
    """A thread for each connection, none of which a test waits for at its end."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The program under test was killed, or broke its connection: nothing to say."""


def handler_of(server: ZaloOaServer) -> type[BaseHTTPRequestHandler]:
    """Return what reads the requests to a server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            body = self.rfile.read(length)
            if len(body) < length:
                self.close_connection = True  # whoever asked was killed in the middle of it
                return
            self._answer(body)

        def _answer(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = server.answer(Asked(without_life(urlsplit(self.path).path), headers, body))
            if found is None:
                self.close_connection = True
                self.connection.close()
                return
            content, kind = found
            status = 502 if kind == "502" else 200 if kind else 404
            self.send_response(status)
            self.send_header(
                "content-type", "text/html" if kind == "502" else kind or "text/plain"
            )
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler
