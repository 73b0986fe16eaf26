export { createSecretBox, type SecretBox } from './secret-box.js'
export { secretKeys } from './secret-keys.js'
export { sessionRow } from './session-row.js'
