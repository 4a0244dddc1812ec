"""What can be set on the web chat, and the people of the demo."""

from dataclasses import dataclass, field

from bot.dialogue.messages import Kind

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WebOptions:
    """The settings of the web chat. Limits count within a sliding minute or hour.

    Mobile operators here put thousands of phones behind one address, so the limits by address are
    wide: they stop a machine, not a village.
    """

    secret: str = field(repr=False)
    public_url: str = ""  # "https://…" makes the cookie Secure
    hosts: tuple[str, ...] = ()  # the names it answers to; () is any
    proxies: int = 0  # how many proxies of ours add to X-Forwarded-For
    messages_per_minute: int = 40
    messages_per_minute_by_address: int = 1200
    uploads_per_hour: int = 120
    uploads_per_hour_by_address: int = 1200
    visitors_per_hour_by_address: int = 300
    pages_per_visitor: int = 5
    frame_limit: int = 64 * 1024  # bytes
    text_limit: int = 4000  # characters
    files_per_message: int = 20
    photo_limit: int = 25 * _MIB
    voice_limit: int = 25 * _MIB
    video_limit: int = 100 * _MIB
    file_limit: int = 25 * _MIB
    upload_patience: float = 60.0  # seconds without a byte after which an upload is given up
    kiosk_idle: int = 180  # seconds until a kiosk wipes itself
    kiosk_warning: int = 20  # the last of those seconds are counted down

    @property
    def secure(self) -> bool:
        """Whether people reach the page by https."""
        return self.public_url.startswith("https://")

    def upload_limit(self, kind: Kind) -> int:
        """Return how many bytes a file of this kind may have."""
        return {
            Kind.PHOTO: self.photo_limit,
            Kind.VOICE: self.voice_limit,
            Kind.VIDEO: self.video_limit,
        }.get(kind, self.file_limit)


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the people of the demo, who can be looked over the shoulder: /p/<slug>."""

    slug: str
    label: str  # "Bà Bưởi"
    note: str  # "người dân"
    visitor: str
