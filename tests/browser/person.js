// Opens the person's page in Chromium from its file, in every state: light, dark, phone width, Spanish and English.
// Fails on what look.js finds, on anything that the page asks of the network or of another file, on a style that its
// own policy keeps out, and on a page that a person cannot read printed.
//
//   tests/browser/run        CHROMIUM=/usr/bin/chromium  PICTURES=DIR

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { chromium } = require('playwright-core')
const { finish, findings, look, views } = require('./look')

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
const demo = process.env.DEMO_PAGES || path.join(__dirname, '../../target/debug/examples/demo-pages')

// The page as the person's browser shows it, with its policy in force and without scripts.
async function stands(browser, url, name) {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  page.on('console', message => findings.push(`${name}: console: ${message.text()}`))
  page.on('request', request => request.url() !== url && findings.push(`${name}: asks for ${request.url()}`))
  await page.goto(url)
  const margin = await page.locator('body').evaluate(body => getComputedStyle(body).margin)
  if (margin !== '0px') findings.push(`${name}: the style is not in force`)
  const first = await page.locator('h1').boundingBox()
  if (!first || first.y > 300) findings.push(`${name}: the verdict is not at the top`)
  await page.emulateMedia({ media: 'print' })
  if (!(await page.locator('h1').isVisible())) findings.push(`${name}: no verdict in print`)
  await context.close()
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'custodia-pages-'))
  execFileSync(demo, [folder])
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
  try {
    for (const file of fs.readdirSync(folder).sort()) {
      const url = pathToFileURL(path.join(folder, file)).href
      const name = `person-${path.basename(file, '.html')}`
      await stands(browser, url, name)
      for (const view of views) {
        const unfold = page => page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true }))
        await look(browser, undefined, view, url, name)
        if (view === views[2]) await look(browser, undefined, { ...view, name: `${view.name}-unfolded` }, url, name, unfold)
      }
    }
  } finally {
    await browser.close()
    fs.rmSync(folder, { recursive: true })
  }
  finish()
}

main().catch(error => { console.error(error); process.exit(99) })
