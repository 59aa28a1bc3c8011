// Streamlit's own words are English whatever a page speaks. Here they are said in the language of the page: what is read out,
// and the few that are seen. What Streamlit has written is kept beside, so that a change of language begins from that.

// Where Streamlit says something, and what is said instead; what stands in braces differs from time to time, and stays.
let places = []
const held = new WeakMap()

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")

// A saying of Streamlit's as what recognises it: {what} becomes a group of that name.
const pattern = (theirs) => new RegExp(`^${theirs.split(/\{(\w+)\}/).map((part, place) => (
  place % 2 ? `(?<${part}>.+)` : escaped(part))).join("")}$`, "s")

const say = (theirs, sayings) => {
  for (const { recognises, ours } of sayings) {
    const found = recognises.exec(theirs)
    if (found) return ours.replace(/\{(\w+)\}/g, (all, name) => found.groups?.[name] ?? all)
  }
  return theirs
}

// Say one place anew, an attribute or a text: from what Streamlit wrote, which is what stands there where it is not ours.
const sayAnew = (owner, name, stands, sayings, write) => {
  const all = held.get(owner) ?? {}
  const theirs = all[name]?.ours === stands ? all[name].theirs : stands
  const ours = say(theirs, sayings)
  if (ours === stands && ours === theirs) return
  held.set(owner, { ...all, [name]: { theirs, ours } })
  if (ours !== stands) write(ours)
}

const sayNames = (element, names, sayings) => {
  for (const name of names) {
    const stands = element.getAttribute(name)
    if (stands) sayAnew(element, name, stands, sayings, (ours) => element.setAttribute(name, ours))
  }
}

const sayTexts = (element, sayings) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    sayAnew(text, "text", text.data, sayings, (ours) => { text.data = ours })
  }
}

const sayAll = (root) => {
  for (const { where, names, sayings } of places) {
    if (names.length) {
      const named = `:is(${names.map((name) => `[${name}]`)}):is(${where})`
      const found = [...(root.matches(named) ? [root] : []), ...root.querySelectorAll(named)]
      for (const element of found) sayNames(element, names, sayings)
    } else {
      const found = [...(root.closest(where) ? [root] : []), ...root.querySelectorAll(where)]
      for (const element of found) sayTexts(element, sayings)
    }
  }
  // The field that searches a grid has a name only until something is written in it.
  const nameless = root.querySelectorAll("[data-testid=search-input]:not([aria-label])")
  for (const field of nameless) field.setAttribute("aria-label", "Search")
}

// Once for the whole visit; what comes later is said before it is seen or heard.
let observer

export default ({ data }) => {
  places = data.map(({ where, attributes, sayings }) => ({
    where,
    names: attributes,
    sayings: Object.entries(sayings).map(([theirs, ours]) => ({ recognises: pattern(theirs), ours })),
  }))
  sayAll(document.body)
  if (observer) return
  observer = new MutationObserver((changes) => {
    const roots = new Set(changes.flatMap((change) => [change.target, ...change.addedNodes]))
    for (const root of roots) {
      const element = root.nodeType === Node.TEXT_NODE ? root.parentElement : root
      if (element?.isConnected && element.querySelectorAll) sayAll(element)
    }
  })
  observer.observe(document.body, {
    attributeFilter: ["aria-label", "title", "alt", "placeholder"],
    attributes: true, childList: true, characterData: true, subtree: true,
  })
}
