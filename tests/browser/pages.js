// Opens the server's pages in Chromium (Debian package chromium): light, dark, phone width, Spanish and English.
// Fails on any accessibility finding of axe-core (WCAG 2.2 AA and best practices), on errors in the console, on
// sideways scrolling, and on pages that do not work without scripts. Saves pictures to PICTURES if that is set.
//
//   tests/browser/run        CHROMIUM=/usr/bin/chromium  PICTURES=DIR

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const readline = require('node:readline')
const { chromium } = require('playwright-core')
const { finish, look, views } = require('./look')

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
const demo = process.env.DEMO || path.join(__dirname, '../../target/debug/examples/demo-fleet')

async function startDemo() {
  if (!fs.existsSync(demo)) throw new Error(`${demo} is missing; hint: cargo build -p custodia-server --example demo-fleet`)
  const server = spawn(demo, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, CUSTODIA_LOG: 'error' } })
  const lines = readline.createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  return { server, link: (await lines.next()).value, device: (await lines.next()).value }
}

// Signs in by the one-time link, in a browser without scripts, by the keyboard alone.
async function signIn(browser, link) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(link)
  // The browser focuses the button when it first draws the page, which may be after the page has loaded.
  await page.locator('button:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname === '/')
  await page.goto(new URL('/enrol', link).href)
  await page.getByLabel(/Name|Nombre/).fill('Radio 13')
  await page.keyboard.press('Enter')
  await page.getByText(/custodia enroll 'https/).waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

async function main() {
  const { server, link, device } = await startDemo()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
  try {
    const at = address => new URL(address, link).href
    for (const view of [views[0], views[3]]) await look(browser, undefined, view, at('/sign-in'), 'sign-in')
    await look(browser, undefined, views[1], link, 'sign-in-link')
    const state = await signIn(browser, link)
    for (const view of views) {
      await look(browser, state, view, at('/'), 'fleet')
      await look(browser, state, view, at('/devices'), 'devices')
      await look(browser, state, view, at(`/devices/${device}`), 'device')
      await look(browser, state, view, at('/enrol'), 'enrol')
    }
    await look(browser, state, views[2], at('/enrol'), 'enrol-made', async page => {
      await page.getByRole('button', { name: 'Crear enlace' }).click()
      await page.getByText(/custodia enroll 'https/).waitFor()
    })
    for (const view of [views[0], views[3]]) {
      await look(browser, state, view, at('/records'), 'records')
      await look(browser, state, view, at('/records/social-accounts'), 'register')
      await look(browser, state, view, at('/records/mail-domains/4'), 'record')
    }
    await look(browser, state, views[2], at('/records/requests'), 'record-refused', async page => {
      await page.getByLabel(/Referencia/).fill('12/26')
      await page.getByRole('button', { name: 'Guardar' }).click()
      await page.getByText('Falta este dato.').waitFor()
    })
    await look(browser, state, views[0], at('/devices?status=flagged'), 'flagged')
    await look(browser, state, views[0], at('/devices?status=left'), 'none')
  } finally {
    await browser.close()
    server.stdin.end()
  }
  finish()
}

main().catch(error => { console.error(error); process.exit(99) })
