// Warns before the time is out, and lets the person stay. When it is out, what is written goes to the server and the
// page goes away: nobody else shall read it from the screen. Without this script the server does the same at next send.
const warning = document.querySelector('[data-stay]')

if (warning) {
  const { warnAfter, outAfter, start } = warning.dataset
  const stay = warning.querySelector('form')
  let timers = []

  const begin = () => {
    timers.forEach(clearTimeout)
    timers = [setTimeout(warn, warnAfter * 1000), setTimeout(leave, outAfter * 1000)]
  }

  const warn = () => {
    warning.hidden = false
    warning.querySelector('button').focus()
  }

  const written = () => {
    const form = [...document.querySelectorAll('main form[method="post"]')].find((each) => isChanged(each))
    if (!form) return null
    const data = new URLSearchParams(new FormData(form))
    data.set('kept_path', new URL(form.action || location.href, location.href).pathname)
    return data
  }

  const isChanged = (form) =>
    [...form.elements].some(
      (box) =>
        (['text', 'textarea', 'email', 'tel'].includes(box.type) && box.value !== box.defaultValue) ||
        (['radio', 'checkbox'].includes(box.type) && box.checked !== box.defaultChecked),
    )

  const send = (url, data) => {
    data.set('csrfmiddlewaretoken', stay.elements.csrfmiddlewaretoken.value)
    return fetch(url, { method: 'POST', body: data, credentials: 'same-origin' })
  }

  const leave = async () => {
    // What a draft sends meanwhile comes without a session, and its answer would take the new one's cookie away.
    document.dispatchEvent(new Event('leaving'))
    try {
      await send(warning.dataset.lock, written() ?? new URLSearchParams())
    } finally {
      location.replace(start)
    }
  }

  stay.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await send(stay.action, new URLSearchParams())
    warning.hidden = true
    document.querySelector('main').focus()
    if (answer.redirected) location.replace(start)
    else begin()
  })

  begin()
}
