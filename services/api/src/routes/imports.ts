import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import { idParams, importAccepted, importForm, importView, successOf } from '@siaran/contracts'
import { importSummary } from '@siaran/db'
import { createSecretBox } from '@siaran/secrets'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import { firstAnswer, IDEMPOTENCY_HEADER, replay } from '../idempotency.js'
import { errorReport } from '../imports/error-report.js'
import { receiveUpload, removeImport, tooLarge } from '../imports/receive-upload.js'
import { nudge } from '../nudge.js'
import { notFound, Problem } from '../problem.js'

export interface ImportLimits {
  fileBytes: number
}

const MB = 1_048_576
const ERRORS_SHOWN = 100
/** What the form may add to its file: fields, boundaries. */
const FORM_BYTES = MB

export function importRoutes(app: App, deps: ApiDeps, { fileBytes }: ImportLimits = { fileBytes: 200 * MB }): void {
  const { db, config } = deps
  const secrets = createSecretBox(config.SIARAN_SECRET_KEY)

  // A scope of its own: here, and nowhere else, a form is read.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    await scope.register(multipart, {
      throwFileSizeLimit: false,
      limits: { fileSize: fileBytes, files: 10, fields: 20, parts: 30, fieldSize: 65_536, fieldNameSize: 100 },
    })
    scope.addContentTypeParser('*', (_request, _payload, done) => done(notAForm()))

    scope.withTypeProvider<ZodTypeProvider>().post(
      '/leads/import',
      {
        config: {
          policy: 'operator',
          claimsItself: true,
          form: importForm,
          problems: ['import.file_missing', 'import.too_large', 'import.unreadable', 'device.not_found'],
        },
        schema: {
          operationId: 'importLeads',
          summary: 'Import leads from a spreadsheet',
          consumes: ['multipart/form-data'],
          response: { 202: successOf(importAccepted) },
        },
      },
      async (request, reply) => {
        const { caller } = request
        if (!request.isMultipart()) throw notAForm()
        if (Number(request.headers['content-length'] ?? 0) > fileBytes + FORM_BYTES) throw tooLarge(fileBytes)
        const wantsDigest = request.headers[IDEMPOTENCY_HEADER] !== undefined
        const {
          importId: id,
          form,
          digest,
        } = await receiveUpload(db, caller, request.parts(), fileBytes, wantsDigest).catch((err) => {
          // The rest of the body is let pass: a client that is still sending would not read the answer.
          request.raw.unpipe()
          request.raw.resume()
          throw err
        })
        const first = await firstAnswer(db, secrets, request, digest).catch(async (err) => {
          await removeImport(db, id)
          throw err
        })
        if (first !== null) {
          await removeImport(db, id)
          return replay(reply, first) as never
        }
        const { deviceId, mode, defaults } = form
        await db.prisma.$transaction([
          db.prisma.import.update({ where: { id }, data: { status: 'pending', mode, deviceId, defaults } }),
          audit(db.prisma, caller, 'import.created', id, { mode, deviceId: deviceId ?? null }),
        ])
        await nudge(deps, 'leads.import', { importId: id })
        return reply.code(202).send({ success: true, message: 'Import accepted', data: { id, status: 'pending' } })
      },
    )
  })

  app.get(
    '/imports/:id',
    {
      config: { policy: 'viewer', problems: ['import.not_found'] },
      schema: {
        operationId: 'getImport',
        summary: 'How far an import is, and its first 100 errors',
        params: idParams,
        response: { 200: successOf(importView) },
      },
    },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const row = await db.prisma.import.findFirst({
        where: { id, workspaceId },
        include: { errors: { orderBy: [{ row: 'asc' }, { field: 'asc' }], take: ERRORS_SHOWN } },
      })
      if (row === null) throw notFound('import')
      const errors = row.errors.map(({ row: line, field, message }) => ({ row: line, field, message }))
      return { success: true as const, data: { ...importSummary(row), errors } }
    },
  )

  app.get(
    '/imports/:id/errors.csv',
    {
      config: { policy: 'viewer', problems: ['import.not_found'] },
      schema: {
        operationId: 'getImportErrors',
        summary: 'Every error of an import, as CSV',
        params: idParams,
        response: {
          200: {
            description: 'Every error: row, field, message, value',
            content: { 'text/csv': { schema: csvReport } },
          },
        },
      },
    },
    async ({ caller, params: { id } }, reply) => {
      if ((await db.prisma.import.count({ where: { id, workspaceId: caller.workspaceId } })) === 0)
        throw notFound('import')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="import-${id}-errors.csv"`)
        .send(Readable.from(errorReport(db, caller, id), { objectMode: false }))
    },
  )
}

const csvReport = z
  .instanceof(Readable)
  .meta({ type: 'string', examples: ['row,field,message,value\r\n1002,phone,The phone contains letters,tiada\r\n'] })

const notAForm = () => new Problem('request.unsupported_media', 'Send the file in a form, as multipart/form-data')
