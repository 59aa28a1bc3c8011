// Streamlit's own words are English whatever a page speaks. Here they are said in the language of the page: what is read out,
// and the few that are seen. What Streamlit has written is kept beside, so that a change of language begins from that.

const ATTRIBUTES = ["aria-label", "title", "alt", "placeholder"]
const WITH_WORDS = ATTRIBUTES.map((name) => `[${name}]`).join(",")
// Where its words stand as text; elsewhere a text is ours, or a document's.
const TEXTS = `[data-testid=stSkipToContent], [data-testid=stTooltipContent], [data-testid^=stDataFrameColumn], .stDataFrameStatisticsMenu,
  [role=option], [aria-live]`

// A text of Streamlit's with what is said instead; {what} is what differs from time to time, and stays.
let sayings = []
const held = new WeakMap()

const say = (theirs) => {
  for (const [[before, after], ours] of sayings) {
    if (after === undefined ? theirs === before : theirs.length >= before.length + after.length
      && theirs.startsWith(before) && theirs.endsWith(after)) {
      return ours.replace("{what}", () => theirs.slice(before.length, theirs.length - (after ?? "").length))
    }
  }
  return theirs
}

// Say one place anew, an attribute or a text: from what Streamlit wrote, which is what stands there where it is not ours.
const sayAnew = (owner, name, stands, write) => {
  const all = held.get(owner) ?? {}
  const theirs = all[name]?.ours === stands ? all[name].theirs : stands
  const ours = say(theirs)
  if (ours === stands && ours === theirs) return
  held.set(owner, { ...all, [name]: { theirs, ours } })
  if (ours !== stands) write(ours)
}

const sayAll = (root) => {
  for (const element of [root, ...root.querySelectorAll(WITH_WORDS)]) {
    for (const name of ATTRIBUTES) {
      const stands = element.getAttribute(name)
      if (stands) sayAnew(element, name, stands, (ours) => element.setAttribute(name, ours))
    }
  }
  for (const place of [...(root.closest(TEXTS) ? [root] : []), ...root.querySelectorAll(TEXTS)]) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      sayAnew(text, "text", text.data, (ours) => { text.data = ours })
    }
  }
}

// Once for the whole visit; what comes later is said before it is seen or heard.
let observer

export default ({ data: words }) => {
  sayings = Object.entries(words).map(([theirs, ours]) => [theirs.split("{what}"), ours])
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
    attributeFilter: ATTRIBUTES, attributes: true, childList: true, characterData: true, subtree: true,
  })
}
