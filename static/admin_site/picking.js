/* Picking by keyboard: letters open the list with these letters, Enter takes the first, even when
   the answer is still on its way. Tags accept new words. */

const $ = window.django?.jQuery;

function asked(element) {
  return {
    data: ({ term, page }) => ({
      term,
      page,
      app_label: element.dataset.appLabel,
      model_name: element.dataset.modelName,
      field_name: element.dataset.fieldName,
    }),
  };
}

function options(element) {
  const ajax = asked(element);
  if (!element.classList.contains("accepts-new-words")) return { ajax };
  ajax.processResults = ({ results, pagination }) => ({
    results: results.map(({ text }) => ({ id: text, text })),
    pagination,
  });
  return { ajax, tags: true, tokenSeparators: [","] };
}

function takeFirst(element) {
  const picker = $(element).data("select2");
  let waiting = false;
  let wanted = false;
  picker.on("query", () => { waiting = true; });
  picker.on("results:all", () => {
    waiting = false;
    if (wanted) setTimeout(() => picker.trigger("results:select", {}));
    wanted = false;
  });
  picker.on("close", () => { wanted = false; waiting = false; });
  const container = picker.$container[0];
  const typed = (event) => {
    if (event.target.matches(".select2-search__field")) waiting = true;
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || !waiting || !event.target.matches(".select2-search__field")) return;
    wanted = true;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const place of [container, picker.$dropdown[0]]) {
    place.addEventListener("input", typed, true);
    place.addEventListener("keydown", pressed, true);
  }
}

function openOnLetters(element) {
  const picker = $(element).data("select2");
  picker.$selection[0].addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
    // The search field takes the focus at once, so the letter itself falls into it.
    if (!picker.isOpen()) $(element).select2("open");
  });
  $(element).on("select2:open", () => {
    const field = picker.$dropdown[0].querySelector(".select2-search__field")
      ?? picker.$container[0].querySelector(".select2-search__field");
    field?.focus();
  });
}

function name(element) {
  const label = document.querySelector(`label[for="${element.id}"]`);
  const selection = $(element).data("select2").$selection[0];
  // What is chosen is text within the control, not a control of its own.
  selection.querySelector("span.select2-selection__rendered")?.removeAttribute("role");
  selection.querySelector("span.select2-selection__rendered")?.removeAttribute("aria-readonly");
  if (label) {
    label.id ||= `${element.id}_label`;
    const value = selection.querySelector(".select2-selection__rendered")?.id;
    selection.setAttribute("aria-labelledby", [label.id, value].filter(Boolean).join(" "));
    selection.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
  }
}

if ($) {
  $.fn.djangoAdminSelect2 = function pick() {
    for (const element of this) {
      // The cross that empties a whole row of choices stands inside its list; each has its own.
      if (element.multiple) element.dataset.allowClear = "false";
      $(element).select2(options(element));
      takeFirst(element);
      openOnLetters(element);
      name(element);
    }
    return this;
  };
}
