"""Tables that come with the program; a sheet of the input may override each."""

from __future__ import annotations

from dataclasses import replace

from distribution.schema.column import Column, Kind, Table


def text(name: str, vi: str, en: str, *, required: bool = False, unit: str = "") -> Column:
    """Return a column of free text."""
    return Column(name=name, kind=Kind.TEXT, heading_vi=vi, heading_en=en, required=required, unit=unit)


def ident(name: str, vi: str, en: str, refers_to: str | None = None, *, required: bool = True) -> Column:
    """Return a column of ids, of this table or of another."""
    return Column(
        name=name, kind=Kind.ID, heading_vi=vi, heading_en=en, refers_to=refers_to, required=required
    )


def whole(name: str, vi: str, en: str, unit: str = "", *, required: bool = True, low: float = 0) -> Column:
    """Return a column of whole numbers."""
    return Column(
        name=name, kind=Kind.WHOLE, heading_vi=vi, heading_en=en, unit=unit, required=required, minimum=low
    )


def number(
    name: str,
    vi: str,
    en: str,
    unit: str = "",
    *,
    required: bool = True,
    low: float | None = 0,
    high: float | None = None,
) -> Column:
    """Return a column of numbers."""
    return Column(
        name=name,
        kind=Kind.NUMBER,
        heading_vi=vi,
        heading_en=en,
        unit=unit,
        required=required,
        minimum=low,
        maximum=high,
    )


def choice(name: str, vi: str, en: str, *choices: str) -> Column:
    """Return a column whose cells are one of a few words."""
    return Column(name=name, kind=Kind.CHOICE, heading_vi=vi, heading_en=en, choices=choices)


def other(name: str, kind: Kind, vi: str, en: str, *, required: bool = True) -> Column:
    """Return a column of days, clock times, switches, windows, weekdays or lists of ids."""
    return Column(name=name, kind=kind, heading_vi=vi, heading_en=en, required=required)


EVIDENCE = text("evidence", "Căn cứ", "Evidence", required=True)
BASIS = text("evidence", "Căn cứ", "Evidence")
NOTE = text("note", "Ghi chú", "Note")
LON = number("lon", "Kinh độ", "Longitude", "°", low=-180, high=180)
LAT = number("lat", "Vĩ độ", "Latitude", "°", low=-180, high=180)  # not 90: a swapped longitude is named so


def bundled(name: str, vi: str, en: str, key: tuple[str, ...], *columns: Column, source: str = "") -> Table:
    """Return a table that comes with the program."""
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


REFERENCE = (
    bundled(
        "centres",
        "Trung tâm",
        "Centres",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        text("address", "Địa chỉ", "Address"),
        text("province", "Tỉnh (34)", "Province (34)", required=True),
        text("province_pre_2025", "Tỉnh cũ (63)", "Old province (63)", required=True),
        text("district_pre_2025", "Quận/huyện cũ", "Old district", required=True),
        text("ward_2025", "Phường/xã", "Ward"),
        text("region", "Miền", "Region"),
        text("subregion", "Vùng", "Subregion"),
        text("confidence", "Độ tin cậy", "Confidence", required=True),
        text("geocode_precision", "Độ chính xác toạ độ", "Geocode precision"),
        text("source", "Nguồn", "Source"),
        LON,
        LAT,
        other("windows", Kind.WINDOWS, "Giờ nhận hàng", "Receiving windows"),
        other("cold_stores", Kind.IDS, "Tủ lạnh", "Cold stores"),
        text("phone", "Điện thoại", "Phone"),
        BASIS,
        source="centres of public sources; windows and cold stores assumed",
    ),
    bundled(
        "sites",
        "Kho và cửa ngõ",
        "Sites",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        choice("kind", "Loại", "Kind", "factory", "gateway", "maker", "hub", "depot"),
        text("province", "Tỉnh (34)", "Province (34)", required=True),
        text("province_pre_2025", "Tỉnh cũ (63)", "Old province (63)", required=True),
        text("district_pre_2025", "Quận/huyện cũ", "Old district"),
        LON,
        LAT,
        text("geocode_precision", "Độ chính xác toạ độ", "Geocode precision"),
        text("status", "Tư liệu hay đề xuất", "Documented or proposed", required=True),
        text("source", "Nguồn", "Source"),
        other("opens", Kind.CLOCK, "Mở cửa", "Opens"),
        other("closes", Kind.CLOCK, "Đóng cửa", "Closes"),
        whole("bays", "Cửa xuất", "Loading bays"),
        number("litres_2_8", "Dung tích 2–8 °C", "Litres 2–8 °C", "L"),
        number("litres_minus20", "Dung tích −20 °C", "Litres −20 °C", "L"),
        number("litres_minus70", "Dung tích −70 °C", "Litres −70 °C", "L"),
        number("litres_ambient", "Dung tích nhiệt độ phòng", "Litres ambient", "L"),
        other("open_from", Kind.DAY, "Hoạt động từ", "Open from", required=False),
        text("phone", "Điện thoại", "Phone"),
        NOTE,
        BASIS,
        source="facts on the sites (documented or proposed: column status); hours, bays, litres assumed",
    ),
    bundled(
        "products",
        "Sản phẩm",
        "Products",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        text("origin", "Xuất xứ", "Origin"),
        text("disease", "Bệnh", "Disease"),
        text("category", "Nhóm", "Category"),
        choice("storage_class", "Dải nhiệt", "Band", "C2_8", "F25_15", "U90_60", "CRT_2_30", "CRT_15_25"),
        other("freeze_sensitive", Kind.SWITCH, "Sợ đông băng", "Freeze-sensitive"),
        text("freeze_rule", "Quy tắc đông băng", "Freeze rule"),
        other("light_sensitive", Kind.SWITCH, "Sợ ánh sáng", "Light-sensitive"),
        text("presentation", "Quy cách", "Presentation"),
        text("presentation_vi", "Quy cách tiếng Việt", "Vietnamese presentation"),
        whole("pack_doses", "Liều mỗi gói xuất", "Doses per issue pack", "liều/doses", low=1),
        number("packed_cm3_per_dose", "Thể tích gói", "Packed volume", "cm³/liều"),
        number("pack_g", "Khối lượng gói", "Pack mass", "g"),
        whole("shelf_life_months", "Hạn dùng", "Shelf life", "tháng/months", low=1),
        whole("min_remaining_days", "Hạn còn tối thiểu", "Minimum remaining life", "ngày/days"),
        whole("thawed_life_days", "Hạn sau rã đông", "Thawed life", "ngày/days", required=False),
        text("vvm_proxy", "VVM", "VVM"),
        whole("price_vnd", "Giá mỗi liều", "Price per dose", "₫"),
        text("season_group", "Nhóm mùa vụ", "Season group", required=True),
        number("share_percent", "Tỷ trọng", "Share of doses", "%"),
        whole("priority", "Ưu tiên", "Priority", low=1),
        other("back_orderable", Kind.SWITCH, "Hẹn lại được", "Can be given later"),
        ident("supply", "Nguồn cung", "Supply site", "sites"),
        EVIDENCE,
        NOTE,
        source="fact sheet of 62 products; packs, masses, minimum lives, priorities and supply assumed",
    ),
    bundled(
        "vehicle_types",
        "Loại xe",
        "Vehicle types",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        text("name_vi", "Tên tiếng Việt", "Vietnamese name"),
        number("gross_kg", "Tổng tải trọng", "Gross mass", "kg"),
        number("payload_kg", "Tải trọng", "Payload", "kg"),
        number("active_litres", "Thùng lạnh", "Active compartment", "L"),
        ident("box_id", "Hộp lạnh", "Box", "boxes"),
        replace(whole("box_positions", "Số thùng", "Box positions"), former=("Số hộp",)),
        whole("crew", "Tổ lái", "Crew", low=1),
        choice("licence", "Bằng lái", "Licence", "A1", "B", "C1", "C"),
        choice("profile", "Kiểu tốc độ", "Speed profile", "motorbike", "van", "truck", "heavy"),
        whole("fixed_vnd_day", "Cố định mỗi ngày", "Fixed per day", "₫"),
        whole("driver_vnd_day", "Tổ lái mỗi ngày", "Crew per day", "₫"),
        choice("fuel", "Nhiên liệu", "Fuel", "diesel", "petrol", "electric"),
        number("energy_per_100km", "Tiêu hao", "Consumption", "L|kWh/100 km"),
        whole("maintenance_vnd_km", "Bảo dưỡng", "Maintenance", "₫/km"),
        whole("toll_vnd_km", "Phí cao tốc", "Expressway toll", "₫/km"),
        number("unit_l_per_h", "Máy lạnh", "Cooling unit", "L/h"),
        whole("ferry_vnd", "Phí phà", "Ferry fare", "₫"),
        number("co2_g_km", "CO₂", "CO₂", "g/km", required=False),
        number("range_km", "Tầm hoạt động", "Range", "km", required=False),
        EVIDENCE,
        NOTE,
        source="fact sheet of 13 modes, almost all assumed; boxes, licences, ferry fares assumed",
    ),
    bundled(
        "boxes",
        "Hộp lạnh",
        "Boxes",
        ("id",),
        ident("id", "Mã", "Id"),
        text("model", "Mẫu", "Model", required=True),
        text("class", "Loại", "Class"),
        number("vaccine_litres", "Dung tích vắc xin", "Vaccine litres", "L"),
        number("coolant_kg", "Chất giữ lạnh", "Coolant", "kg"),
        number("cold_life_h_43c", "Giữ lạnh ở 43 °C", "Cold life at 43 °C", "h"),
        replace(number("tare_kg", "Vỏ thùng", "Tare", "kg"), former=("Vỏ hộp",)),
        number("loaded_kg", "Khi đầy", "Loaded", "kg"),
        whole("price_vnd", "Giá", "Price", "₫"),
        EVIDENCE,
        NOTE,
        source="WHO/PQS catalogues for most; prices and some litres assumed",
    ),
    bundled(
        "storage_equipment",
        "Tủ và kho lạnh",
        "Storage equipment",
        ("id",),
        ident("id", "Mã", "Id"),
        text("model", "Mẫu", "Model", required=True),
        text("type", "Loại", "Type"),
        number("litres_2_8", "Dung tích 2–8 °C", "Net litres 2–8 °C", "L"),
        number("litres_minus20", "Dung tích −20 °C", "Net litres −20 °C", "L"),
        number("litres_minus70", "Dung tích −70 °C", "Net litres −70 °C", "L"),
        number("holdover_h_43c", "Giữ lạnh khi mất điện", "Hold-over at 43 °C", "h", required=False),
        number("kwh_per_day", "Điện", "Energy", "kWh/ngày", required=False),
        EVIDENCE,
        source="WHO/PQS catalogues; pharmacy fridges and cold rooms assumed",
    ),
    bundled(
        "climate",
        "Khí hậu",
        "Climate",
        ("station", "month"),
        text("station", "Trạm", "Station", required=True),
        text("region", "Vùng", "Region"),
        LAT,
        LON,
        whole("month", "Tháng", "Month", low=1),
        number("tmax_mean_c", "Tối cao TB", "Mean maximum", "°C", low=None),
        number("tmean_c", "Trung bình", "Mean", "°C", low=None),
        number("tmin_mean_c", "Tối thấp TB", "Mean minimum", "°C", low=None),
        number("design_hot_day_c", "Ngày nóng thiết kế", "Design hot day", "°C", low=None),
        EVIDENCE,
        source="eleven stations; Ho Chi Minh City sourced, the others from memory, within 0.8 °C",
    ),
    bundled(
        "seasonality",
        "Mùa vụ",
        "Seasonality",
        ("season_group", "region"),
        text("season_group", "Nhóm", "Group", required=True),
        text("region", "Miền", "Region", required=True),
        *(number(f"m{m:02d}", f"Tháng {m}", f"Month {m}") for m in range(1, 13)),
        EVIDENCE,
        source="assumed shapes: factor of a month to the mean of the year",
    ),
    bundled(
        "holidays",
        "Ngày lễ",
        "Holidays",
        ("first", "name"),
        other("first", Kind.DAY, "Từ ngày", "First day"),
        other("last", Kind.DAY, "Đến ngày", "Last day"),
        text("name", "Tên", "Name", required=True),
        text("kind", "Loại", "Kind"),
        text("centres", "Trung tâm", "Centres"),
        choice("deliveries", "Giao hàng", "Deliveries", "none", "emergency", "avoid", "normal"),
        number("demand_factor", "Hệ số nhu cầu", "Demand factor"),
        NOTE,
        EVIDENCE,
        source="official dates of 2026 to 2028; what centres and deliveries do is assumed",
    ),
    bundled(
        "ban_zones",
        "Vùng cấm xe",
        "Ban zones",
        ("id",),
        ident("id", "Mã", "Id"),
        text("name", "Tên", "Name", required=True),
        text("city", "Thành phố", "City"),
        text("province_pre_2025", "Tỉnh cũ (63)", "Old province (63)", required=True),
        text("districts", "Quận/huyện cũ", "Old districts", required=True),
        whole("crossing_min", "Thời gian qua vùng", "Crossing time", "min"),
        EVIDENCE,
        source="assumed: the decisions name roads, here they are lists of old districts",
    ),
    bundled(
        "bans",
        "Giờ cấm xe",
        "Bans",
        ("id",),
        ident("id", "Mã", "Id"),
        ident("zone_id", "Vùng", "Zone", "ban_zones"),
        choice("basis", "Theo", "Basis", "gross", "payload"),
        number("mass_from_kg", "Từ khối lượng", "Mass from", "kg"),
        number("mass_to_kg", "Dưới khối lượng", "Mass below", "kg", required=False),
        other("petrol_motorbikes_only", Kind.SWITCH, "Chỉ xe máy xăng", "Petrol motorbikes only"),
        other("weekdays", Kind.WEEKDAYS, "Thứ", "Weekdays"),
        other("start", Kind.CLOCK, "Từ giờ", "From", required=False),
        other("end", Kind.CLOCK, "Đến giờ", "Until", required=False),
        other("valid_from", Kind.DAY, "Hiệu lực từ", "Valid from", required=False),
        other("valid_to", Kind.DAY, "Hiệu lực đến", "Valid to", required=False),
        other("active", Kind.SWITCH, "Đang áp dụng", "Active"),
        EVIDENCE,
        NOTE,
        source="decisions of the cities; rows without usable hours or dates are inactive",
    ),
    bundled(
        "lanes",
        "Tuyến trung chuyển",
        "Lanes",
        ("id",),
        ident("id", "Mã", "Id"),
        ident("origin_id", "Từ", "Origin", "sites"),
        ident("destination_id", "Đến", "Destination", "sites"),
        choice("mode", "Phương thức", "Mode", "road", "air", "ferry"),
        ident("vehicle_type_id", "Loại xe", "Vehicle type", "vehicle_types", required=False),
        whole("lead_days", "Thời gian", "Lead time", "ngày/days"),
        number("capacity_litres", "Sức chứa mỗi chuyến", "Capacity per departure", "L"),
        whole("fixed_vnd", "Cố định", "Fixed", "₫"),
        whole("vnd_per_kg", "Cước", "Rate", "₫/kg"),
        other("weekdays", Kind.WEEKDAYS, "Thứ", "Weekdays"),
        other("open_from", Kind.DAY, "Từ ngày", "Open from", required=False),
        EVIDENCE,
        NOTE,
        source="assumed, open to override; air rate from a public tariff",
    ),
    bundled(
        "parameters",
        "Tham số",
        "Parameters",
        ("name",),
        ident("name", "Tên", "Name"),
        number("value", "Giá trị", "Value"),
        text("unit", "Đơn vị", "Unit"),
        EVIDENCE,
        NOTE,
        source="law (driving hours) or assumed, row by row",
    ),
)
