"""The agency's own map: TopoJSON or GeoJSON, checked by its 77 codes; borders of regions follow from the outlines."""

import json
from decimal import Decimal

from rabrong.charts import Area, Band, Drawing, Region, faults_in, province_map, region_map, shapes_in
from rabrong.charts.outlines import CODES, province_shapes

ORDER = sorted(CODES)


def square(at: int) -> list[list[int]]:
    """A square a degree wide, the first at 0 degrees, each next one beside it."""
    return [[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]


def collection(codes: list[str]) -> str:
    """A row of squares, one for each code."""
    features = [
        {
            "type": "Feature",
            "properties": {"iso_3166_2": f"TH-{code}"},
            "geometry": {"type": "Polygon", "coordinates": [square(at)]},
        }
        for at, code in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, "credit": "กรมตัวอย่าง"})


def test_there_are_77_provinces_and_the_own_file_has_them_all() -> None:
    assert len(CODES) == 77
    assert province_shapes().outlines.keys() == CODES
    assert "Natural Earth" in province_shapes().credit


def test_a_file_with_all_provinces_is_drawn() -> None:
    text = collection(ORDER)
    shapes = shapes_in(json.loads(text, parse_float=Decimal))

    assert faults_in(text) == []
    assert shapes.credit == "กรมตัวอย่าง"
    # 77 degrees wide, 1 high: 208 pixels by the cosine of 13 degrees
    assert (shapes.size.width, shapes.size.height) == (212, 4 + 3)


def test_what_is_missing_or_unknown_or_twice_is_named() -> None:
    text = collection([*ORDER[2:], "99", "96"])

    assert faults_in(text) == [
        "2 of 77 provinces are missing: TH-10, TH-11",
        "no province has the code 99",
        "more than one shape has the code TH-96",
    ]


def test_something_else_is_no_map() -> None:
    for text in ("", "{}", '{"type": "FeatureCollection", "features": [{}]}', "[1]", '{"type": "Topology"}'):
        assert len(faults_in(text)) == 1


def test_a_border_runs_where_regions_meet_and_nowhere_else() -> None:
    shapes = shapes_in(json.loads(collection(ORDER), parse_float=Decimal))
    west, east = ORDER[:40], ORDER[40:]
    regions = dict.fromkeys(west, "west") | dict.fromkeys(east, "east")

    # one side of one square; its ends are a degree apart
    assert shapes.borders(regions).count("M") == 1
    assert shapes.borders(dict.fromkeys(ORDER, "all")) == ""


def test_what_is_not_looked_at_is_quiet_but_can_be_reached() -> None:
    areas = {code: Area(code, Band(5, "5"), f"/{code}/", quiet=code != "40") for code in ORDER}
    drawn = province_map(areas, "", Drawing(regions={code: code for code in ORDER}))

    assert drawn.count('class="area b5"') == 1
    assert drawn.count('class="area q1"') == 76
    assert drawn.count("<a ") == 77
    assert drawn.count("region-line") == 1


def test_a_region_is_one_link_around_its_provinces_with_its_number() -> None:
    shapes = shapes_in(json.loads(collection(ORDER), parse_float=Decimal))
    west, east = tuple(ORDER[:40]), tuple(ORDER[40:76])
    drawn = region_map(
        [Region("เขต 1 3.3000", "1", west, Band(4, "4"), "/r1/"), Region("เขต 2 -", "2", east)], "", shapes
    )

    assert drawn.count("<a ") == 1
    assert 'href="/r1/" aria-label="เขต 1 3.3000"' in drawn
    assert drawn.count("url(#band-4)") == 40
    assert drawn.count("silent-area") == 36
    assert drawn.count('class="area q1"') == 1  # the last province belongs to no region


def test_a_number_stands_in_the_middle_of_its_provinces() -> None:
    shapes = shapes_in(json.loads(collection(ORDER), parse_float=Decimal))
    across, down = shapes.middle(ORDER)

    # 77 squares in a row over a picture 212 wide with 2 at each side, 3 high: the middle, but for rounding to tenths
    assert (round(across), round(down)) == (106, 3)


def test_the_own_file_may_say_what_stands_under_it() -> None:
    data = json.loads(collection(ORDER)) | {"caption": "ภาพร่าง"}

    assert shapes_in(json.loads(json.dumps(data), parse_float=Decimal)).caption == "ภาพร่าง"
    assert province_shapes().caption == ""
