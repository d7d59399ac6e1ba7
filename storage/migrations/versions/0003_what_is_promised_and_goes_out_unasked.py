"""What was promised and is due, the digests, and all that goes out unasked."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lane",
        sa.Column("key", storage.columns.bytewise(160), nullable=False),
        sa.Column("free_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("ready_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("held_until", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("learned_pause", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lane")),
    )
    with op.batch_alter_table("lane", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lane_ready_at",
            ["ready_at"],
            unique=False,
            sqlite_where=sa.text("ready_at IS NOT NULL"),
            postgresql_where=sa.text("ready_at IS NOT NULL"),
        )

    op.create_table(
        "schedule",
        sa.Column(
            "kind",
            sa.Enum(
                "follow_up",
                "digest",
                "occasions",
                name="schedulekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("next_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("counted_from", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_schedule_network_id")
        ),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_schedule")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(
            "ix_schedule_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("time_of_day", sa.Time(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_digest_network_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_digest_partnership_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_digest_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint(
            "platform",
            "team",
            "channel",
            "topic",
            name=op.f("uq_digest_platform_team_channel_topic"),
        ),
    )
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_network_id"), ["network_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("awaited", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_time", sa.Time(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("due_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("snoozed_until", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column(
            "priority",
            sa.Enum("low", "normal", "high", name="priority", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "visibility",
            sa.Enum(
                "party", "partnership", "network", name="visibility", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "origin_platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("origin_team", sa.String(length=64), nullable=False),
        sa.Column("origin_channel", sa.String(length=64), nullable=False),
        sa.Column("origin_message", sa.String(length=64), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column(
            "closure",
            sa.Enum("done", "dropped", name="closure", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["official.id"], name=op.f("fk_follow_up_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_follow_up_exchange_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["official.id"], name=op.f("fk_follow_up_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_follow_up_network_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["official.id"], name=op.f("fk_follow_up_owner_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_follow_up_partnership_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_follow_up_party_id")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["exchange.id"], name=op.f("fk_follow_up_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_up_network_id_due_at",
            ["network_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_follow_up_network_id_closed_at",
            ["network_id", "closed_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_follow_up_origin_channel_origin_message",
            ["origin_channel", "origin_message"],
            unique=False,
        )
        batch_op.create_index("ix_follow_up_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_follow_up_partnership_id", ["partnership_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", storage.columns.bytewise(160), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("nudge", "digest", "notice", name="deliverykind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("follow_up_id", sa.Integer(), nullable=True),
        sa.Column("digest_id", sa.Integer(), nullable=True),
        sa.Column("matter", sa.JSON(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("lane", storage.columns.bytewise(160), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "sending",
                "uncertain",
                "sent",
                "dead",
                "cancelled",
                name="deliverystate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("next_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("asked_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("is_repeated", sa.Boolean(), nullable=False),
        sa.Column("bundle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("sent_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_delivery_digest_id")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_delivery_follow_up_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_delivery_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_delivery_official_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("key", name=op.f("uq_delivery_key")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_follow_up_id",
            ["follow_up_id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_delivery_digest_id",
            ["digest_id"],
            unique=False,
            sqlite_where=sa.text("digest_id IS NOT NULL"),
            postgresql_where=sa.text("digest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_delivery_lane_in_doubt",
            ["lane"],
            unique=False,
            sqlite_where=sa.text("state IN ('sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('sending', 'uncertain')"),
        )
        batch_op.create_index(
            "ix_delivery_lane_next_at",
            ["lane", "next_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('pending', 'sending', 'uncertain')"),
        )
        batch_op.create_index(
            "ix_delivery_network_id_problems",
            ["network_id"],
            unique=False,
            sqlite_where=sa.text("state = 'dead' OR is_repeated"),
            postgresql_where=sa.text("state = 'dead' OR is_repeated"),
        )
        batch_op.create_index(
            "ix_delivery_official_id_sent_at",
            ["official_id", "sent_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NOT NULL"),
            postgresql_where=sa.text("sent_at IS NOT NULL"),
        )

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("backup_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_appointment_backup_id"), "official", ["backup_id"], ["id"]
        )

    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "reached_on",
                sa.Enum(
                    "slack", "telegram", "console", name="platform", native_enum=False, length=32
                ),
                nullable=True,
            )
        )

    # What comes round in a network is looked for from the first start on.
    op.execute(
        "INSERT INTO schedule (kind, subject_id, network_id, next_at, step, sequence)"
        " SELECT 'occasions', id, id, created_at, 0, 0 FROM network WHERE removed_at IS NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_column("reached_on")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_appointment_backup_id"), type_="foreignkey")
        batch_op.drop_column("backup_id")

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_delivery_official_id_sent_at",
            sqlite_where=sa.text("sent_at IS NOT NULL"),
            postgresql_where=sa.text("sent_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_delivery_network_id_problems",
            sqlite_where=sa.text("state = 'dead' OR is_repeated"),
            postgresql_where=sa.text("state = 'dead' OR is_repeated"),
        )
        batch_op.drop_index(
            "ix_delivery_lane_in_doubt",
            sqlite_where=sa.text("state IN ('sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('sending', 'uncertain')"),
        )
        batch_op.drop_index(
            "ix_delivery_lane_next_at",
            sqlite_where=sa.text("state IN ('pending', 'sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('pending', 'sending', 'uncertain')"),
        )
        batch_op.drop_index(
            "ix_delivery_follow_up_id",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(
            "ix_delivery_digest_id",
            sqlite_where=sa.text("digest_id IS NOT NULL"),
            postgresql_where=sa.text("digest_id IS NOT NULL"),
        )

    op.drop_table("delivery")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_partnership_id")
        batch_op.drop_index("ix_follow_up_owner_id")
        batch_op.drop_index("ix_follow_up_origin_channel_origin_message")
        batch_op.drop_index(
            "ix_follow_up_network_id_closed_at",
            sqlite_where=sa.text("closed_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_follow_up_network_id_due_at",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("follow_up")
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_network_id"))

    op.drop_table("digest")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_schedule_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("schedule")
    with op.batch_alter_table("lane", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_lane_ready_at",
            sqlite_where=sa.text("ready_at IS NOT NULL"),
            postgresql_where=sa.text("ready_at IS NOT NULL"),
        )

    op.drop_table("lane")
