import TestSequencer from '@jest/test-sequencer'

/** Each takes over 30 s, which its size does not show: begun last, it would run alone while the other workers have nothing to do. */
const LONG = [
  'histories/histories.test.ts',
  'services/api/test/fuzz.int.test.ts',
  'e2e/version-before.e2e.test.ts',
  'e2e/clocks.e2e.test.ts',
  'packages/local-stack/test/supervisor.int.test.ts',
  'packages/transports/test/whatsapp-web.int.test.ts',
  'e2e/backup.e2e.test.ts',
  'e2e/restore.e2e.test.ts',
  'e2e/restart.e2e.test.ts',
  'e2e/whatsapp-web.e2e.test.ts',
  'e2e/four-transports.e2e.test.ts',
  'packages/transports/test/whatsapp-web-library.int.test.ts',
  'e2e/campaign.e2e.test.ts',
  'services/campaign-worker/test/journeys.int.test.ts',
  'packages/transports/test/whatsapp-web-devices.int.test.ts',
]
const rank = ({ path }) => {
  const place = LONG.findIndex((file) => path.endsWith(file))
  return place < 0 ? LONG.length : place
}

/** The long ones first, the others as Jest has them: longest first where it remembers, largest first where it does not. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b))
  }
}
