// What the browser alone can do: a picture of a chart as it stands on the screen, the view's address, the way to paper.
// One listener for the whole page; a button says what it wants by its data- attributes.

const SVG = "http://www.w3.org/2000/svg"
const MARGIN = 16
const LINE = 18
const TITLE_LINE = 26
// Another font's letters are wider than the page's: as far as a line may reach where they are the same.
const REACH = 0.8
const FALLBACK = '"Source Sans 3", "Source Sans Pro", Arial, sans-serif'
const SCALE = 2 // dots per pixel of a PNG, so that it can be printed

const element = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== undefined) made.textContent = text
  return made
}

// Break a text into lines that fit a width in pixels; a word that fits no line, as an address, where the line ends.
const lines = (text, width, font) => {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = font
  const fits = (line) => pen.measureText(line).width <= width
  const broken = [""]
  for (const word of text.split(" ")) {
    const longer = `${broken.at(-1)} ${word}`.trim()
    if (fits(longer)) broken[broken.length - 1] = longer
    else if (fits(word)) broken.push(word)
    else {
      broken[broken.length - 1] += broken.at(-1) && " "
      for (const letter of word) {
        if (fits(broken.at(-1) + letter)) broken[broken.length - 1] += letter
        else broken.push(letter)
      }
    }
  }
  return broken
}

// The key of a drawing, which stands above it as a list: how each line is drawn, and its words.
const key = (chart) => [...chart.querySelectorAll("li:has(> svg)")].map((line) => [line.querySelector("svg"), line.textContent])

// What the server has told to be said, in the language of the page.
const words = (name) => document.querySelector(".tools")?.dataset[name]

// The address that shows this view to anyone, also when what it begins with is another choice tomorrow.
const address = () => words("address") || location.href

// The layers of a chart, Plotly's or a drawing with its key, on white, so that it stands alone: over it its heading and whose it
// is, under it what it says and where it comes from.
const picture = (chart, { heading, whose, said, source, from }) => {
  const layers = [...chart.querySelectorAll("svg.main-svg")]
  if (!layers.length) layers.push(chart.querySelector("svg[role=img]"))
  const above = key(chart)
  const { width, height } = layers[0].getBoundingClientRect()
  const family = `"Source Sans", ${FALLBACK}`
  const [title, font, small] = [`600 20px ${family}`, `14px ${family}`, `12px ${family}`]
  const broken = (text, kind) => text ? lines(text, REACH * width, kind).map((line) => [line, kind]) : []
  const over = [...broken(heading, title), ...broken(whose, font)]
  const below = [...broken(said, font), ...broken(source, small), ...broken(`${from} ${address()}`, small)]
  const high = (written) => written.reduce((sum, [, kind]) => sum + (kind === title ? TITLE_LINE : LINE), 0)
  const start = MARGIN + high(over) + MARGIN / 2
  const top = start + above.length * LINE + (above.length ? MARGIN : 0)
  const whole = [width + 2 * MARGIN, top + height + high(below) + 2 * MARGIN]
  const drawn = element("svg", {
    xmlns: SVG, width: whole[0], height: whole[1], viewBox: `0 0 ${whole[0]} ${whole[1]}`, "font-family": family,
  })
  const name = [heading, whose].filter(Boolean).join(", ")
  drawn.append(element("title", {}, name), element("rect", { width: "100%", height: "100%", fill: "#fff" }))
  const put = (layer, x, y, across, down) => {
    const copy = layer.cloneNode(true)
    copy.removeAttribute("style")
    for (const [name, value] of Object.entries({ x, y, width: across, height: down })) copy.setAttribute(name, value)
    drawn.append(copy)
  }
  const write = (line, x, y, kind = font) =>
    drawn.append(element("text", { x, y, fill: kind === small ? "#595959" : "#1a1a1a", style: `font: ${kind}` }, line))
  const writeAll = (written, from) => written.forEach(([line, kind], number) => {
    write(line, MARGIN, from + high(written.slice(0, number + 1)), kind)
  })
  writeAll(over, MARGIN / 2)
  above.forEach(([swatch, line], number) => {
    const { width: across, height: down } = swatch.getBoundingClientRect()
    put(swatch, MARGIN, start + number * LINE, across, down)
    write(line, 2 * MARGIN + across, start + number * LINE + down - 2)
  })
  for (const layer of layers) put(layer, MARGIN, top, width, height)
  writeAll(below, top + height + MARGIN / 2)
  return { drawn, width: whole[0], height: whole[1] }
}

// A picture of an SVG sees no font of the page, so the font goes along.
const font = async () => {
  for (const sheet of document.styleSheets) {
    let rules = []
    try { rules = [...sheet.cssRules] } catch { continue } // of another origin
    for (const rule of rules) {
      if (!(rule instanceof CSSFontFaceRule) || !/Source Sans/.test(rule.style.fontFamily)) continue
      if (rule.style.fontStyle === "italic") continue
      const address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1]
      if (!address) continue
      const bytes = new Uint8Array(await (await fetch(new URL(address, sheet.href ?? location.href))).arrayBuffer())
      const text = btoa(bytes.reduce((held, byte) => held + String.fromCharCode(byte), ""))
      const weights = rule.style.fontWeight || "400"
      return `@font-face{font-family:"Source Sans";font-weight:${weights};src:url(data:font/woff2;base64,${text})}`
    }
  }
  return ""
}

const asSvg = ({ drawn }) => new Blob([new XMLSerializer().serializeToString(drawn)], { type: "image/svg+xml" })

const asPng = async (made) => {
  made.drawn.prepend(element("style", {}, await font()))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await asSvg(made).text())}`
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = made.width * SCALE
  canvas.height = made.height * SCALE
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done) => canvas.toBlob(done, "image/png"))
}

const save = (blob, name) => {
  announce(words("fetches"))
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

// Where it is said to who listens what has changed without them moving there. An open list hides all but itself and what
// announces, so it is told to be that.
const status = () => {
  let said = document.getElementById("malkollen-status")
  if (!said) {
    said = document.createElement("div")
    said.id = "malkollen-status"
    said.dataset.liveAnnouncer = "true"
    said.setAttribute("role", "status")
    document.body.append(said)
  }
  return said
}

// What is said again must differ, or nobody hears it.
const announce = (text) => {
  const place = status()
  place.textContent = place.textContent === text ? `${text}\u00a0` : text
}

// Say that it is done: in the button for who sees, in the status for who listens.
const told = (button) => {
  button.dataset.label ??= button.textContent
  button.textContent = button.dataset.done
  announce(button.dataset.done)
  clearTimeout(button.restoring)
  button.restoring = setTimeout(() => { button.textContent = button.dataset.label }, 4000)
}

const tasks = {
  svg: async (button, chart) => save(asSvg(picture(chart, button.dataset)), button.dataset.name),
  png: async (button, chart) => save(await asPng(picture(chart, button.dataset)), button.dataset.name),
  csv: async (button) => {
    const bytes = Uint8Array.from(atob(button.dataset.bytes), (letter) => letter.charCodeAt(0))
    save(new Blob([bytes], { type: "text/csv" }), button.dataset.name)
  },
  link: async (button) => {
    // Without https a browser gives no clipboard, but shows a text to copy.
    if (!navigator.clipboard) return window.prompt(button.textContent, address())
    await navigator.clipboard.writeText(address())
    told(button)
  },
  print: async () => window.print(),
}

// A chart is drawn for the width of the screen; with its own size told, the style lets it shrink to the paper's, not grow.
const measure = () => {
  for (const layer of document.querySelectorAll("svg.main-svg")) {
    const [width, height] = [layer.getAttribute("width"), layer.getAttribute("height")]
    layer.setAttribute("viewBox", `0 0 ${width} ${height}`)
    layer.parentElement.style.aspectRatio = `${width} / ${height}`
    layer.parentElement.style.setProperty("--drawn-width", `${width}px`)
  }
  for (const line of document.querySelectorAll(".on-paper")) line.textContent = `${line.dataset.from} ${address()}`
  // A fold is not to be pressed on paper: "Visa 47 nyckeltal" is there the name of what it holds.
  const asks = `${words("asks")} `
  for (const fold of document.querySelectorAll("summary")) {
    const text = said(fold)
    const name = text.startsWith(asks) ? text.slice(asks.length) : text
    fold.dataset.onPaper = name.charAt(0).toUpperCase() + name.slice(1)
  }
}

// What a heading, a fold or a paragraph says, without the names of icons.
const said = (part) => (part.querySelector("[data-testid=stMarkdownContainer]") ?? part).textContent.trim()

// Who goes from table to table, or from button to button, hears each one's name alone: a table is called by the heading it
// stands under, and what folds out by that too where several say the same.
const nameParts = () => {
  const parts = [...document.querySelectorAll("[data-testid=stMain] :is(h1, h2, h3, summary, table[role=table])")]
  const folds = parts.filter((part) => part.tagName === "SUMMARY").map(said)
  let heading = ""
  for (const part of parts) {
    if (part.tagName === "TABLE") {
      // The fold of a picture's numbers says no more than that it is one.
      const fold = part.closest("details:not(:has(.files))")?.querySelector("summary")
      part.setAttribute("aria-label", fold ? `${heading}: ${said(fold)}` : heading)
    } else if (part.tagName !== "SUMMARY") {
      heading = said(part)
    } else if (folds.filter((text) => text === said(part)).length > 1) {
      part.setAttribute("aria-label", `${said(part)}: ${heading}`)
    } else part.removeAttribute("aria-label")
  }
  // Each field's arrow is called the same; it is told whose it is.
  for (const button of document.querySelectorAll(`:is(${FIELDS}) button[id]`)) {
    const label = button.closest(FIELDS).querySelector("[data-testid=stWidgetLabel] > *")
    if (!label) continue
    label.id ||= `${button.id}-label`
    const names = `${button.id} ${label.id}`
    if (button.getAttribute("aria-labelledby") !== names) button.setAttribute("aria-labelledby", names)
  }
  // Streamlit names what is around a grid, and not the grid.
  for (const grid of document.querySelectorAll("[data-testid=stDataFrame] [role=grid]")) {
    const name = grid.closest("[role=region]")?.getAttribute("aria-label")
    if (name && grid.getAttribute("aria-label") !== name) grid.setAttribute("aria-label", name)
  }
}

const MAIN = "[data-testid=stMain]"
const answer = () => document.querySelector(`${MAIN} p.lead`)
const rowsOf = (number) => document.querySelectorAll(`${MAIN} table.wide`)[number]?.rows ?? []
const reach = (element) => {
  if (element) element.tabIndex = -1
  element?.focus()
}

// The answer that was last heard or read, and the button in the page that was last pressed, with what stood there then.
let heard, pressed

const remember = (button) => {
  const tables = [...document.querySelectorAll(`${MAIN} table.wide`)]
  const before = (table) => table.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING
  const number = tables.findLastIndex(before)
  return { button, lead: answer()?.textContent, number, rows: rowsOf(number).length }
}

// A button that has done its work may be gone, and leaves the keyboard nowhere. It goes on from the first row that a table
// got above it, or from the answer that it changed.
const goOn = () => {
  if (!pressed || ![document.body, pressed.button].includes(document.activeElement)) return
  const { button, lead, number, rows } = pressed
  const fresh = rows ? rowsOf(number)[rows] : undefined
  const other = !button.isConnected && answer()?.textContent !== lead ? answer() : undefined
  if (!fresh && !other) return
  reach(fresh?.cells[0] ?? other)
  pressed = undefined
}

// What takes a field's choice away goes with the choice, and a grid is drawn anew when it fills the screen; the keyboard stays
// in the field, and at the grid's last button, which is the way back. What is closed goes back to the field that it was chosen in.
const FIELDS = "[data-testid=stMultiSelect], [data-testid=stSelectbox]"
const TOOLS = "[data-testid=stElementToolbar]"
let leaving

const whereNext = (button) => {
  const field = button?.closest(FIELDS)
  if (field) return () => field.querySelector("input")
  if (button?.closest("[data-testid=stDownloadButton]")) return () => button
  if (button?.closest(".st-key-stang-aktiviteten")) return () => document.querySelector(".st-key-vald input")
  const number = [...document.querySelectorAll(TOOLS)].indexOf(button?.closest(TOOLS))
  return number < 0 ? undefined : () => [...document.querySelectorAll(TOOLS)[number]?.querySelectorAll("button") ?? []].at(-1)
}

const stayThere = () => {
  if (!leaving) return
  // A button that fetches a file is switched off while it does; the keyboard goes back to it.
  const { button } = leaving
  if (button.disabled) leaving.wasOff = true
  if (button.isConnected && (button.disabled || !leaving.wasOff)) return
  const next = leaving.next()
  if (!next) return
  if (document.activeElement === document.body) next.focus({ preventScroll: true })
  leaving = undefined
}

// What an address names on the page; one that is written wrongly names nothing.
const named = (hash) => {
  try { return document.getElementById(decodeURIComponent(hash.slice(1))) } catch { return null }
}

// Where on the page the visitor is to be: at what the address names, or, back from another page, where they left this one. The
// page is drawn piece by piece and moves what stands below, so it is held there until they do something themselves.
const PLACE = "malkollen-place "
let arriving

// Where a browser keeps nothing, it throws.
const leave = () => {
  try {
    sessionStorage.setItem(PLACE + location.href, document.querySelector(MAIN)?.scrollTop ?? 0)
  } catch { return }
}

const comeBack = () => {
  let top = null
  try { top = sessionStorage.getItem(PLACE + location.href) } catch { top = null }
  arriving = top === null ? undefined : () => { document.querySelector(MAIN).scrollTop = Number(top) }
}

const arrive = () => {
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") comeBack()
  else if (location.hash) {
    const { hash } = location
    arriving = () => {
      const place = named(hash)
      place?.scrollIntoView()
      // Who listens, and the keyboard, begin there too.
      if (place && document.activeElement === document.body) reach(place)
    }
  }
  addEventListener("pagehide", leave)
  addEventListener("popstate", comeBack)
  const stay = () => { arriving = undefined }
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(kind, stay, { capture: true, passive: true })
}

// What a click in a grid opened under it is brought into the window, as far as one sees what it is; the grid stays where one
// goes on from.
const IN_SIGHT = 260
let opening

const fillsScreen = (frame) => getComputedStyle(frame).position === "fixed"

const bringIn = () => {
  const part = document.querySelector(".st-key-historien")
  if (!opening || !isWhole() || document.documentElement.dataset.run === opening) return
  opening = undefined
  // Behind a grid that fills the screen nothing would be seen.
  const filling = [...document.querySelectorAll("[data-testid=stFullScreenFrame]")].find(fillsScreen)
  if (part && filling) [...filling.querySelectorAll(`${TOOLS} button`)].at(-1)?.click()
  const hidden = part ? part.getBoundingClientRect().top + Math.min(part.offsetHeight, IN_SIGHT) - innerHeight : 0
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
  if (hidden > 0) document.querySelector(MAIN).scrollBy({ top: hidden, behavior })
}

// The phone's menu lies over the page.
const MENU_WIDTH = 768
let folding

const foldMenu = () => {
  const close = document.querySelector("[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button")
  if (close && innerWidth <= MENU_WIDTH) close.click()
}

// A folded menu leaves the keyboard at what unfolds it, where it has not gone on by itself.
const leaveMenu = () => {
  const open = document.querySelector("[data-testid=stExpandSidebarButton]")
  if (!folding || !open) return
  if (document.activeElement === document.body || document.activeElement.closest("[data-testid=stSidebar]")) open.focus()
  folding = false
}

// What the page says under each heading: the lines of it, and all of it with the tables. What is chosen in a field is no part.
const LINES = "p, li, summary, .facts > div"
const NOT_SAID = `button, label, canvas, .tools, .files, ${FIELDS}`

const sections = () => {
  const found = []
  for (const part of document.querySelectorAll(`${MAIN} :is(h1, h2, h3, th, td, ${LINES})`)) {
    if (part.closest(NOT_SAID)) continue
    const text = said(part)
    if (part.matches("h1, h2, h3")) found.push({ heading: text, lines: [], all: [] })
    else if (part.matches(LINES)) found.at(-1)?.lines.push(text)
    found.at(-1)?.all.push(text)
  }
  return found
}

// Say which parts have changed, each with the first line that is new in it; and what alone has gone by its heading.
const changes = (before, now) => {
  const old = new Map(before.map((one) => [one.heading, one]))
  const known = new Set(before.flatMap((one) => one.all))
  const gone = before.find((one) => !now.some((other) => other.heading === one.heading))
  // What stood under a heading that is gone stands under the one above it now, and is nothing new.
  if (gone && now.every((one) => one.all.every((text) => known.has(text)))) return ["gone", gone.heading]
  const changed = now.filter((one) => old.get(one.heading)?.all.join("\n") !== one.all.join("\n"))
  const parts = changed.slice(0, 2).map(({ heading, lines }) => {
    const line = lines.find((text) => old.has(heading) && !old.get(heading).lines.includes(text))
    return line ? `${heading}: ${line.replace(/\.$/, "")}` : heading
  })
  return ["changed", parts.join(". ")]
}

// Whether the visitor has done something since the page was last whole, and how it was then, after which run.
let acted, whole

const asItIs = () => {
  const { page, run } = document.documentElement.dataset
  return { page, run, lead: answer()?.textContent, sections: sections() }
}

const isWhole = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning"

// Where the answer is the same but something else is not, that is said; what was only late in being drawn is not.
const tellChanges = () => {
  if (!isWhole()) return
  const now = asItIs()
  if (whole?.page !== now.page || whole.lead !== now.lead) acted = false
  const [how, what] = acted && whole.run !== now.run ? changes(whole.sections, now.sections) : []
  if (what) {
    announce(words(how)?.replace("{what}", () => what) ?? what)
    acted = false
  }
  whole = now
}

// What must follow when the page has changed: a new answer is said, and the other language's name is in that language.
const follow = () => {
  const lead = answer()?.textContent
  if (lead && heard && lead !== heard) announce(lead)
  heard = lead ?? heard
  goOn()
  arriving?.()
  bringIn()
  leaveMenu()
  tellChanges()
  const other = document.querySelector(".st-key-annat-sprak button")
  if (other) other.lang = document.documentElement.lang === "sv" ? "en" : "sv"
  nameParts()
  // Streamlit's elements take no roles.
  const foot = document.querySelector(".st-key-sidfot")
  foot?.setAttribute("role", "navigation")
  foot?.setAttribute("aria-label", words("foot") ?? "")
}

let waiting

const followSoon = () => {
  clearTimeout(waiting)
  waiting = setTimeout(follow, 500)
}

// Note what the visitor does, before it is done.
const note = (event) => {
  if (["Tab", "Shift"].includes(event.key)) return
  const target = event.target.closest ? event.target : document.body
  const button = target.closest("button")
  const next = whereNext(button)
  pressed = event.type === "click" && button?.closest(MAIN) ? remember(button) : undefined
  leaving = next ? { button, next } : undefined
  if (button?.closest("[data-testid=stSidebarCollapseButton]")) folding = true
  if (event.type === "click" && target.closest("[data-testid=stDataFrame]")) opening = document.documentElement.dataset.run
  if (event.type === "click" && target.closest("[data-testid=stDownloadButton]")) {
    announce(words("fetches"))
  }
  // What folds out says so itself, and so do the buttons that the browser serves.
  if (target.closest("summary, .tools, .files")) acted = false
  else if (target.closest(`${MAIN}, [role=listbox]`)) {
    acted = true
    const { page, run } = document.documentElement.dataset
    if (isWhole() && (whole?.page !== page || whole.run === run)) whole = asItIs()
  }
  if (event.key === "Escape") foldMenu()
}

// A way to somewhere on the same page takes the keyboard along, and is no step of Back.
const goThere = (event) => {
  const way = event.target.closest?.(`${MAIN} a[href^="#"]`)
  const place = way && named(way.hash)
  if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  place.scrollIntoView()
  reach(place)
}

const take = (event) => {
  goThere(event)
  if (event.target.closest?.(`${MAIN} a[href]`)) leave()
  const button = event.target.closest?.("button[data-task]")
  const chart = button && document.querySelector(`.st-key-${button.dataset.chart}`)
  if (button) tasks[button.dataset.task](button, chart)
}

// Once for the whole visit, however often the page is drawn.
const listen = () => {
  document.addEventListener("click", take)
  for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, note, { capture: true })
  addEventListener("beforeprint", measure)
  arrive()
  status()
  new MutationObserver(() => {
    stayThere()
    followSoon()
  }).observe(document.body, {
    attributeFilter: ["data-test-script-state", "disabled"], attributes: true, childList: true, characterData: true, subtree: true,
  })
  follow()
  // From here on the buttons answer, so from here on they are seen.
  document.documentElement.dataset.files = "ready"
}

export default ({ data: { page, run } }) => {
  const { dataset } = document.documentElement
  const before = dataset.page
  Object.assign(dataset, { page, run })
  if (dataset.files) followSoon()
  else listen()
  // On another page the keyboard and who listens begin at its heading, as after a click on a link they would.
  if (before !== undefined && before !== page) {
    foldMenu()
    const heading = document.querySelector(`${MAIN} h1`)
    if (heading) heading.tabIndex = -1
    heading?.focus({ preventScroll: true })
  }
}
