// Imported before a program (NODE_OPTIONS): writes, as it ends, which CommonJS files it had loaded, into a file of the folder LOADED.
import { writeFileSync } from 'node:fs'
import Module from 'node:module'
import { join } from 'node:path'

process.on('exit', () => {
  const said = { program: process.argv[1], loaded: Object.keys(Module._cache) }
  writeFileSync(join(process.env.LOADED, `${process.pid}.json`), JSON.stringify(said))
})
