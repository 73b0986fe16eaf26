import type { Role, UserView, WorkspaceView } from '@siaran/contracts'
import type { User, Workspace } from '@siaran/db'

export const userView = ({ id, email, name, role }: User): UserView => ({ id, email, name, role: role as Role })

export const workspaceView = ({ id, name, timezone, defaultCountry }: Workspace): WorkspaceView => ({
  id,
  name,
  timezone,
  defaultCountry,
})
