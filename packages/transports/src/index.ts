export { createSimulatorTransport, type SimulatorOptions } from './simulator.js'
export type * from './transport.js'
