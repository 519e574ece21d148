// What a person has done to a field, compared with what the server wrote into it. Needs no page, so it is tested
// without.

/** What a person can change of a field, as one comparable text. */
export function stateOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return String(field.checked);
  if (field.type === "file") return Array.from(field.files, (file) => file.name).join("/");
  if (field.options) return Array.from(field.options, (option) => Number(option.selected)).join("");
  return String(field.value);
}

/** The same as the server wrote it. */
export function writtenState(field) {
  if (field.type === "checkbox" || field.type === "radio") return String(field.defaultChecked);
  if (field.type === "file") return "";
  if (field.options) return writtenOptions(field).join("");
  return String(field.defaultValue);
}

/** Whether a person has changed it. Hidden fields and buttons are never a person's. */
export function changed(field) {
  if (["hidden", "submit", "button", "reset", "image", "fieldset", "output"].includes(field.type)) return false;
  return stateOf(field) !== writtenState(field);
}

// A choice of one shows the last that is marked, or the first when none is.
function writtenOptions(field) {
  const marked = Array.from(field.options, (option) => option.defaultSelected);
  if (field.multiple) return marked.map(Number);
  const shown = Math.max(marked.lastIndexOf(true), 0);
  return marked.map((_, at) => Number(at === shown));
}
