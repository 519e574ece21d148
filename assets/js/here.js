// Who else has a page of this product open: their pictures in the top bar.
//
// Markup:  <span id="here-shelf" class="avs" role="group" aria-label="Here now" data-here data-turbo-permanent hidden></span>
// Hears:   `tandem:here` with [{"name":"Ines Okafor","initials":"IO","role":"product manager","mark":"manager"}].

/** So many have room beside the bell; the rest are counted. */
export const MOST = 4;

export function start() {
  document.addEventListener("tandem:here", ({ detail }) => draw(document.querySelector("[data-here]"), detail));
}

/** What is drawn for these people: a picture each, and a count of those who have no room. */
export function pictures(people) {
  const crowded = people.length > MOST;
  const drawn = people.slice(0, crowded ? MOST - 1 : MOST).map(({ name, initials, role, mark }) => ({
    text: initials,
    label: `${name}, ${role}`,
    mark,
  }));
  const others = people.slice(drawn.length).map(({ name }) => name);
  return crowded ? [...drawn, { text: `+${others.length}`, label: others.join(", ") }] : drawn;
}

function draw(place, people) {
  if (!place) return;
  place.replaceChildren(...pictures(people).map(picture));
  place.hidden = people.length === 0;
}

function picture({ text, label, mark }) {
  const element = document.createElement("span");
  element.className = "av";
  element.textContent = text;
  element.title = label;
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", label);
  if (mark) element.dataset.role = mark;
  return element;
}
