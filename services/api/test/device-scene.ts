import type { Person } from './open-api.js'

/** What makes a device of Wablas. */
export const wablas = {
  transport: 'wablas',
  settings: { baseUrl: 'https://solo.wablas.com' },
  credentials: { token: 't', secretKey: 's' },
}

/** A device of the simulator unless `fields` say otherwise, as the API answers it. */
export const createDevice = async (by: Person, fields: object = {}) =>
  (await by.call('POST', 'devices', { name: 'Kaunter', transport: 'simulator', ...fields })).body.data
