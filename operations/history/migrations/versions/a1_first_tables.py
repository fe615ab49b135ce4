"""The first tables: runs, plans by departure and lot, allocations by lot, stock, and acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "acts",
        sa.Column("act", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("acted_at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("act", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_run_id"), "acts", ["run_id"], unique=False)
    op.create_table(
        "runs",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("inputs_digest", sa.String(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("run", name=op.f("pk_runs")),
        sa.UniqueConstraint("run_id", name=op.f("uq_runs_run_id")),
    )
    op.create_table(
        "arrivals",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("arrival_id", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_arrivals_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_arrivals_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_arrivals")),
    )
    op.create_index(op.f("ix_arrivals_lot_id"), "arrivals", ["lot_id"], unique=False)
    op.create_index(
        "ix_arrivals_now",
        "arrivals",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "checks",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=True),
        sa.Column("violations", sa.Integer(), nullable=False),
        sa.Column("waived", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_checks_run")),
        sa.PrimaryKeyConstraint("run", "rule", name=op.f("pk_checks")),
    )
    op.create_table(
        "departures",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("origin_id", sa.String(), nullable=False),
        sa.Column("lane_id", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.String(), nullable=False),
        sa.Column("driver_ids", sa.String(), nullable=False),
        sa.Column("depart_at", sa.DateTime(), nullable=False),
        sa.Column("cost_vnd", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_departures_run")),
        sa.PrimaryKeyConstraint("run", "departure_id", name=op.f("pk_departures")),
    )
    op.create_table(
        "digests",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_digests_run")),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_digests")),
    )
    op.create_table(
        "indicators",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_indicators_run")),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_indicators")),
    )
    op.create_table(
        "issues",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("depot_id", sa.String(), nullable=False),
        sa.Column("centre_id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("use_by", sa.Date(), nullable=False),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_issues_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_issues_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_lot_id"), "issues", ["lot_id"], unique=False)
    op.create_index(
        "ix_issues_now",
        "issues",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "lots",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("product_name", sa.String(), nullable=False),
        sa.Column("expiry", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_lots_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_lots_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_lots")),
    )
    op.create_index(op.f("ix_lots_lot_id"), "lots", ["lot_id"], unique=False)
    op.create_index(
        "ix_lots_now",
        "lots",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "movements",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("received_day", sa.Date(), nullable=True),
        sa.Column("lane_id", sa.String(), nullable=False),
        sa.Column("origin_id", sa.String(), nullable=False),
        sa.Column("destination_id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("use_by", sa.Date(), nullable=True),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_movements_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_movements_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_movements")),
    )
    op.create_index(op.f("ix_movements_lot_id"), "movements", ["lot_id"], unique=False)
    op.create_index(
        "ix_movements_now",
        "movements",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "places",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_places_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_places_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_places")),
    )
    op.create_index(
        "ix_places_now",
        "places",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "stock",
        sa.Column("span", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("use_by", sa.Date(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run"], name=op.f("fk_stock_first_run")),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name=op.f("fk_stock_until_run")),
        sa.PrimaryKeyConstraint("span", name=op.f("pk_stock")),
    )
    op.create_index(op.f("ix_stock_lot_id"), "stock", ["lot_id"], unique=False)
    op.create_index(
        "ix_stock_now",
        "stock",
        ["first_run"],
        unique=False,
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.create_table(
        "versions",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_versions_run")),
        sa.PrimaryKeyConstraint("run", "name", name=op.f("pk_versions")),
    )
    op.create_table(
        "stops",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("arrive_at", sa.DateTime(), nullable=False),
        sa.Column("boxes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "departure_id"],
            ["departures.run", "departures.departure_id"],
            name=op.f("fk_stops_run_departure_id"),
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_stops_run")),
        sa.PrimaryKeyConstraint("run", "departure_id", "position", name=op.f("pk_stops")),
    )
    op.create_table(
        "drops",
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("departure_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("lot_id", sa.String(), nullable=False),
        sa.Column("use_by", sa.Date(), nullable=False),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "departure_id", "position"],
            ["stops.run", "stops.departure_id", "stops.position"],
            name=op.f("fk_drops_run_departure_id_position"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name=op.f("fk_drops_run")),
        sa.PrimaryKeyConstraint("run", "departure_id", "position", "line", name=op.f("pk_drops")),
    )
    op.create_index(op.f("ix_drops_lot_id"), "drops", ["lot_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_drops_lot_id"), table_name="drops")
    op.drop_table("drops")
    op.drop_table("stops")
    op.drop_table("versions")
    op.drop_index(
        "ix_stock_now",
        table_name="stock",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_index(op.f("ix_stock_lot_id"), table_name="stock")
    op.drop_table("stock")
    op.drop_index(
        "ix_places_now",
        table_name="places",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_table("places")
    op.drop_index(
        "ix_movements_now",
        table_name="movements",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_index(op.f("ix_movements_lot_id"), table_name="movements")
    op.drop_table("movements")
    op.drop_index(
        "ix_lots_now",
        table_name="lots",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_index(op.f("ix_lots_lot_id"), table_name="lots")
    op.drop_table("lots")
    op.drop_index(
        "ix_issues_now",
        table_name="issues",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_index(op.f("ix_issues_lot_id"), table_name="issues")
    op.drop_table("issues")
    op.drop_table("indicators")
    op.drop_table("digests")
    op.drop_table("departures")
    op.drop_table("checks")
    op.drop_index(
        "ix_arrivals_now",
        table_name="arrivals",
        sqlite_where=sa.text("until_run IS NULL"),
        postgresql_where=sa.text("until_run IS NULL"),
    )
    op.drop_index(op.f("ix_arrivals_lot_id"), table_name="arrivals")
    op.drop_table("arrivals")
    op.drop_table("runs")
    op.drop_index(op.f("ix_acts_run_id"), table_name="acts")
    op.drop_table("acts")
