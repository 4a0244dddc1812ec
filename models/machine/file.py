"""Files that people sent: originals, byte for byte, each named by its SHA-256; a row is written
after the file is safe.
"""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import BigInteger, String, bindparam, delete, insert, or_, select, update
from sqlmodel import Field, SQLModel

from models.compiled import Compiled, Row
from models.store import Tx


class FileState(StrEnum):
    """What has become of a file."""

    ANNOUNCED = "announced"  # the platform has it, we are fetching it
    KEPT = "kept"
    REFUSED = "refused"  # too large, or not what it says it is
    LOST = "lost"  # the platform would not give it any more


class File(SQLModel, table=True):
    """One file of one person.

    `owner` is "bot:chat" of whoever sent it: nobody else can refer to it. `sealed_to` is the case
    that it is evidence of ("deed 12").
    """

    id: str = Field(primary_key=True)
    owner: str = Field(index=True)
    kind: str
    mime: str = ""
    name: str = ""
    size: int = Field(default=0, sa_type=BigInteger)
    seconds: int = 0
    sha256: str = Field(default="", index=True)
    ref: str = ""
    state: str = Field(default=FileState.ANNOUNCED, sa_type=String)
    created_ms: int = Field(sa_type=BigInteger)
    sealed_to: str = Field(default="", index=True)


T = File.__table__.c  # type: ignore[attr-defined]

DOCUMENT = "document-"  # how the ids of documents that we made begin
PICTURE = "photo-made-"  # and of pictures: they are shown as photos are
INSERT = Compiled(insert(File).values({name: bindparam(f"_{name}") for name in File.model_fields}))
SETTLE = Compiled(
    update(File)
    .where(T.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        sha256=bindparam("digest"),
        size=bindparam("bytes"),
        mime=bindparam("type"),
    )
)
GET = Compiled(
    select(T.id, T.owner, T.kind, T.mime, T.name, T.size, T.seconds, T.sha256, T.state).where(
        T.id == bindparam("row")
    )
)
SEAL = Compiled(
    update(File)
    .where(T.id == bindparam("row"), T.sealed_to == "")
    .values(sealed_to=bindparam("case"))
)
LOOSE = Compiled(select(T.id, T.sha256).where(T.owner == bindparam("of_owner"), T.sealed_to == ""))
HAND_OVER = Compiled(
    update(File)
    .where(T.id == bindparam("row"), T.owner == bindparam("of_owner"), T.sealed_to == "")
    .values(owner=bindparam("new_owner"))
)
DISOWN = Compiled(
    update(File)
    .where(T.owner == bindparam("of_owner"), T.sealed_to != "")
    .values(owner="", ref="")
)
DOCUMENTS = Compiled(
    select(T.id, T.sha256).where(
        or_(T.id.startswith(DOCUMENT), T.id.startswith(PICTURE)),
        T.sealed_to == "",
        T.created_ms < bindparam("before"),
    )
)
DROP = Compiled(delete(File).where(T.id == bindparam("row")))
WITH_BYTES = Compiled(select(T.id).where(T.sha256 == bindparam("digest")).limit(1))


def announce(tx: Tx, file: File) -> None:
    """Write the row of a file: announced, or kept when its bytes are already safe."""
    tx.run(INSERT, **{f"_{name}": getattr(file, name) for name in File.model_fields})


def settle(
    tx: Tx, row: str, state: FileState, sha256: str = "", size: int = 0, mime: str = ""
) -> bool:
    """Write what has become of a file that was announced; False when its row was dropped
    meanwhile.
    """
    values = {"row": row, "new_state": state.value, "digest": sha256, "bytes": size, "type": mime}
    return tx.run(SETTLE, **values) == 1


def get(tx: Tx, row: str) -> Row | None:
    """Return (id, owner, kind, mime, name, size, seconds, sha256, state) of a file."""
    return tx.one(GET, row=row)


def seal(tx: Tx, rows: Iterable[str], case: str) -> None:
    """Bind files to the case that they are evidence of; a file that is bound stays where it is."""
    for row in rows:
        tx.run(SEAL, row=row, case=case)


def drop_loose(tx: Tx, owner: str) -> dict[str, str]:
    """Drop the rows of an owner's files that are evidence of nothing; return the digests of their
    bytes by row, empty where there are none yet. The bytes themselves are for a task to delete.
    """
    found: dict[str, str] = dict(tx.all(LOOSE, of_owner=owner))
    for row in found:
        tx.run(DROP, row=row)
    return found


def drop_documents(tx: Tx, before_ms: int) -> dict[str, str]:
    """Drop the rows of documents and pictures that were made before a moment; return the digests
    of their bytes by row. Whoever asked for one has it, or asks again.
    """
    found: dict[str, str] = dict(tx.all(DOCUMENTS, before=before_ms))
    for row in found:
        tx.run(DROP, row=row)
    return found


def disown(tx: Tx, owner: str) -> None:
    """Forget who sent the files that are evidence of a case: they are the commune's now."""
    tx.run(DISOWN, of_owner=owner)


def has_bytes(tx: Tx, sha256: str) -> bool:
    """Tell whether any file still has these bytes."""
    return tx.one(WITH_BYTES, digest=sha256) is not None


def hand_over(tx: Tx, rows: Iterable[str], old: str, new: str) -> None:
    """Let another owner have files that are evidence of nothing yet: their draft moves there."""
    for row in rows:
        tx.run(HAND_OVER, row=row, of_owner=old, new_owner=new)
