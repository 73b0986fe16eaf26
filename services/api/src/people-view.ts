import type { Role, UserView, WorkspaceView } from '@siaran/contracts'
import type { User, Workspace } from '@siaran/db'
import { defaultAnswerWords } from '@siaran/domain'

export const userView = ({ id, email, name, role }: User): UserView => ({ id, email, name, role: role as Role })

export const workspaceView = ({ id, name, timezone, defaultCountry }: Workspace): WorkspaceView => ({
  id,
  name,
  timezone,
  defaultCountry,
})

export const workspaceSettings = (workspace: Workspace) => ({
  ...workspaceView(workspace),
  stopWords: workspace.stopWords.length > 0 ? workspace.stopWords : [...defaultAnswerWords.stop],
  startWords: workspace.startWords.length > 0 ? workspace.startWords : [...defaultAnswerWords.start],
})
