/* On a narrow screen the rows of links move sideways: each begins where its current link is seen. */
(() => {
  "use strict";

  const middle = (element) => {
    const { left, width } = element.getBoundingClientRect();
    return left + width / 2;
  };
  for (const row of document.querySelectorAll(".bar nav, .subbar nav")) {
    const here = row.querySelector("[aria-current]");
    if (here) row.scrollLeft += middle(here) - middle(row);
  }
})();
