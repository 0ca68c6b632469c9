"""A page on A4: nothing is cut, nothing is printed that can only be touched, and the paper is white."""

from playwright.sync_api import Page

UPRIGHT, ACROSS = 703, 1032
"""CSS px between the margins of 12 mm: 186 and 273 mm."""

IS_ACROSS = "() => getComputedStyle(document.body).page === 'across'"

CUT = """() => {
    const shown = (each) => each.checkVisibility() && getComputedStyle(each).clipPath === 'none'
        && !each.closest('.for-readers, svg, dialog');
    const beyond = (each) => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > innerWidth + 2;
    };
    const inside = (each) => getComputedStyle(each).overflowX !== 'visible' && each.scrollWidth > each.clientWidth + 2
        && !each.matches('input, textarea, select, iframe');
    return [...document.querySelectorAll('body *')].filter((each) => shown(each) && (beyond(each) || inside(each)))
        .slice(0, 4).map((each) => `cut: ${each.tagName}.${each.getAttribute('class') ?? ''}`);
}"""

TOUCHED = """() => [...document.querySelectorAll(
    'nav:not(.crumbs) a:not([aria-current]), .button, .bar form, .tabs, .skip')
].filter((each) => each.checkVisibility()).map((each) => `printed: ${each.tagName}.${each.className}`)"""

UNDERLINED = """() => [...document.querySelectorAll('main a')].filter(
    (each) => each.checkVisibility() && getComputedStyle(each).textDecorationLine !== 'none'
).map((each) => `underlined: ${each.textContent}`)"""


def faults_on_paper(page: Page) -> list[str]:
    """What an A4 sheet of the page would lack, or has too much."""
    before = page.viewport_size
    assert before is not None
    page.emulate_media(media="print")
    page.set_viewport_size({"width": ACROSS if page.evaluate(IS_ACROSS) else UPRIGHT, "height": 900})
    faults = [fault for looked in (CUT, TOUCHED, UNDERLINED) for fault in page.evaluate(looked)]
    if page.evaluate("getComputedStyle(document.documentElement).colorScheme") != "light":
        faults.append("not on white")
    page.emulate_media(media="screen")
    page.set_viewport_size(before)
    return faults
