"""Each network has records of its own of the parties it knows; codes, erasure, retention.

What several networks shared, a party, becomes one record in each of them.
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_code")),
    )
    with op.batch_alter_table("failed_code", schema=None) as batch_op:
        batch_op.create_index(
            "ix_failed_code_platform_team_user", ["platform", "team", "user"], unique=False
        )

    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column(
            "cause",
            sa.Enum("request", "retention", name="erasurecause", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_erasure_network_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "access_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", storage.columns.bytewise(64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("join", "link", "share", name="codepurpose", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.Column("made_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("used_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum("viewer", "editor", "steward", name="role", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_access_code_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_access_code_official_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_access_code_partnership_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_access_code_party_id")),
        sa.ForeignKeyConstraint(
            ["used_by_id"], ["official.id"], name=op.f("fk_access_code_used_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_access_code_digest")),
    )
    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.create_index("ix_access_code_network_id", ["network_id"], unique=False)

    op.create_table(
        "partnership_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_partnership_share_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_partnership_share_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_share")),
        sa.UniqueConstraint(
            "partnership_id",
            "network_id",
            name=op.f("uq_partnership_share_partnership_id_network_id"),
        ),
    )
    with op.batch_alter_table("partnership_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnership_share_network_id"), ["network_id"], unique=False
        )

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erasure_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_audit_entry_erasure_id"), "erasure", ["erasure_id"], ["id"]
        )

    with op.batch_alter_table("chat_identity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("closed_at", storage.columns.UTCDateTime(timezone=True), nullable=True)
        )

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "legal_basis",
                sa.Enum(
                    "consent",
                    "contract",
                    "public_task",
                    "legitimate_interest",
                    name="legalbasis",
                    native_enum=False,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("keeper_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_contact_keeper_id"), "official", ["keeper_id"], ["id"]
        )

    with op.batch_alter_table("partnership_party", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("agreed", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_kept_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unverified_kept_months", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("trail_kept_months", sa.Integer(), nullable=True))

    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.add_column(sa.Column("network_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_official_network_id"), "network", ["network_id"], ["id"]
        )

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("network_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_party_place_id"))

    _part_networks()
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.alter_column("network_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_index("ix_party_network_id", ["network_id"], unique=False)
        batch_op.create_index(
            "ix_party_place_id_network_id", ["place_id", "network_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_party_network_id"), "network", ["network_id"], ["id"]
        )

    with op.batch_alter_table("party_name", schema=None) as batch_op:
        batch_op.alter_column("network_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_party_name_folded"))
        batch_op.drop_index(batch_op.f("ix_party_name_mirrored"))
        batch_op.drop_constraint(
            batch_op.f("uq_party_name_party_id_network_id_folded"), type_="unique"
        )
        batch_op.create_index(
            "ix_party_name_network_id_folded", ["network_id", "folded"], unique=False
        )
        batch_op.create_index(
            "ix_party_name_network_id_mirrored", ["network_id", "mirrored"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_party_name_party_id_folded"), ["party_id", "folded"]
        )

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_party_id"))

    op.drop_table("membership")

    op.execute("UPDATE network SET removed_kept_days = 90")
    for statement in _SEALING[op.get_bind().dialect.name]:
        op.execute(statement)


_PARTY = (
    "kind, name, country, subdivision, place_id, latitude, longitude, population, timezone,"
    " languages, website, created_at, removed_at"
)
# Where a record of one network names a party.
_REFERENCES = (
    "UPDATE contact SET party_id = :new WHERE party_id = :old AND network_id = :network",
    "UPDATE organisation SET party_id = :new WHERE party_id = :old AND network_id = :network",
    "UPDATE appointment SET party_id = :new WHERE party_id = :old AND network_id = :network",
    "UPDATE exchange SET initiator_id = :new WHERE initiator_id = :old AND network_id = :network",
    "UPDATE partnership_party SET party_id = :new WHERE party_id = :old AND partnership_id IN"
    " (SELECT id FROM partnership WHERE network_id = :network)",
    "UPDATE participant SET party_id = :new WHERE party_id = :old AND exchange_id IN"
    " (SELECT id FROM exchange WHERE network_id = :network)",
)
# Each name once; a party's own name goes before the same one as an alias.
_NAMES = (
    "INSERT INTO party_name (party_id, network_id, name, language, folded, mirrored)"
    " SELECT :new, :network, name, language, folded, mirrored FROM party_name AS named"
    " WHERE party_id = :old AND (network_id IS NULL OR network_id = :network)"
    " AND NOT EXISTS (SELECT 1 FROM party_name AS other WHERE other.party_id = :old"
    " AND other.folded = named.folded AND other.id < named.id"
    " AND (other.network_id IS NULL OR other.network_id = :network))"
)


def _part_networks() -> None:
    """The first network keeps the record of a party; every other one gets its own."""
    bind = op.get_bind()
    for column in ("joined_on", "left_on", "network_id"):
        bind.execute(
            sa.text(
                f"UPDATE party SET {column} = (SELECT {column} FROM membership"  # noqa: S608  # nosec B608  # the columns named above
                " WHERE party_id = party.id ORDER BY network_id LIMIT 1)"
            )
        )
    further = bind.execute(
        sa.text(
            "SELECT membership.party_id, membership.network_id, membership.joined_on,"
            " membership.left_on FROM membership JOIN party ON party.id = membership.party_id"
            " WHERE membership.network_id <> party.network_id"
            " ORDER BY membership.network_id, membership.party_id"
        )
    ).all()
    for old, network, joined_on, left_on in further:
        new = bind.execute(
            sa.text(
                f"INSERT INTO party (network_id, joined_on, left_on, {_PARTY})"  # noqa: S608  # nosec B608  # names of columns
                f" SELECT :network, :joined_on, :left_on, {_PARTY} FROM party WHERE id = :old"
                " RETURNING id"
            ),
            {"network": network, "joined_on": joined_on, "left_on": left_on, "old": old},
        ).scalar_one()
        for statement in (_NAMES, *_REFERENCES):
            bind.execute(sa.text(statement), {"old": old, "new": new, "network": network})
    _part_names(bind)


def _part_names(bind: sa.Connection) -> None:
    # Parties that were added and taken back belong where that was done.
    bind.execute(
        sa.text(
            "UPDATE party SET network_id = (SELECT min(network_id) FROM audit_entry WHERE"
            " entity = 'party' AND entity_id = CAST(party.id AS varchar)) WHERE network_id IS NULL"
        )
    )
    bind.execute(
        sa.text(
            "UPDATE party SET network_id = (SELECT min(id) FROM network) WHERE network_id IS NULL"
        )
    )
    bind.execute(
        sa.text(
            "DELETE FROM party_name WHERE network_id IS NOT NULL AND network_id <>"
            " (SELECT network_id FROM party WHERE party.id = party_name.party_id)"
        )
    )
    bind.execute(
        sa.text(
            "DELETE FROM party_name WHERE EXISTS (SELECT 1 FROM party_name AS other WHERE"
            " other.party_id = party_name.party_id AND other.folded = party_name.folded"
            " AND other.id < party_name.id)"
        )
    )
    bind.execute(
        sa.text(
            "UPDATE party_name SET network_id ="
            " (SELECT network_id FROM party WHERE party.id = party_name.party_id)"
        )
    )


_KEPT = ("id", "batch", "at", "network_id", "official_id", "action", "entity", "entity_id")
_REFUSED = "the audit trail is append-only"
_CHANGED = {
    "sqlite": " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT),
    "postgresql": " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT),
}
# An entry is never deleted, and changes only by an erasure, which takes values and leaves what
# was done and when. This holds for the program's own database user as well.
_SEALING = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        "CREATE TRIGGER audit_entry_is_as_written BEFORE UPDATE ON audit_entry"
        f" WHEN NEW.erasure_id IS NULL OR {_CHANGED['sqlite']}"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_entry_refusal() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
        "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry"
        " FOR EACH ROW EXECUTE FUNCTION audit_entry_refusal()",
        "CREATE TRIGGER audit_entry_is_as_written BEFORE UPDATE ON audit_entry FOR EACH ROW"
        f" WHEN (NEW.erasure_id IS NULL OR {_CHANGED['postgresql']})"
        " EXECUTE FUNCTION audit_entry_refusal()",
        "CREATE TRIGGER audit_entry_is_never_emptied BEFORE TRUNCATE ON audit_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refusal()",
    ),
}
_UNSEALING = {
    "sqlite": (
        "DROP TRIGGER audit_entry_stays",
        "DROP TRIGGER audit_entry_is_as_written",
    ),
    "postgresql": (
        "DROP TRIGGER audit_entry_is_never_emptied ON audit_entry",
        "DROP TRIGGER audit_entry_is_as_written ON audit_entry",
        "DROP TRIGGER audit_entry_stays ON audit_entry",
        "DROP FUNCTION audit_entry_refusal()",
    ),
}


def downgrade() -> None:
    for statement in _UNSEALING[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "membership",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_membership_network_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_membership_party_id")),
        sa.PrimaryKeyConstraint("network_id", "party_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_party_id"), ["party_id"], unique=False)

    op.execute(
        "INSERT INTO membership (network_id, party_id, joined_on, left_on)"
        " SELECT network_id, id, joined_on, left_on FROM party"
    )
    with op.batch_alter_table("party_name", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_party_name_party_id_folded"), type_="unique")
        batch_op.drop_index("ix_party_name_network_id_mirrored")
        batch_op.drop_index("ix_party_name_network_id_folded")
        batch_op.create_unique_constraint(
            batch_op.f("uq_party_name_party_id_network_id_folded"),
            ["party_id", "network_id", "folded"],
        )
        batch_op.create_index(batch_op.f("ix_party_name_mirrored"), ["mirrored"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_name_folded"), ["folded"], unique=False)
        batch_op.alter_column("network_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_party_network_id"), type_="foreignkey")
        batch_op.drop_index("ix_party_place_id_network_id")
        batch_op.drop_index("ix_party_network_id")
        batch_op.create_index(batch_op.f("ix_party_place_id"), ["place_id"], unique=False)
        batch_op.drop_column("left_on")
        batch_op.drop_column("joined_on")
        batch_op.drop_column("network_id")

    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_official_network_id"), type_="foreignkey")
        batch_op.drop_column("network_id")

    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.drop_column("trail_kept_months")
        batch_op.drop_column("unverified_kept_months")
        batch_op.drop_column("removed_kept_days")

    with op.batch_alter_table("partnership_party", schema=None) as batch_op:
        batch_op.drop_column("agreed")

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_contact_keeper_id"), type_="foreignkey")
        batch_op.drop_column("keeper_id")
        batch_op.drop_column("legal_basis")

    with op.batch_alter_table("chat_identity", schema=None) as batch_op:
        batch_op.drop_column("closed_at")

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_audit_entry_erasure_id"), type_="foreignkey")
        batch_op.drop_column("erasure_id")

    with op.batch_alter_table("partnership_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partnership_share_network_id"))

    op.drop_table("partnership_share")
    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.drop_index("ix_access_code_network_id")

    op.drop_table("access_code")
    op.drop_table("erasure")
    with op.batch_alter_table("failed_code", schema=None) as batch_op:
        batch_op.drop_index("ix_failed_code_platform_team_user")

    op.drop_table("failed_code")
