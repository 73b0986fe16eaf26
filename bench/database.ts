import { openDatabase } from '@siaran/db'

/** For whatever a bench fills and measures: a million rows in one statement take longer than a service's may. */
export const openBench = (url: string) => openDatabase(url, { name: 'bench', answersWithinMs: 3_600_000 })
