import { clockFaults } from './clocks.js'
import type { Fault } from './fault.js'
import { momentFaults } from './moments.js'
import { networkFaults } from './network.js'
import { pauseCampaign, type Silence } from './people.js'
import { processFaults } from './processes.js'
import { storeFaults } from './stores.js'

/** Every kind of fault; pauses among them note their silences. */
export const allFaults = (silences: Silence[]): readonly Fault[] => [
  ...processFaults,
  ...momentFaults,
  ...storeFaults,
  ...networkFaults,
  ...clockFaults,
  pauseCampaign(silences),
]
