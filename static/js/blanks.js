// A blank that a template left is written over by whoever comes to its box with the keyboard.
const BLANK = '[…]'

document.addEventListener('focusin', ({target}) => {
  const at = target.matches('textarea, input[type=text]') ? target.value.indexOf(BLANK) : -1
  if (at >= 0) target.setSelectionRange(at, at + BLANK.length)
})
