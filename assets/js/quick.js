// Adding one after another: the field is empty for the next line as soon as the first is sent, and the text comes back
// if it did not arrive.
//
// Markup:  form[data-quick]; its fields have ids.

export function start() {
  document.addEventListener("turbo:submit-start", ({ target, detail }) => {
    if (!target.matches("[data-quick]")) return;
    const sent = Array.from(target.elements, (field) => [field, field.value]);
    target.reset();
    target.addEventListener("turbo:submit-end", (end) => end.detail.success || giveBack(sent), { once: true });
  });
}

function giveBack(sent) {
  for (const [field, text] of sent) if (!field.value) field.value = text;
}
