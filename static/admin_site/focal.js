/* The focal point: set on the picture by a click or by the arrow keys, and in its two numbers. What
   readers will see of the picture where it is cut is shown beside it at once. */

const STEP = 1;
const LEAP = 10; // with Shift
const ARROWS = {
  ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP],
};

function setUp(place) {
  const marker = place.querySelector("[data-marker]");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!across || !down) return;

  const point = () => [across, down].map((field) => within(Number(field.value)));

  function show() {
    const [x, y] = point();
    marker.style.left = `${x}%`;
    marker.style.top = `${y}%`;
    marker.setAttribute("aria-label", place.dataset.says.replace("{x}", x).replace("{y}", y));
    for (const cut of place.querySelectorAll("[data-cut]")) {
      cut.style.objectPosition = positionOf(place, cut, x, y);
    }
  }

  function moveTo(x, y) {
    across.value = within(x);
    down.value = within(y);
    for (const field of [across, down]) field.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }

  place.querySelector("[data-picture]").addEventListener("click", (event) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    moveTo(((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100);
    marker.focus({ preventScroll: true });
  });
  marker.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [x, y] = point();
    const far = event.shiftKey ? LEAP : 1;
    moveTo(x + arrow[0] * far, y + arrow[1] * far);
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}

function within(value) {
  return Math.min(100, Math.max(0, Math.round(value) || 0));
}

/* The part that is kept has its middle as near to the focal point as the edges allow, as
   thinktank/library/renditions.py cuts it; object-position counts from what is left over. */
function positionOf(place, cut, x, y) {
  const [width, height] = [Number(place.dataset.width), Number(place.dataset.height)];
  const ratio = Number(cut.dataset.cut);
  const wide = Math.min(width, height * ratio);
  return `${leftOver(width, wide, x)}% ${leftOver(height, wide / ratio, y)}%`;
}

function leftOver(whole, part, focal) {
  const over = whole - part;
  if (over < 0.5) return 50;
  return (Math.min(Math.max((whole * focal) / 100 - part / 2, 0), over) / over) * 100;
}

/* A large picture is still being drawn when its page opens: the page looks again by itself. */
async function waitUntilDrawn(state) {
  const PAUSE = 1500;
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    const answer = await fetch(state.dataset.address).then((each) => each.json()).catch(() => null);
    if (!answer) continue;
    state.textContent = answer.said;
    if (answer.ready) return;
  }
}

for (const place of document.querySelectorAll("[data-focal]")) setUp(place);
for (const state of document.querySelectorAll("[data-being-drawn]")) waitUntilDrawn(state);
