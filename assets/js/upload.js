// A file can be dropped where it can be chosen.
//
// Markup:  <label class="drop" for="file" data-for="file">… <span data-file-name>no file yet</span></label>
//          <input type="file" id="file" name="file">. While a file hovers over it the area carries data-over.

import { on, onPage } from "./page.js";

export function start() {
  // A file that misses the area by a finger's breadth shall not replace the page.
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !document.querySelector(".drop[data-for]")) return;
    event.preventDefault();
    hover(event.target.closest?.(".drop[data-for]"));
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? hover(undefined));
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || !document.querySelector(".drop[data-for]")) return;
    event.preventDefault();
    hover(undefined);
    take(event.target.closest?.(".drop[data-for]"), event.dataTransfer.files);
  });
  on("change", "input[type=file]", (_, input) => name(input));
  onPage(() => document.querySelectorAll("input[type=file]").forEach(name));
}

/** “backlog.csv, 1.2 MB”. */
export function describe({ name, size }) {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  const number = size / 1000 ** power;
  return `${name}, ${number.toFixed(power > 0 && number < 10 ? 1 : 0)} ${units[power]}`;
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

function hover(area) {
  for (const drop of document.querySelectorAll(".drop[data-for]")) drop.toggleAttribute("data-over", drop === area);
}

function take(area, files) {
  const input = document.getElementById(area?.dataset.for);
  if (!input || files.length === 0) return;
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function name(input) {
  const place = document.querySelector(`.drop[data-for="${CSS.escape(input.id)}"] [data-file-name]`);
  if (place && input.files.length > 0) place.textContent = Array.from(input.files, describe).join("; ");
}
