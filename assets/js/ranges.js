// Selecting by range. Needs no page, so it is tested without.

/** The keys from one row to another, both included, whichever comes first. */
export function between(keys, one, other) {
  const [a, b] = [keys.indexOf(one), keys.indexOf(other)].sort((x, y) => x - y);
  return a < 0 ? keys.slice(b, b + 1) : keys.slice(a, b + 1);
}

/** The selection after the end of its range has moved: what the range covered before and covers no longer is let go. */
export function extended(keys, selected, anchor, from, to) {
  const now = new Set(selected);
  for (const key of between(keys, anchor, from)) now.delete(key);
  for (const key of between(keys, anchor, to)) now.add(key);
  return now;
}

/** “3 selected, 15 points”; rows without points add none. */
export function summary(points) {
  const sum = points.reduce((total, some) => total + (Number.parseFloat(some) || 0), 0);
  const total = sum ? `, ${sum} ${sum === 1 ? "point" : "points"}` : "";
  return `${points.length} selected${total}`;
}
