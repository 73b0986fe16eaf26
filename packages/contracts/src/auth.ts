import { z } from 'zod'
import { exampleIds, instant } from './envelope.js'

export const roles = ['viewer', 'operator', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
export const role = z.enum(roles)

export const password = z.string().min(8).max(128)
export const emailAddress = z.email().max(254).toLowerCase()

export const loginBody = z
  .strictObject({ email: emailAddress, password: z.string().min(1).max(128) })
  .meta({ examples: [{ email: 'aminah@kedai.example', password: 'bunga raya merah' }] })

const aminah = { id: exampleIds.user, email: 'aminah@kedai.example', name: 'Aminah', role: 'owner' }
const kedai = { id: exampleIds.workspace, name: 'Kedai Bunga', timezone: 'Asia/Kuala_Lumpur', defaultCountry: 'MY' }

export const userView = z
  .object({ id: z.uuid(), email: z.string(), name: z.string(), role })
  .meta({ id: 'User', examples: [aminah] })
export const workspaceView = z
  .object({ id: z.uuid(), name: z.string(), timezone: z.string(), defaultCountry: z.string() })
  .meta({ id: 'Workspace', examples: [kedai] })
/** With what only its settings show: the words that it listens to now. */
export const workspaceSettings = workspaceView
  .extend({ stopWords: z.array(z.string()), startWords: z.array(z.string()) })
  .meta({
    id: 'WorkspaceSettings',
    examples: [{ ...kedai, stopWords: ['stop', 'berhenti'], startWords: ['start', 'mula'] }],
  })
export type UserView = z.infer<typeof userView>
export type WorkspaceView = z.infer<typeof workspaceView>

export const loginView = z
  .object({ token: z.string(), expiresAt: instant, user: userView, workspace: workspaceView })
  .meta({
    examples: [
      {
        token: 'srs_01a204600d4e7c3a8f1b2d5c6e7f8a09_4fQ0m2ZtYb7Kc9XwRj5LsVn8Hd3PgUe1',
        expiresAt: '2026-12-01T09:00:00.000Z',
        user: aminah,
        workspace: kedai,
      },
    ],
  })

export const meView = z
  .object({
    user: userView,
    workspace: workspaceView,
    /** How the caller showed who they are. */
    via: z.enum(['session', 'apiKey']),
  })
  .meta({ id: 'Me', examples: [{ user: aminah, workspace: kedai, via: 'session' }] })

const personName = z.string().trim().min(1).max(120)

const userFields = z.strictObject({
  email: emailAddress,
  name: personName,
  role,
  /** Left out: one is made up and answered, once. */
  password: password.optional(),
})
export const userBody = userFields.meta({
  examples: [{ email: 'siti@kedai.example', name: 'Siti', role: 'operator' }],
})
export const userPatch = userFields.partial().meta({ examples: [{ role: 'viewer' }] })
/** The only answer that ever carries a password: one that was made up. */
export const newUserView = userView.extend({ password: z.string().optional() })

const answerWords = z.array(z.string().trim().min(1).max(60)).max(200)

export const workspacePatch = z
  .strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    timezone: z.string().max(64).optional(),
    defaultCountry: z.string().length(2).toUpperCase().optional(),
    /** Answers with which a lead leaves for good, and comes back. An empty list: those that every workspace begins with. */
    stopWords: answerWords.optional(),
    startWords: answerWords.optional(),
  })
  .meta({
    examples: [
      { timezone: 'Asia/Jakarta', defaultCountry: 'ID' },
      { stopWords: ['stop', 'berhenti', 'cukup'], startWords: ['mula'] },
    ],
  })

export const apiKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    scopes: z
      .array(z.enum(['read', 'write', 'admin']))
      .min(1)
      .max(3)
      .optional(),
    /** In the future; left out or null: the key does not expire. */
    expiresAt: z.iso.datetime({ offset: true }).nullish(),
  })
  .meta({ examples: [{ name: 'CRM', scopes: ['read', 'write'] }] })

const crmKey = {
  id: exampleIds.apiKey,
  name: 'CRM',
  scopes: ['read', 'write'],
  createdAt: '2026-12-01T01:00:00.000Z',
  lastUsedAt: null,
  expiresAt: null,
}
const apiKeyShape = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  expiresAt: instant.nullable(),
})
export const apiKeyView = apiKeyShape.meta({ id: 'ApiKey', examples: [crmKey] })
/** The only answer that ever carries the key itself. */
export const newApiKeyView = apiKeyShape.extend({ key: z.string() }).meta({
  examples: [{ ...crmKey, key: 'srn_01a2045fb3c27a1997f56b8d0e2a4c08_8Hd3PgUe1QmZ4fKtYb7c9XwRj5LsVn20' }],
})
