"""A deed's whole way: what becomes of it, who said what, what is published."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


# What was not known before is empty.
EMPTY = {
    "consent": (
        "about",
        "scope",
        "given_by",
        "how",
    ),
    "deed": (
        "kind",
        "field",
        "child",
        "scope",
        "movement",
        "reason_text",
    ),
    "invitation": ("name",),
}


def upgrade() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_fact_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_name"), ["name"], unique=False)

    op.create_table(
        "wrongcode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_wrongcode_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrongcode")),
    )
    with op.batch_alter_table("wrongcode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrongcode_person_id"), ["person_id"], unique=False)

    op.create_table(
        "deedstep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name=op.f("fk_deedstep_deed_id_deed")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_deedstep_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deedstep")),
    )
    with op.batch_alter_table("deedstep", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deedstep_deed_id"), ["deed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deedstep_made_by"), ["made_by"], unique=False)

    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("unknown", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_inquiry_asked_by_person")
        ),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name=op.f("fk_inquiry_deed_id_deed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("deed_id", name=op.f("uq_inquiry_deed_id")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("down_by", sa.Integer(), nullable=True),
        sa.Column("down_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deed_id"], ["deed.id"], name=op.f("fk_publication_deed_id_deed")
        ),
        sa.ForeignKeyConstraint(
            ["down_by"], ["person.id"], name=op.f("fk_publication_down_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["hamlet_id"], ["unit.id"], name=op.f("fk_publication_hamlet_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["released_by"], ["person.id"], name=op.f("fk_publication_released_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_publication_written_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("code", name=op.f("uq_publication_code")),
        sa.UniqueConstraint("deed_id", name=op.f("uq_publication_deed_id")),
    )
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name=op.f("fk_verdict_deed_id_deed")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["person.id"], name=op.f("fk_verdict_entered_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_verdict_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_deed_id"), ["deed_id"], unique=False)

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("scope", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("given_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("asked_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("how", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_consent_about"), ["about"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_consent_asked_by_person"), "person", ["asked_by"], ["id"]
        )

    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.add_column(sa.Column("typist_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("doer_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("happened_first", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("happened_last", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("field", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("child", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("scope", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("movement", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("assigned_to", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reason_text", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_deed_merged_into"), ["merged_into"], unique=False)
        batch_op.create_index(batch_op.f("ix_deed_typist_id"), ["typist_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_deed_doer_id_person"), "person", ["doer_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_deed_assigned_to_person"), "person", ["assigned_to"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_deed_typist_id_person"), "person", ["typist_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_deed_merged_into_deed"), "deed", ["merged_into"], ["id"]
        )

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(), nullable=True))

    move_data()

    with op.batch_alter_table("consent") as batch_op:
        batch_op.alter_column("about", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("scope", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("given_by", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("how", existing_type=sa.String(), nullable=False)

    with op.batch_alter_table("deed") as batch_op:
        batch_op.alter_column("typist_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("kind", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("field", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("child", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("scope", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("movement", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("reason_text", existing_type=sa.String(), nullable=False)
        batch_op.drop_constraint("fk_deed_verdict_by_person", type_="foreignkey")
        batch_op.drop_column("verdict_by")
        batch_op.drop_column("verdict_at")

    with op.batch_alter_table("invitation") as batch_op:
        batch_op.alter_column("name", existing_type=sa.String(), nullable=False)


def move_data() -> None:
    """Fill what is new: whoever told a deed typed it, and the head's word becomes a row."""
    for table, columns in EMPTY.items():
        for column in columns:
            op.execute(f"UPDATE {table} SET {column} = ''")  # noqa: S608 - names of our own
    op.execute("UPDATE consent SET given_by = 'self'")
    op.execute("UPDATE deed SET typist_id = teller_id")
    op.execute(
        "INSERT INTO verdict (deed_id, person_id, name, role, says, note, how, entered_by, "
        "said_at) "
        "SELECT id, verdict_by, '', 'hamlet_head', "
        "CASE WHEN state = 'doubted' THEN 'doubted' ELSE 'true' END, '', 'chat', verdict_by, "
        "verdict_at FROM deed WHERE verdict_by IS NOT NULL"
    )
