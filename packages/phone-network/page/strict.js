/** Asked for by promises, by serializers and by the interplay of module systems, and rightly absent. */
const asked = new Set(['then', 'toJSON', '__esModule', 'default'])

const missing = (name) => new Error(`[page] ${name} is not there`)

/**
 * The `require` of the page: what a library asks for and this page lacks is an error that names it, never a silent
 * `undefined` that fails somewhere else.
 */
export function strictRequire(modules) {
  const guarded = new Map(Object.entries(modules).map(([name, module]) => [name, guard(name, module)]))
  return (name) => {
    const module = guarded.get(name)
    if (module === undefined) throw missing(name)
    return module
  }
}

function guard(name, module) {
  return new Proxy(module, {
    get(target, member) {
      if (member in target || typeof member === 'symbol' || asked.has(member))
        return Reflect.get(target, member, target)
      throw missing(`${name}.${member}`)
    },
  })
}
