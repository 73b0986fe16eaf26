import reference from '@scalar/fastify-api-reference'
import type { FastifyPluginAsync } from 'fastify'

/** Scalar's page brings its own script, from here; inline script and styles are its way, so only this page allows them. */
const pagePolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'self'"

/** The reference that people read, at /docs/. Everything that it loads comes from here: it works without the internet. */
export const docsPage: FastifyPluginAsync = async (page) => {
  page.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', pagePolicy)
  })
  await page.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/docs/json',
      pageTitle: 'Siaran API',
      // Each of these would send its reader, or what they look at, to somebody else's servers.
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
      hideClientButton: true,
    },
  })
}
