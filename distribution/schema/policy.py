"""Tables of a year of policy that come with the program and are no sheets of an input."""

from __future__ import annotations

from distribution.schema.column import Table
from distribution.schema.reference import EVIDENCE, NOTE, ident, number, text, whole

POLICY = (
    Table(
        name="policy",
        title_vi="Chính sách một năm",
        title_en="A year of policy",
        columns=(
            ident("name", "Tên", "Name"),
            number("value", "Giá trị", "Value"),
            text("unit", "Đơn vị", "Unit"),
            EVIDENCE,
            NOTE,
        ),
        key=("name",),
        bundled=True,
        required=False,
        source="assumed, row by row; a file of a change may replace each row",
    ),
    Table(
        name="vials",
        title_vi="Lọ nhiều liều",
        title_en="Multi-dose vials",
        columns=(
            ident("product_id", "Sản phẩm", "Product", "products"),
            whole("vial_doses", "Liều mỗi lọ", "Doses per vial", "liều/doses", low=2),
            whole("sessions_week", "Buổi tiêm mỗi tuần", "Sessions a week", low=1),
            EVIDENCE,
            NOTE,
        ),
        key=("product_id",),
        bundled=True,
        required=False,
        source="general knowledge; every product without a row has one dose a vial",
    ),
)
