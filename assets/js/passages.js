// What is highlighted in a text becomes the passage that a form sends.
//
// Markup:  data-passages on the text, with the id of a field, or of a label around a radio that is hidden until there is a passage.
// Without it a sentence is chosen, or the words are copied.

/** Longer passages are not what somebody meant. */
const MOST = 2000;

export function start() {
  document.addEventListener("pointerup", take);
  document.addEventListener("keyup", (event) => event.shiftKey && take());
}

function take() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const within = selection.getRangeAt(0).commonAncestorContainer;
  const text = (within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement)?.closest("[data-passages]");
  const passage = selection.toString().trim().slice(0, MOST);
  const target = text && passage && document.getElementById(text.dataset.passages);
  if (!target) return;
  const radio = target.querySelector?.("input[type=radio]");
  if (!radio) {
    target.value = passage.replace(/\s+/g, " ");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  radio.value = passage;
  radio.checked = true;
  target.querySelector("span").textContent = passage;
  target.hidden = false;
}
