// Whether the Dockerfile, docker-compose.yml and k8s/ hold together, without an engine or a cluster: syntax, fields, environments,
// and what a pod of ours always is. Prints every fault; exit code 1 when there is one.
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { parse, parseAllDocuments } from 'yaml'
import { programs } from '../image/file-sets.mjs'
import { root } from '../prepare.mjs'
import { checkComposeEnvironments, checkManifestEnvironments } from './check-environments.mjs'
import { checkFields } from './check-fields.mjs'
import { checkPods } from './check-pods.mjs'
import { findKubectl } from './kubectl.mjs'

const read = (...path) => readFileSync(join(root, ...path), 'utf8')

function checkDockerfile() {
  const text = read('Dockerfile')
  const faults = validate(text, {}).map(({ range, message }) => `Dockerfile, line ${range.start.line + 1}: ${message}`)
  const stages = text.split(/^(?=FROM )/m).slice(1)
  for (const program of programs) {
    const stage = stages.find((lines) => lines.startsWith(`FROM base AS ${program}\n`)) ?? ''
    if (!stage.includes(`COPY --from=build /images/${program} ./\n`))
      faults.push(`Dockerfile: no target for ${program}`)
    if (stage.match(/^USER .*/gm)?.at(-1) === 'USER root') faults.push(`Dockerfile: ${program} runs as root`)
    if (/CHROMIUM_PATH=/.test(stage) && !/^ENV .*SIARAN_CHROMIUM_ARGS=--no-sandbox$/m.test(stage))
      faults.push(`Dockerfile: the browser of ${program} would not start without its sandbox`)
  }
  return faults
}

async function checkCompose() {
  const linted = spawnSync(process.execPath, [
    join('node_modules', 'dclint', 'bin', 'dclint.cjs'),
    '--max-warnings=0',
    'docker-compose.yml',
  ])
  const compose = parse(read('docker-compose.yml'), { merge: true })
  const { container_name, ports } = compose.services['device-sender']
  return [
    ...(linted.status === 0 ? [] : [`docker-compose.yml: ${linted.stdout}${linted.stderr}`]),
    ...(container_name || ports ? ['docker-compose.yml: a second device-sender would collide with the first'] : []),
    ...(await checkComposeEnvironments(compose)),
  ]
}

async function checkOverlays() {
  const kubectl = findKubectl()
  const faults = []
  const secrets = parseAllDocuments(read('k8s', 'secrets.example.yaml')).map((document) => document.toJS())
  const all = [...secrets]
  for (const overlay of readdirSync(join(root, 'k8s', 'overlays'))) {
    const folder = join('k8s', 'overlays', overlay)
    const built = execFileSync(kubectl, ['kustomize', folder], { cwd: root, encoding: 'utf8' })
    const manifests = parseAllDocuments(built).map((document) => document.toJS())
    faults.push(...(await checkManifestEnvironments(folder, manifests)), ...checkPods(folder, manifests))
    all.push(...manifests)
  }
  // A compiler's start is most of its time: all at once.
  return [...faults, ...new Set(checkFields(all))]
}

const faults = [...checkDockerfile(), ...(await checkCompose()), ...(await checkOverlays())]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
