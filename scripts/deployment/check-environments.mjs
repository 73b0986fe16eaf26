import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { environments } from '../environments.mjs'
import { root } from '../prepare.mjs'
import { makeEnvironmentFile } from './environment-file.mjs'

const isRequired = (field) => !field.safeParse(undefined).success

/** What is wrong with a program's environment: names that it does not read, required ones that are missing, values refused. */
function faultsOf(where, schema, environment) {
  const set = Object.entries(environment).filter(([, value]) => value !== '')
  const names = set.map(([name]) => name)
  return [
    ...Object.keys(environment)
      .filter((name) => schema.shape[name] === undefined)
      .map((name) => `${where}: nobody reads ${name}`),
    ...Object.entries(schema.shape)
      .filter(([name, field]) => isRequired(field) && !names.includes(name))
      .map(([name]) => `${where}: ${name} is missing`),
    ...set
      .filter(([name, value]) => value !== undefined && schema.shape[name]?.safeParse(value).success === false)
      .map(([name]) => `${where}: ${name} does not accept its value`),
  ]
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?}`, as compose reads them; `$$` is a dollar. */
const interpolate = (text, variables) =>
  text.replace(/\$\$|\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g, (found, name, fallback) =>
    found === '$$' ? '$' : variables[name] || (fallback ?? ''),
  )

/** The faults of docker-compose.yml's environments, with a .env as it is made for a new installation. */
export async function checkComposeEnvironments(compose) {
  const schemas = await environments()
  const variables = parseEnv(makeEnvironmentFile())
  return Object.entries(compose.services).flatMap(([name, { build, environment = {} }]) => {
    if (build === undefined) return []
    const schema = schemas.get(build.target)
    if (schema === undefined) return [`docker-compose.yml, ${name}: the Dockerfile has no target ${build.target}`]
    const values = Object.entries(environment).map(([key, value]) => [key, interpolate(String(value), variables)])
    return faultsOf(`docker-compose.yml, ${name}`, schema, Object.fromEntries(values))
  })
}

/** The faults of the environments of our own containers in manifests, and of what they take from secrets. */
export async function checkManifestEnvironments(title, manifests) {
  const schemas = await environments()
  const example = readFileSync(join(root, 'k8s', 'secrets.example.yaml'), 'utf8')
  const secrets = new Map(
    parseAllDocuments(example).map((document) => [document.get('metadata').get('name'), document.toJS()]),
  )
  const maps = new Map(manifests.filter(({ kind }) => kind === 'ConfigMap').map((map) => [map.metadata.name, map.data]))
  const referenced = ({ name, key }) => secrets.get(name)?.stringData[key] !== undefined
  const faults = manifests
    .filter(({ kind }) => kind === 'TriggerAuthentication')
    .flatMap(({ spec }) => spec.secretTargetRef.filter((reference) => !referenced(reference)))
    .map(({ name, key }) => `${title}: no secret ${name} with ${key} in k8s/secrets.example.yaml`)
  for (const container of manifests.flatMap(containersOf)) {
    const where = `${title}, ${container.name}`
    for (const { valueFrom } of container.env ?? [])
      if (valueFrom && !referenced(valueFrom.secretKeyRef))
        faults.push(`${where}: no secret ${valueFrom.secretKeyRef.name} with ${valueFrom.secretKeyRef.key}`)
    const schema = schemas.get(container.name)
    if (schema === undefined) continue
    const shared = (container.envFrom ?? []).map(({ configMapRef }) => maps.get(configMapRef.name))
    if (shared.includes(undefined)) faults.push(`${where}: a ConfigMap is missing`)
    // What a secret holds is not known here: it is there, and its value is not judged.
    const own = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value]))
    faults.push(...faultsOf(where, schema, Object.assign({}, ...shared, own)))
  }
  return faults
}

/** The containers of a workload; none of anything else. */
export const containersOf = ({ spec }) => spec?.template?.spec?.containers ?? []
