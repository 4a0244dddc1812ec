"""The audit trail: who did what to which case, when and why. Append-only, and chained so that a
change shows.

Each entry's digest is taken over its salt and body, and its mark is an HMAC over the mark before,
the digest and the entry's open fields. Erasing a person's data empties body and salt: the digest
stays, and the chain still verifies. The key lies outside the database.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, Text, bindparam, insert, select, text, update
from sqlmodel import Field, SQLModel

from models.compiled import Compiled
from models.store import Tx

CHAIN_LOCK = 0x54484944_4155
SHORT = 12  # characters of a mark that people compare


class Audit(SQLModel, table=True):
    """One entry. `actor` is a person's id, 0 for the machine itself; `object` is a kind and an id
    ("deed 12").
    """

    id: int | None = Field(default=None, primary_key=True)
    at_ms: int = Field(sa_type=BigInteger)
    actor: int
    action: str
    object: str = Field(index=True)
    salt: str
    body: str = Field(sa_type=Text)
    digest: str
    mark: str


T = Audit.__table__.c  # type: ignore[attr-defined]

INSERT = Compiled(
    insert(Audit).values(
        {name: bindparam(f"_{name}") for name in Audit.model_fields if name != "id"}
    )
)
LAST = Compiled(select(T.mark).order_by(T.id.desc()).limit(1))
HEAD = Compiled(select(T.id, T.mark).order_by(T.id.desc()).limit(1))
NEWEST_ABOUT = Compiled(
    select(T.body).where(T.object == bindparam("of_object")).order_by(T.id.desc()).limit(1)
)
ALL = Compiled(
    select(T.id, T.at_ms, T.actor, T.action, T.object, T.salt, T.body, T.digest, T.mark)
    .where(T.id > bindparam("after"))
    .order_by(T.id)
    .limit(1000)
)

ERASE = Compiled(update(Audit).where(T.object == bindparam("of_object")).values(salt="", body=""))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a domain function did; it becomes a row last of all before the commit."""

    actor: int
    action: str
    what: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What `verify` found: how many entries, the first broken one (0 when none is), and the head
    of the chain.
    """

    entries: int
    broken_at: int
    head: str


def append(tx: Tx, entries: list[Entry], key: bytes, now_ms: int) -> None:
    """Write entries at the end of the chain. On PostgreSQL a lock keeps two processes from forking
    it; it is taken so late that nobody waits for it long.
    """
    if tx.dialect.name == "postgresql":
        tx.connection.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
    last = tx.one(LAST)
    mark = last[0] if last else ""
    for entry in entries:
        salt = secrets.token_hex(16)
        body = orjson.dumps(entry.body, option=orjson.OPT_SORT_KEYS).decode()
        digest = digest_of(salt, body)
        mark = mark_of(key, mark, digest, now_ms, entry.actor, entry.action, entry.what)
        tx.run(
            INSERT,
            _at_ms=now_ms,
            _actor=entry.actor,
            _action=entry.action,
            _object=entry.what,
            _salt=salt,
            _body=body,
            _digest=digest,
            _mark=mark,
        )


def verify(tx: Tx, key: bytes) -> AuditReport:
    """Walk the whole chain and report the first entry that does not fit."""
    before, after, count = "", 0, 0
    while rows := tx.all(ALL, after=after):
        for row, at_ms, actor, action, what, salt, body, digest, mark in rows:
            erased = not salt and not body
            fits = erased or hmac.compare_digest(digest, digest_of(salt, body))
            if not fits or not hmac.compare_digest(
                mark, mark_of(key, before, digest, at_ms, actor, action, what)
            ):
                return AuditReport(count, row, before)
            before, after, count = mark, row, count + 1
    return AuditReport(count, 0, before)


def head(tx: Tx) -> tuple[int, str]:
    """Return the number of the newest entry and the first characters of its mark, which is the
    head of the chain: whoever has it on paper sees later whether the trail was rewritten. (0, "")
    while there is none.
    """
    row = tx.one(HEAD)
    return (int(row[0]), str(row[1])[:SHORT]) if row else (0, "")


def newest_about(tx: Tx, what: str) -> str | None:
    """Return the body of the newest entry about one thing, None where there is none."""
    row = tx.one(NEWEST_ABOUT, of_object=what)
    return str(row[0]) if row else None


def erase_bodies(tx: Tx, what: str) -> int:
    """Empty the bodies of all entries about one thing ("person 12"), with their salts, so that
    nobody can guess from a digest what they said; return how many there are. The chain still
    verifies.
    """
    return tx.run(ERASE, of_object=what)


def digest_of(salt: str, body: str) -> str:
    """Return the digest of an entry's personal part."""
    return hashlib.sha256(f"{salt}\0{body}".encode()).hexdigest()


def mark_of(
    key: bytes, before: str, digest: str, at_ms: int, actor: int, action: str, what: str
) -> str:
    """Return the mark that chains an entry to the one before it."""
    link = "\0".join((before, digest, str(at_ms), str(actor), action, what))
    return hmac.new(key, link.encode(), hashlib.sha256).hexdigest()
