// Small ways to reach, make and remember things in the browser.

export const byId = (id) => document.getElementById(id);

/** An element with its properties and children; strings become text, never markup. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** What this browser remembers; where storage is closed or full, nothing is remembered and everything else works. */
export const memory = {
  recall(name) {
    try {
      return JSON.parse(localStorage.getItem(`congdoan.${name}`));
    } catch {
      return null;
    }
  },
  remember(name, value) {
    try {
      localStorage.setItem(`congdoan.${name}`, JSON.stringify(value));
    } catch {
      // Full or closed.
    }
  },
  forget(name) {
    try {
      localStorage.removeItem(`congdoan.${name}`);
    } catch {
      // Closed.
    }
  },
  names(start) {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(`congdoan.${start}`))
        .map((name) => name.slice("congdoan.".length));
    } catch {
      return [];
    }
  },
};

/** Whether the keyboard is on the glass: then Enter makes a line and focus is not forced into the text. */
export const onGlass = () => matchMedia("(hover: none) and (pointer: coarse)").matches;
