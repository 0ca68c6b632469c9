"""Forecasts in words: by which arithmetic, from what, why there is none, and what a level still needs."""

FORECASTS: dict[str, tuple[str, str]] = {
    "forecast.no_result": (
        "คาดการณ์ไม่ได้ เพราะยังไม่มีผลของเดือนนี้",
        "cannot be forecast: there is no result for this month",
    ),
    "forecast.year_over": ("ปีสิ้นสุดแล้ว ผลคือผล ไม่ต้องคาดการณ์", "the year is over: the result stands, nothing is forecast"),
    "forecast.too_little": (
        "คาดการณ์ไม่ได้ เพราะข้อมูลน้อยเกินไป ต้องมีผลรายเดือนของปีก่อน แผนรายเดือน หรือผลปีนี้ 4 เดือน",
        "cannot be forecast: too little is known; it takes months of earlier years, a monthly plan, or 4 months of this year",
    ),
    "forecast.accumulating": (
        "ผลถึงเดือนนี้ ÷ สัดส่วนของทั้งปีที่ทำได้ถึงเดือนเดียวกัน",
        "the result so far ÷ the share of the whole year reached by the same month",
    ),
    "forecast.moving": (
        "ผลเดือนนี้ + การเปลี่ยนแปลงจากเดือนเดียวกันถึงสิ้นปี",
        "this month's result + the change from the same month to the year's end",
    ),
    "forecast.steps": (
        "ขั้นที่ทำแล้ว + ขั้นที่ทำเพิ่มจากเดือนเดียวกันถึงสิ้นปี",
        "steps done + steps done from the same month to the year's end",
    ),
    "forecast.range": (
        "ค่ากลางคือมัธยฐานของทุกแหล่ง ช่วงกว้างกว่าต่ำสุดถึงสูงสุดของแหล่งข้างละครึ่งหนึ่ง",
        "the middle is the median of all sources; the range is wider than lowest to highest by half of it on each side",
    ),
    "forecast.range_of_two": (
        "ค่ากลางคือมัธยฐานของสองแหล่ง ช่วงกว้างกว่าต่ำสุดถึงสูงสุดข้างละหนึ่งเท่าครึ่ง เพราะมีเพียงสองแหล่ง",
        "the middle is the median of two sources; the range is wider than lowest to highest by one and a half times it on "
        "each side, because there are only two",
    ),
    "forecast.steps_range": (
        "ค่ากลางคือมัธยฐานของทุกแหล่ง ช่วงคือต่ำสุดถึงสูงสุด นับขั้นเต็ม",
        "the middle is the median of all sources, the range lowest to highest, in whole steps",
    ),
    "source.past": ("ตามปี {year:s}", "as in {year:s}"),
    "source.plan": ("ตามแผนรายเดือน", "as the monthly plan"),
    "source.slowest": ("ตามเดือนที่ช้าที่สุดใน 3 เดือนหลัง", "at the slowest of the last 3 months"),
    "source.usual": ("ตามค่าเฉลี่ย 3 เดือนหลัง", "at the mean of the last 3 months"),
    "source.fastest": ("ตามเดือนที่เร็วที่สุดใน 3 เดือนหลัง", "at the fastest of the last 3 months"),
    "source.stays": ("หยุดอยู่ที่เดิม", "stays where it is"),
}
