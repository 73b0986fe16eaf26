// Asked by pnpm about every package before it is installed.
// Packages that may use Prisma's command line or the compiler get them, since the workspace has both for its own tools: they would
// go into every service, 313 MB that nothing there calls.
const TOOLS = ['prisma', 'typescript']

function readPackage(manifest) {
  for (const tool of TOOLS)
    if (manifest.peerDependenciesMeta?.[tool]?.optional) {
      delete manifest.peerDependencies[tool]
      delete manifest.peerDependenciesMeta[tool]
    }
  return manifest
}

module.exports = { hooks: { readPackage } }
