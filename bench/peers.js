// The same page built by mystmd and by Observable Framework, each installed from npm into a folder of its own.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const prose = Array.from(
  { length: 12 },
  (_, i) => `## 第 ${i + 1} 部分\n\n开放权重模型的公开成绩与闭源模型相近，结论须以同一条件为准。\n`,
).join('\n')
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

function install(folder, name) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  return (
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', name], {
      cwd: folder,
      stdio: 'pipe',
      timeout: 240_000,
    }).status === 0
  )
}

function timed(folder, argv) {
  const taken = []
  for (let i = 0; i < 3; i += 1) {
    const started = performance.now()
    const ran = spawnSync('npx', ['--no-install', ...argv], {
      cwd: folder,
      stdio: 'pipe',
      timeout: 120_000,
      env: { ...process.env, OBSERVABLE_TELEMETRY_DISABLE: 'true' },
    })
    if (ran.status !== 0) return `failed: ${String(ran.stderr).trim().split('\n')[0]?.slice(0, 80)}`
    taken.push(performance.now() - started)
  }
  return `${(median(taken) / 1000).toFixed(2)} s`
}

/** Names of the peers with what building the page took, or why it did not. */
export async function peers(work) {
  const results = []
  const myst = join(work, 'myst')
  if (install(myst, 'mystmd@1.8.3')) {
    writeFileSync(
      join(myst, 'myst.yml'),
      'version: 1\nproject:\n  title: page\n  exports:\n    - format: md\n      article: page.md\n      output: out.md\n',
    )
    writeFileSync(join(myst, 'page.md'), `# 页\n\n${prose}`)
    results.push([
      'mystmd 1.8.3, a page to Markdown (its HTML needs the network)',
      timed(myst, ['myst', 'build', 'page.md', '--md']),
    ])
  } else results.push(['mystmd 1.8.3', 'not installed'])
  const framework = join(work, 'framework')
  if (install(framework, '@observablehq/framework@1.13.4')) {
    mkdirSync(join(framework, 'src'), { recursive: true })
    writeFileSync(join(framework, 'src/index.md'), `# 页\n\n${prose}`)
    results.push(['Observable Framework 1.13.4, the page to HTML', timed(framework, ['observable', 'build'])])
  } else results.push(['Observable Framework 1.13.4', 'not installed'])
  return results
}

/** The same page as a report, whole processes. */
export function page(work, cli, run) {
  const desk = join(work, 'page')
  mkdirSync(join(desk, 'reports/one'), { recursive: true })
  writeFileSync(join(desk, 'assay.config.yaml'), 'name: page\nlang: zh\n')
  writeFileSync(join(desk, 'reports/one/index.md'), `---\ntitle: 页\ndate: 2024-07-28\n---\n\n${prose}`)
  return run(5, [cli, 'build', '--desk', desk, '--no-pdf'])
}
