"""Tables of provinces and roads that come with the program and are no sheets of an input."""

from __future__ import annotations

from distribution.schema.column import Column, Kind, Table
from distribution.schema.reference import EVIDENCE, LAT, LON, choice, ident, number, other, text, whole


def _table(name: str, vi: str, en: str, key: tuple[str, ...], *columns: Column, source: str) -> Table:
    return Table(
        name=name,
        title_vi=vi,
        title_en=en,
        columns=columns,
        key=key,
        bundled=True,
        required=False,
        source=source,
    )


GEOGRAPHY = (
    _table(
        "provinces",
        "34 tỉnh, thành",
        "The 34 provinces",
        ("province",),
        ident("province", "Tỉnh", "Province"),
        choice("type", "Loại", "Type", "province", "municipality"),
        text("merged_from", "Hợp nhất từ", "Merged from", required=True),
        text("capital", "Trung tâm hành chính", "Capital", required=True),
        LON,
        LAT,
        choice("region", "Miền", "Region", "north", "central", "south"),
        text("subregion", "Vùng", "Subregion", required=True),
        number("area_km2", "Diện tích", "Area", "km²"),
        whole("population_nq202", "Dân số theo NQ 202", "Population, Resolution 202", required=False),
        whole("population_2024_est", "Dân số 2024", "Population 2024"),
        text("population_2024_basis", "Căn cứ dân số", "Basis of the population", required=True),
        whole("births_est_flat_14", "Sinh, tỷ suất đều", "Births, flat rate", "/năm"),
        whole("births_est_regional", "Sinh, tỷ suất vùng", "Births, regional rate", "/năm"),
        whole("centres_in_list", "Trung tâm", "Centres"),
        whole("centres_high_medium", "Trung tâm có tư liệu", "Centres with sources"),
        source="National Assembly Resolution 202/2025/QH15; the basis of each population stands in its row; "
        "births: estimates from approximate rates (general knowledge, ±2 per thousand)",
    ),
    _table(
        "provinces_pre2025",
        "63 tỉnh, thành cũ",
        "The 63 provinces before July 2025",
        ("province_pre_2025",),
        ident("province_pre_2025", "Tỉnh cũ", "Old province"),
        ident("province", "Tỉnh mới", "New province", "provinces"),
        text("capital", "Trung tâm hành chính", "Capital", required=True),
        LON,
        LAT,
        text("subregion_63", "Vùng", "Subregion", required=True),
        number("population_2023_gso_thousand", "Dân số 2023", "Population 2023", "nghìn/thousand"),
        number("population_2024_est_thousand", "Dân số 2024", "Population 2024", "nghìn/thousand"),
        whole("births_est_flat_14", "Sinh, tỷ suất đều", "Births, flat rate", "/năm"),
        whole("births_est_regional", "Sinh, tỷ suất vùng", "Births, regional rate", "/năm"),
        whole("centres_in_list", "Trung tâm", "Centres"),
        source="statistics office averages of 2023 (general knowledge; they sum to the published total), "
        "grown to 2024; births: estimates",
    ),
    _table(
        "road_nodes",
        "Nút giao thông",
        "Road nodes",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        choice("kind", "Loại", "Kind", "C", "T", "X", "J", "P", "B"),
        text("province63", "Tỉnh cũ (63)", "Old province (63)"),
        LAT,
        LON,
        choice("coord_src", "Nguồn toạ độ", "Source of the point", "geonames", "manual"),
        source="places: GeoNames (CC BY 4.0), the rest typed by hand; C old capital, T town, X interchange, "
        "J junction, P port or island, B border gate",
    ),
    _table(
        "road_edges",
        "Đường và phà",
        "Roads and ferries",
        ("u", "v", "ref"),
        ident("u", "Từ", "From", "road_nodes"),
        ident("v", "Đến", "To", "road_nodes"),
        text("ref", "Đường", "Road", required=True),
        choice(
            "road_class",
            "Cấp",
            "Class",
            *("expressway", "trunk", "national", "provincial", "link", "urban", "ferry"),
        ),
        choice("terrain", "Địa hình", "Terrain", "flat", "hilly", "mountain"),
        number("length_km", "Chiều dài", "Length", "km"),
        choice("length_src", "Nguồn chiều dài", "Source of the length", "recalled", "estimated", "clipped"),
        number("speed_kmh", "Tốc độ xe tải", "Truck speed", "km/h", low=1),
        number("wait_h", "Chờ phà", "Wait for a ferry", "h"),
        text("open_from", "Thông xe", "Open from", unit="yyyy-mm"),
        number("circuity", "Hệ số vòng", "Circuity"),
        source="lengths recalled from road kilometre posts and project lengths, or estimated, or raised to "
        "the great circle (row by row); speeds are judgement, unvalidated",
    ),
    _table(
        "reference_distances",
        "Quãng đường đối chiếu",
        "Reference distances",
        ("a", "b", "via", "mode"),
        ident("a", "Từ", "From", "road_nodes"),
        ident("b", "Đến", "To", "road_nodes"),
        text("via", "Qua", "Via"),
        number("km", "Quãng đường", "Distance", "km"),
        choice("mode", "Cách đi", "Mode", "q", "f", "s"),
        text("source", "Nguồn", "Source", required=True),
        source="44 pairs from published pages, the others recalled (not independent of the graph); "
        "q fastest without expressways, f fastest with them, s shortest",
    ),
    _table(
        "water_barriers",
        "Sông lớn",
        "Water barriers",
        ("name",),
        ident("name", "Sông", "River"),
        other("points", Kind.IDS, "Các điểm (kinh độ vĩ độ)", "Points (longitude latitude)"),
        EVIDENCE,
        source="courses drawn by hand: short straight legs may not cross them",
    ),
)
