"""`thidua poster`: a page for the wall of each hamlet's cultural house."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.app import make_commune
from bot.catalogue import capital
from bot.documents.poster import Poster, draw_poster
from bot.pages.entrance import PATH
from bot.settings import Settings, SettingsError
from models import migrating
from models.store import open_engine, transaction


def make_poster(settings: Settings, phone: str = "", *, now: datetime) -> bytes:
    """Return the poster as a PDF, with another telephone number if one is given. Raises
    SettingsError where no phone could open what its code leads to.
    """
    if settings.public_url is None:
        raise SettingsError(
            "THIDUA_PUBLIC_URL is not set: the poster's code leads to the commune's page, so set "
            "the address under which phones reach it, for example https://thidua.example.vn"
        )
    commune = make_commune(settings)
    if has_tables(settings):
        engine = open_engine(settings.database_url)
        try:
            with transaction(engine) as tx:
                commune.refresh(tx)
        finally:
            engine.dispose()
    say = commune.words(settings.language)
    poster = Poster(
        title=say("page-poster-title"),
        commune=say("web-commune"),
        heading=say("page-poster-heading"),
        scan=say("page-poster-scan"),
        type=say("page-poster-type"),
        url=settings.public_url + PATH,
        lines=(say("page-poster-who"), say("page-poster-how"), say("page-poster-else")),
        call=say("page-poster-call"),
        phone=phone or say("web-phone"),
        hours=capital(say("page-poster-hours")),
        language=settings.language,
    )
    return draw_poster(poster, now)


def has_tables(settings: Settings) -> bool:
    """Tell whether there is a database of this release: before the first start there is none, and
    the settings are all that is known.
    """
    path = make_url(settings.database_url).database
    if settings.on_sqlite and not (path and Path(path).is_file()):
        return False
    engine = open_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            return migrating.current(connection) == migrating.head()
    finally:
        engine.dispose()
