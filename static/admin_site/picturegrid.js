/* The grid of the chooser: one list of options, of which one takes the focus; arrows move it. */

export function pictureGrid(list, shape, { current, choose }) {
  const pictures = new WeakMap();
  const options = () => [...list.children];

  function made(picture) {
    const option = shape.content.cloneNode(true).firstElementChild;
    const image = option.querySelector("img");
    image.src = picture.small;
    image.alt = picture.alt;
    option.querySelector("[data-title]").textContent = picture.title;
    option.querySelector("[data-ended]").textContent = picture.ended;
    if (picture.ended) option.setAttribute("aria-disabled", "true");
    option.setAttribute("aria-selected", String(String(picture.id) === String(current)));
    pictures.set(option, picture);
    return option;
  }

  function moveTo(option) {
    if (!option) return;
    list.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    option.setAttribute("tabindex", "0");
    option.focus();
    option.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    const picture = pictures.get(option);
    if (picture && !picture.ended) choose(picture);
  }

  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (!option) return;
    moveTo(option);
    take(option);
  });

  list.addEventListener("keydown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") take(option);
    else if (MOVES[event.key]) moveTo(MOVES[event.key](options(), option));
    else return;
    event.preventDefault();
  });

  return {
    show(found, { adding = false } = {}) {
      const rows = found.map(made);
      if (adding) list.append(...rows);
      else list.replaceChildren(...rows);
      if (!list.querySelector('[tabindex="0"]')) list.firstElementChild?.setAttribute("tabindex", "0");
      // Who pressed “More” goes on with the first of the new pictures.
      if (adding) moveTo(rows[0]);
    },
    focus: () => moveTo(list.querySelector('[tabindex="0"]')),
  };
}

const beside = (step) => (all, option) => {
  const turned = getComputedStyle(option).direction === "rtl" ? -step : step;
  return all[all.indexOf(option) + turned];
};

/* The option above or below: as many places away as a row of the grid has. */
const under = (step) => (all, option) => {
  const across = all.findIndex((each) => each.offsetTop > all[0].offsetTop);
  return all[all.indexOf(option) + step * (across < 0 ? all.length : across)];
};

const MOVES = {
  ArrowRight: beside(1),
  ArrowLeft: beside(-1),
  ArrowDown: under(1),
  ArrowUp: under(-1),
  Home: (all) => all[0],
  End: (all) => all.at(-1),
};
