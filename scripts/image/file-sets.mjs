import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, withPnpm } from '../prepare.mjs'

/** Every program that has an image, by the name of its package and of its target in the Dockerfile. */
export const programs = ['api', 'scheduler', 'campaign-worker', 'device-sender', 'migrate', 'phone-network']

/**
 * Puts everything that each program needs to run, and nothing else, into a new folder of its name below `parent`: its compiled
 * files, and of its dependencies those for production. `node dist/main.js` starts it there. The clone has to be built.
 */
export async function writeFileSets(parent) {
  const folders = programs.map((program) => join(parent, program))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await withPnpm('The files of the images could not be gathered', [
    process.execPath,
    join(import.meta.dirname, 'deploy.mjs'),
    ...folders,
  ])
  for (const folder of folders) rmSync(join(folder, 'pnpm-lock.yaml'))
  cpSync(join(root, 'prisma', 'migrations'), join(parent, 'migrate', 'prisma', 'migrations'), { recursive: true })
}
