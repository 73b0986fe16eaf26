// `npm start` in small: the real main, stores and guardian, with fake services. Arguments: the folder for everything,
// and how the last service behaves.
import { join } from 'node:path'
import { main } from '../dist/main.js'

const [folder, behaviour = ''] = process.argv.slice(2)

await main({
  environment: { ...process.env, SIARAN_DATA_DIR: join(folder, 'data'), PORT: process.env.PORT ?? '0' },
  migrations: join(import.meta.dirname, 'migrations'),
  durable: false,
  services: ({ logins, redisUrl }) =>
    ['first', 'second'].map((name, index) => ({
      name,
      entry: join(import.meta.dirname, 'fake-service.mjs'),
      environment: {
        DATABASE_URL: logins.serviceUrl,
        REDIS_URL: redisUrl,
        FAKE_FOLDER: folder,
        FAKE_NAME: name,
        FAKE_SERVICE: index === 1 ? behaviour : '',
      },
    })),
})
