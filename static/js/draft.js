// Keeps the draft while one writes, a moment after the last key. The page works without it: there is a button for it.
const form = document.querySelector('[data-draft]')
const beside = document.querySelector('#beside')
const said = document.querySelector('[data-kept]')

if (form && beside && window.htmx) {
  const PAUSE = 1500
  const AGAIN = 5000
  const TOO_LONG = 20000
  let timer = null
  let isSending = false
  let isBehind = false
  let isDone = false
  let isLost = false

  const say = (words, isTrouble = false) => {
    said.toggleAttribute('data-trouble', isTrouble)
    if (said.textContent !== words) said.textContent = words
  }

  // What is sent goes where it would have gone.
  const stayAt = (address) => {
    const here = location.pathname
    if (!form.getAttribute('action')) form.action = here
    for (const each of form.querySelectorAll('[formaction^="#"]')) each.formAction = here + each.getAttribute('formaction')
    // Also when it is the same: a page that answered what was sent could not be come back to.
    window.history.replaceState(null, '', address)
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

  form.addEventListener('input', (event) => {
    if (event.target.closest('[data-enter]')) return
    isBehind = true
    later(PAUSE)
  })
  // Who writes with the patient beside does not wait for scripts: what stands here already is kept too.
  const isTyped = (box) => {
    if (box.closest('[data-enter]')) return false
    if (box.options) return box.selectedIndex !== Math.max(0, [...box.options].findIndex((each) => each.defaultSelected))
    if (box.matches('[type=checkbox], [type=radio]')) return box.checked !== box.defaultChecked
    return box.matches('input, textarea') && box.value !== box.defaultValue
  }
  if ('behind' in form.dataset || [...form.elements].some(isTyped)) {
    isBehind = true
    later('behind' in form.dataset ? 0 : PAUSE)
  }
  form.addEventListener('submit', (event) => {
    // What could not be kept a moment ago would be lost on the way: it stays on the page, and is tried again.
    if (isLost || !navigator.onLine) {
      event.preventDefault()
      isLost = true
      said.scrollIntoView({ block: 'center' })
      say(navigator.onLine ? said.dataset.out : said.dataset.lost, true)
      keep()
      return
    }
    isDone = true
    clearTimeout(timer)
    busy(event.submitter)
  })

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) isDone = false
  })
  document.addEventListener('leaving', () => {
    isDone = true
    clearTimeout(timer)
    window.htmx.trigger(beside, 'htmx:abort')
  })
  document.body.addEventListener('htmx:beforeSend', (event) => {
    if (isDone) event.preventDefault()
  })

  // A plan and its sheet take a moment: the button says that it is pressed. Whoever comes back may press it again.
  const busy = (button) => {
    if (!button?.dataset.busy) return
    const words = button.textContent
    const again = () => {
      button.disabled = false
      button.removeAttribute('aria-busy')
      button.textContent = words
    }
    // Not before it is sent: a button that is disabled is not sent along.
    setTimeout(() => {
      button.disabled = true
      button.setAttribute('aria-busy', 'true')
      button.textContent = button.dataset.busy
      say(button.dataset.busy)
    })
    setTimeout(again, TOO_LONG)
    window.addEventListener('pageshow', again, { once: true })
  }

  // Only what has kept the draft is shown: neither a page to log in on nor an error.
  document.body.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr } = event.detail
    if (xhr.status === 409) say(xhr.responseText.trim(), true)
    else if (!xhr.responseText.includes('data-kept-at')) {
      isLost = true
      say(said.dataset.out, true)
    }
    event.detail.shouldSwap = xhr.status === 200 && xhr.responseText.includes('data-kept-at')
  })
  document.body.addEventListener('htmx:afterSwap', () => {
    const kept = beside.querySelector('[data-kept-at]')
    if (!kept) return
    isLost = false
    say(kept.textContent)
    // What is kept has an address of its own: to reload, or to come back, is to go on with it.
    stayAt(kept.dataset.at)
  })
  document.body.addEventListener('htmx:afterRequest', ended)
  document.body.addEventListener('htmx:sendError', () => {
    say(said.dataset.lost, true)
    isLost = true
    isBehind = true
    later(AGAIN)
  })
  window.addEventListener('beforeunload', (event) => {
    if (isBehind && !isDone) event.preventDefault()
  })
}

// A link to a box in a part that is folded opens the part. Enter among what a template or a unit is looked for by
// presses the button there.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]')
  const wanted = link && document.getElementById(link.hash.slice(1))
  const folded = wanted?.closest('details')
  if (!folded) return
  folded.open = true
  setTimeout(() => wanted.focus())
})
form?.addEventListener('keydown', (event) => {
  const near = event.target.closest('[data-enter]')
  if (event.key !== 'Enter' || !near || event.target.matches('button')) return
  event.preventDefault()
  near.querySelector(`[name="${near.dataset.enter}"]`).click()
})
