"""The pair of tokens by which the commune's Zalo Official Account lets us speak for it.

A refresh token works once, so each pair is written down before it is used; the text is encrypted
by whoever hands it in, and this module never sees a token.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, String, Text, bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from models.base import from_ms, to_ms
from models.compiled import Compiled
from models.store import Tx


class OaGrant(SQLModel, table=True):
    """One pair as it was given; the newest of an app holds, older ones stay for diagnosis.

    `sealed` is the encrypted pair, `ends_ms` when its access token ends by the platform's word,
    `refused_ms` when the platform would not renew it: then an administrator has to grant again.
    """

    id: int | None = Field(default=None, primary_key=True)
    app_id: str = Field(sa_type=String, index=True)
    sealed: str = Field(sa_type=Text)
    got_ms: int = Field(sa_type=BigInteger)
    ends_ms: int = Field(sa_type=BigInteger)
    refused_ms: int | None = Field(default=None, sa_type=BigInteger)


T = OaGrant.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Kept:
    """One pair as it stands in the table; `sealed` stays out of every log."""

    row: int
    sealed: str = field(repr=False)
    got: datetime
    ends: datetime
    refused: datetime | None


INSERT = Compiled(
    insert(OaGrant)
    .values(
        app_id=bindparam("of_app"),
        sealed=bindparam("pair"),
        got_ms=bindparam("got"),
        ends_ms=bindparam("end"),
    )
    .returning(T.id)
)
NEWEST = Compiled(
    select(T.id, T.sealed, T.got_ms, T.ends_ms, T.refused_ms)
    .where(T.app_id == bindparam("of_app"))
    .order_by(T.id.desc())
    .limit(1)
)
REFUSE = Compiled(
    update(OaGrant)
    .where(T.id == bindparam("row"), T.refused_ms.is_(None))
    .values(refused_ms=bindparam("now"))
)


def keep_grant(tx: Tx, app_id: str, sealed: str, got: datetime, ends: datetime) -> int:
    """Write a pair down as the newest of an app; return its row."""
    row = tx.one(INSERT, of_app=app_id, pair=sealed, got=to_ms(got), end=to_ms(ends))
    assert row is not None  # noqa: S101 - RETURNING always gives the row
    return int(row[0])


def newest_grant(tx: Tx, app_id: str) -> Kept | None:
    """Return the pair of an app that holds, None when nobody has granted one."""
    found = tx.one(NEWEST, of_app=app_id)
    if found is None:
        return None
    row, sealed, got, ends, refused = found
    return Kept(
        row, sealed, from_ms(got), from_ms(ends), None if refused is None else from_ms(refused)
    )


def refuse_grant(tx: Tx, row: int, now: datetime) -> bool:
    """Note that the platform will not renew a pair; False when that was known."""
    return tx.run(REFUSE, row=row, now=to_ms(now)) == 1
