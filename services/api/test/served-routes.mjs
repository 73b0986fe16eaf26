// Writes every route of the API, with the pages of libraries, as JSON.
import { docsPage } from '../dist/docs-page.js'
import { offlineServer } from '../dist/document.js'
import { queueBoard } from '../dist/queue-board.js'

const app = await offlineServer(({ db, produce }) => [docsPage, queueBoard(db, produce)])
process.stdout.write(JSON.stringify(app.guardedRoutes))
