// npm run build: dependencies, database client, compiled services. Does only what is missing or has changed.
import { prepareOrExit } from './prepare.mjs'

await prepareOrExit()
