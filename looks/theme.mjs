// Writes theme.css from designsystemet.config.json: `npm run theme`, when the colours change.
//
// Not part of the build: the tool needs Node 20 and 160 packages, and what it makes changes once a year.
// We keep the light scheme only. The pages promise it (`color-scheme: light`), so nothing half dark is ever shown.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOL = '@digdir/designsystemet@1.15.0'
const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'theme-'))

const tokens = (...words) =>
  execFileSync('npx', ['--yes', TOOL, 'tokens', ...words], { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'] })

/** Take away the rule that begins with `opening`, braces and all, wherever it stands. */
function without(css, opening) {
  const start = css.indexOf(opening)
  if (start < 0) return css
  let depth = 0
  let at = css.indexOf('{', start)
  do {
    if (css[at] === '{') depth++
    if (css[at] === '}') depth--
    at++
  } while (depth > 0)
  return without(css.slice(0, start) + css.slice(at), opening)
}

const UNUSED = ['@media (prefers-color-scheme:', '@layer ds.theme.color-scheme.dark', '@layer ds.theme.typography.secondary']

try {
  writeFileSync(join(scratch, 'config.json'), readFileSync(join(here, 'designsystemet.config.json')))
  tokens('create', '--config', 'config.json')
  tokens('build', '-t', 'tokens', '-o', 'theme')
  const whole = readFileSync(join(scratch, 'theme', 'patientkontrakt.css'), 'utf8')
  const css = UNUSED.reduce(without, whole.slice(whole.indexOf('*/') + 2))
  const made = `Made by \`npm run theme\` from designsystemet.config.json with ${TOOL}. Change the config, not this.`
  writeFileSync(join(here, 'theme.css'), `/* ${made} */\n\n${css.trim().replace(/\n{3,}/g, '\n\n')}\n`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
