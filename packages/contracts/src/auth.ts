import { z } from 'zod'
import { instant } from './envelope.js'

export const roles = ['viewer', 'operator', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
export const role = z.enum(roles)

export const password = z.string().min(8).max(128)
export const emailAddress = z.email().max(254).toLowerCase()

export const loginBody = z.strictObject({ email: emailAddress, password: z.string().min(1).max(128) })

export const userView = z.object({ id: z.uuid(), email: z.string(), name: z.string(), role })
export const workspaceView = z.object({
  id: z.uuid(),
  name: z.string(),
  timezone: z.string(),
  defaultCountry: z.string(),
})
export type UserView = z.infer<typeof userView>
export type WorkspaceView = z.infer<typeof workspaceView>

export const loginView = z.object({ token: z.string(), expiresAt: instant, user: userView, workspace: workspaceView })

export const meView = z.object({
  user: userView,
  workspace: workspaceView,
  /** How the caller showed who they are. */
  via: z.enum(['session', 'apiKey']),
})

const personName = z.string().trim().min(1).max(120)

export const userBody = z.strictObject({
  email: emailAddress,
  name: personName,
  role,
  /** Left out: one is made up and answered, once. */
  password: password.optional(),
})
export const userPatch = userBody.partial()
/** The only answer that ever carries a password: one that was made up. */
export const newUserView = userView.extend({ password: z.string().optional() })

export const workspacePatch = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  timezone: z.string().max(64).optional(),
  defaultCountry: z.string().length(2).toUpperCase().optional(),
})

export const apiKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  scopes: z
    .array(z.enum(['read', 'write', 'admin']))
    .min(1)
    .max(3)
    .optional(),
  /** In the future; left out or null: the key does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
})
export const apiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  expiresAt: instant.nullable(),
})
/** The only answer that ever carries the key itself. */
export const newApiKeyView = apiKeyView.extend({ key: z.string() })
