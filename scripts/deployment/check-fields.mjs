import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../prepare.mjs'

const options = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
}

/** `apps/v1` of Kubernetes, `keda.sh/v1alpha1` of KEDA. */
const moduleOf = (apiVersion) =>
  apiVersion.startsWith('keda.sh/') ? `@kubernetes-models/keda/${apiVersion}` : `kubernetes-models/${apiVersion}`

/**
 * Every field of the manifests that its kind does not know or that has another type, as sentences. Each is written down as a
 * literal of its type and compiled: a literal may have no field that its type has not.
 */
export function checkFields(manifests) {
  const sources = new Map(
    manifests.map((manifest, n) => {
      const { apiVersion, kind } = manifest
      const text = `import type { I${kind} } from '${moduleOf(apiVersion)}'\n;(${JSON.stringify(manifest, null, 1)}) satisfies I${kind}\n`
      return [join(root, `manifest-${n}.ts`), { text, title: `${kind} ${manifest.metadata?.name}` }]
    }),
  )
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = (name) => sources.get(name)?.text ?? readFile(name)
  host.fileExists = (name) => sources.has(name) || fileExists(name)
  host.getSourceFile = (name, version) => {
    const source = sources.get(name)
    return source ? ts.createSourceFile(name, source.text, version) : getSourceFile(name, version)
  }
  const program = ts.createProgram([...sources.keys()], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ')
    const line = file?.text
      .slice(file.text.lastIndexOf('\n', start) + 1)
      .split('\n', 1)[0]
      .trim()
    return `${sources.get(file?.fileName)?.title ?? file?.fileName}: ${line}: ${message}`
  })
}
