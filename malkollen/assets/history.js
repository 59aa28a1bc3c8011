// One step of Back for each thing that the visitor does. Streamlit writes the address anew for every parameter that it sets, or
// that goes without saying, each time as a step of its own, and Back would stop at all of them.
(() => {
  let hasActed = false
  const act = () => { hasActed = true }
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, act, true)
  const push = history.pushState
  history.pushState = function (...step) {
    const write = hasActed ? push : history.replaceState
    hasActed = false
    return write.apply(this, step)
  }
})()
