// One look at a page in Chromium: accessibility by axe-core, errors in the console, sideways scrolling, a picture.

const fs = require('node:fs')
const path = require('node:path')

const pictures = process.env.PICTURES
if (pictures) fs.mkdirSync(pictures, { recursive: true })
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const views = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 }, language: 'es' },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 }, language: 'en' },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 }, language: 'es' },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 }, language: 'en' }
]

const findings = []

// Pages run without scripts, as they are meant to; axe-core runs in a second look that allows its own.
async function look(browser, state, view, url, name, prepare) {
  const options = { colorScheme: view.colorScheme, viewport: view.viewport, ignoreHTTPSErrors: true, locale: view.language, storageState: state }
  const errors = []
  const context = await browser.newContext({ ...options, bypassCSP: true })
  const page = await context.newPage()
  page.on('console', message => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', error => errors.push(String(error)))
  await page.goto(url, { waitUntil: 'load' })
  if (prepare) await prepare(page)
  await page.evaluate(axe)
  const result = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const violation of result.violations) {
    const where = violation.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')
    findings.push(`${name} ${view.name}: ${violation.impact} ${violation.id}: ${violation.help}: ${where}`)
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (sideways > 0) findings.push(`${name} ${view.name}: scrolls sideways by ${sideways} px`)
  for (const error of errors) findings.push(`${name} ${view.name}: console: ${error}`)
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${view.name}.png`), fullPage: true })
  console.log(`${name} ${view.name}: ${result.passes.length} rules pass, ${result.violations.length} fail`)
  await context.close()
}

function finish() {
  for (const finding of findings) console.error(finding)
  process.exitCode = findings.length ? 1 : 0
}

module.exports = { finish, findings, look, views }
