// Keeps the draft while one writes, a moment after the last key. The page works without it: there is a button for it.
const form = document.querySelector('[data-draft]')
const beside = document.querySelector('#beside')
const said = document.querySelector('[data-kept]')

if (form && beside && window.htmx) {
  const PAUSE = 1500
  const AGAIN = 5000
  let timer = null
  let isSending = false
  let isBehind = false
  let isDone = false

  const say = (words) => {
    if (said.textContent !== words) said.textContent = words
  }

  const later = (pause) => {
    clearTimeout(timer)
    timer = setTimeout(keep, pause)
  }

  const keep = () => {
    if (isDone) return
    if (isSending) {
      isBehind = true
      return
    }
    isSending = true
    isBehind = false
    window.htmx.trigger(beside, 'keep')
  }

  const ended = () => {
    isSending = false
    if (isBehind) later(PAUSE)
  }

  form.addEventListener('input', () => {
    isBehind = true
    later(PAUSE)
  })
  form.addEventListener('submit', () => {
    isDone = true
    clearTimeout(timer)
  })

  // Only what has kept the draft is shown: neither a page to log in on nor an error.
  document.body.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr } = event.detail
    if (xhr.status === 409) say(xhr.responseText.trim())
    else if (!xhr.responseText.includes('data-kept-at')) say(said.dataset.out)
    event.detail.shouldSwap = xhr.status === 200 && xhr.responseText.includes('data-kept-at')
  })
  document.body.addEventListener('htmx:afterSwap', () => {
    const kept = beside.querySelector('[data-kept-at]')
    if (kept) say(kept.textContent)
  })
  document.body.addEventListener('htmx:afterRequest', ended)
  document.body.addEventListener('htmx:sendError', () => {
    say(said.dataset.lost)
    isBehind = true
    later(AGAIN)
  })
  window.addEventListener('beforeunload', (event) => {
    if (isBehind && !isDone) event.preventDefault()
  })
}
