import { section as devices } from './devices.js'
import { section as enrolment } from './enrolment.js'
import { section as expansion } from './expansion.js'
import { section as fleet } from './fleet.js'
import { section as importing } from './import.js'
import { section as queues } from './queues.js'
import { section as reads } from './reads.js'
import { section as scale } from './scale.js'
import type { Section } from './section.js'
import { section as sending } from './sending.js'
import { section as telemetry } from './telemetry.js'

export const sections: readonly Section[] = [
  expansion,
  enrolment,
  sending,
  fleet,
  importing,
  reads,
  queues,
  devices,
  telemetry,
  scale,
]
