// Builds static/dist/, all that is served: app.css, the fonts and icons it names, and our pictures. `npm run build`.
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundle } from 'lightningcss'

const GOAL_KB = 25
const here = fileURLToPath(new URL('.', import.meta.url))
const dist = join(here, '..', 'static', 'dist')
const installed = createRequire(import.meta.url)

const version = (major, minor = 0) => (major << 16) | (minor << 8)
const targets = { chrome: version(105), firefox: version(121), ios_saf: version(15, 4), safari: version(15, 4) }

/** Latin covers Swedish; latin-ext is fetched only when a name on the page needs it. */
const screenFonts = { 'inter-latin': 'inter-latin-wght-normal', 'inter-latin-ext': 'inter-latin-ext-wght-normal' }
/** Paper wants a file for each weight: making them from the variable one takes as long as the rest of a sheet. */
const paperFonts = Object.fromEntries(
  ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700'].map((name) => [`inter-${name}`, `inter-${name}-normal`]),
)

function copyFonts(from, fonts) {
  const files = join(dirname(installed.resolve(`${from}/package.json`)), 'files')
  mkdirSync(join(dist, 'fonts'), { recursive: true })
  for (const [ours, theirs] of Object.entries(fonts)) {
    copyFileSync(join(files, `${theirs}.woff2`), join(dist, 'fonts', `${ours}.woff2`))
  }
}

/** The content security policy is plain 'self' and stops `data:`, so each inlined icon becomes a file. */
function iconToFile({ url, ...rest }) {
  if (!url.startsWith('data:')) return { url, ...rest }
  const [kind, svg] = url.split(/,(.*)/s)
  if (!kind.startsWith('data:image/svg+xml')) throw new Error(`Only inlined SVG is expected, not ${kind}`)
  const name = `${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`
  mkdirSync(join(dist, 'icons'), { recursive: true })
  writeFileSync(join(dist, 'icons', name), decodeURIComponent(svg))
  return { url: `icons/${name}`, ...rest }
}

function buildCss() {
  const { code } = bundle({ filename: join(here, 'app.css'), minify: true, targets, visitor: { Url: iconToFile } })
  writeFileSync(join(dist, 'app.css'), code)
  return code
}

rmSync(dist, { recursive: true, force: true })
copyFonts('@fontsource-variable/inter', screenFonts)
copyFonts('@fontsource/inter', paperFonts)
for (const folder of ['img', 'js']) cpSync(join(here, '..', 'static', folder), join(dist, folder), { recursive: true })
const css = buildCss()
const kb = gzipSync(css, { level: 9 }).length / 1000
console.log(`app.css ${(css.length / 1000).toFixed(1)} kB, ${kb.toFixed(1)} kB compressed (goal ${GOAL_KB})`)
if (kb > GOAL_KB) process.exitCode = 1
