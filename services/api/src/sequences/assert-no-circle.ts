import type { Prisma } from '@siaran/db'
import { findCircle, type SequenceLink } from '@siaran/domain'
import type { Caller } from '../caller.js'
import { Problem } from '../problem.js'

type NamedLink = SequenceLink & { name: string }
type Link = SequenceLink & { campaign: { name: string } | null }

/**
 * Throws 400 `sequence.circle` when the sequence, as it is to be saved (`changes` alone of one that there is), leads its
 * leads back to where they have been: they would be written to for ever. Until the transaction ends no other sequence of
 * the workspace is saved, so that two which close a circle together do not both pass. Archived ones lead nowhere.
 */
export async function assertNoCircle(
  tx: Prisma.TransactionClient,
  { workspaceId }: Caller,
  id: string,
  changes: { [Field in keyof Omit<NamedLink, 'id'>]?: NamedLink[Field] | undefined },
): Promise<void> {
  // Excludes its like alone: rows that refer to the workspace can be inserted meanwhile.
  await tx.$executeRaw`select 1 from workspaces where id = ${workspaceId}::uuid for no key update`
  const rows = await tx.sequence.findMany({
    where: { workspaceId, campaign: { status: { not: 'cancelled' } } },
    select: { id: true, trigger: true, nextTrigger: true, campaign: { select: { name: true } } },
  })
  // Prisma reads the names after the rest: a draft without one has just been deleted, and leads nowhere.
  const links = new Map<string, NamedLink>(
    rows.flatMap(({ campaign, ...link }: Link) =>
      campaign === null ? [] : [[link.id, { ...link, name: campaign.name }]],
    ),
  )
  const { name = '', trigger = '', nextTrigger = null } = links.get(id) ?? {}
  links.set(id, {
    id,
    name: changes.name ?? name,
    trigger: changes.trigger ?? trigger,
    nextTrigger: changes.nextTrigger === undefined ? nextTrigger : changes.nextTrigger,
  })
  const circle = findCircle([...links.values()])
  if (circle === null) return
  const way = circle.map((step) => links.get(step)!.name)
  throw new Problem(
    'sequence.circle',
    `These sequences lead to each other in a circle, without an end: ${[...way, way[0]].join(' → ')}`,
    [{ path: 'nextTrigger', message: 'Leads back to where the lead has been', names: way }],
  )
}
