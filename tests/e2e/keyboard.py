"""A page by keyboard alone: what is reached is seen, in the order of reading, and nothing holds on to it."""

from playwright.sync_api import Page

TABS = 20
"""How far a page is walked; what comes after is looked at without walking there."""

WHOLE = 900
"""More stops than any page has; a walk that is longer never ends."""

HERE = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect();
    window.walked ??= [];
    const before = window.walked.at(-1);
    const been = window.walked.indexOf(at);
    window.walked.push(at);
    return {
        what: `${at.tagName}.${at.getAttribute('class') ?? ''} ${at.textContent.trim().slice(0, 30)}`,
        round: been === 0,
        caught: been > 0,
        back: !!before && !(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
        hidden: box.right <= 0 || box.bottom + scrollY <= 0 || box.left === box.right,
    };
}"""

UNSEEN = """() => {
    const looks = (element) => {
        const style = getComputedStyle(element);
        return [style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow,
                style.borderColor, style.backgroundColor].join('|');
    };
    const around = (element) => [element, element.parentElement, element.parentElement.parentElement];
    const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
    const all = [...document.querySelectorAll(can)].filter((each) => !each.disabled && each.checkVisibility());
    const unseen = new Set();
    for (const each of all.slice(0, 150)) {
        document.activeElement.blur();
        const parts = around(each);
        const before = parts.map(looks).join();
        each.focus({focusVisible: true, preventScroll: true});
        if (document.activeElement === each && parts.map(looks).join() === before)
            unseen.add(`focus is not seen on ${each.tagName}.${each.getAttribute('class') ?? ''}`);
    }
    document.activeElement.blur();
    return [...unseen];
}"""

MISSED = """() => {
    const can = 'a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex]';
    return [...document.querySelectorAll(can)]
        .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true}))
        .filter((each) => !window.walked.includes(each))
        .map((each) => `never reached: ${each.outerHTML.slice(0, 80)}`);
}"""

OUT_OF_REACH = """() => [...document.querySelectorAll(
    '[tabindex]:not([tabindex="0"], [tabindex="-1"]), [onclick], [hx-trigger*=click]:not(a, button, summary, input)'
)].map((each) => `not in the order of the page: ${each.outerHTML.slice(0, 60)}`)"""


def faults_by_keyboard(page: Page) -> list[str]:
    """A trap, a step back, something that nobody sees, an order of its own."""
    return [*_walk(page, TABS)[0], *page.evaluate(UNSEEN), *page.evaluate(OUT_OF_REACH)]


def faults_on_the_whole_way(page: Page) -> list[str]:
    """The same from the first stop to the last, and whatever the way leaves out."""
    faults, ends = _walk(page, WHOLE)
    return [*faults, *page.evaluate(MISSED)] if ends else [*faults, "the way has no end"]


def _walk(page: Page, most: int) -> tuple[list[str], bool]:
    """What is wrong on the way, and whether it ended."""
    faults: list[str] = []
    for step in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        if at is None or at["round"]:
            return faults, True
        said = [word for word in ("caught", "back", "hidden") if at[word]]
        faults += [f"{word}: {at['what']}" for word in said]
        if step == 0 and "skip" not in at["what"]:
            faults.append(f"the page begins with {at['what']}")
    return faults, False
