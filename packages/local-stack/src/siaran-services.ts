import { join } from 'node:path'
import type { Logins } from '@siaran/db'
import { repository, type StackConfig } from './config.js'
import type { DataFolder } from './data-folder.js'
import type { Secrets } from './secrets.js'
import type { ServiceSpec } from './services.js'

/** What the services of a stack are told about it. */
export interface ServiceSetting {
  config: StackConfig
  secrets: Secrets
  folder: DataFolder
  /** How the API logs in to the database, and how the others do. */
  logins: Logins
  redisUrl: string
  apiPort: number
  phoneNetworkPort: number
  /** Where the phone network serves WhatsApp Web. */
  whatsAppWebPort: number
  /** Free ports: one for each service without an HTTP face of its own. */
  healthPorts: readonly number[]
}

/**
 * Node takes a large machine for leave to collect late: an import of a million rows then grows the worker by 200 MB, all of
 * it garbage. With this limit it is 100, at about the same rate.
 */
export const WORKER_HEAP_MB = 512

/** How many health ports {@link siaranServices} uses: scheduler, campaign worker, and one a sender. */
export const healthPortCount = (config: StackConfig) => 2 + config.SIARAN_DEVICE_SENDERS

/** The four services, the senders as often as wanted, and the phone network. */
export function siaranServices(setting: ServiceSetting): ServiceSpec[] {
  const { config, secrets } = setting
  const ports = [...setting.healthPorts]
  const common = {
    NODE_ENV: 'production',
    LOG_LEVEL: config.LOG_LEVEL,
    DATABASE_URL: setting.logins.serviceUrl,
    REDIS_URL: setting.redisUrl,
    SIARAN_SECRET_KEY: config.SIARAN_SECRET_KEY ?? secrets.secretKey,
    SIARAN_PHONE_NETWORK_URL: `http://127.0.0.1:${setting.phoneNetworkPort}`,
  }
  const service = (name: string, environment: Record<string, string>, package_ = name): ServiceSpec => ({
    name,
    entry: join(repository, 'services', package_, 'dist', 'main.js'),
    environment: { ...common, ...environment },
  })
  const health = () => ({ HEALTH_PORT: String(ports.shift()) })
  return [
    service('api', {
      DATABASE_URL: setting.logins.requestUrl,
      HOST: config.HOST,
      PORT: String(setting.apiPort),
      SIARAN_ADMIN_EMAIL: config.SIARAN_ADMIN_EMAIL ?? secrets.adminEmail,
      SIARAN_ADMIN_PASSWORD: config.SIARAN_ADMIN_PASSWORD ?? secrets.adminPassword,
    }),
    service('scheduler', health()),
    { ...service('campaign-worker', health()), heapMb: WORKER_HEAP_MB },
    ...Array.from({ length: config.SIARAN_DEVICE_SENDERS }, (_, index) => {
      const environment = {
        ...health(),
        SIARAN_SENDER_ID: `sender-${index + 1}`,
        SIARAN_WHATSAPP_WEB: config.SIARAN_WHATSAPP_WEB ?? `127.0.0.1:${setting.whatsAppWebPort}`,
      }
      return service(`device-sender-${index + 1}`, environment, 'device-sender')
    }),
    {
      // The world outside: it is told neither the stores nor the secrets.
      name: 'phone-network',
      entry: join(repository, 'packages', 'phone-network', 'dist', 'main.js'),
      outside: true,
      environment: {
        NODE_ENV: 'production',
        LOG_LEVEL: config.LOG_LEVEL,
        SIARAN_PHONE_NETWORK_PORT: String(setting.phoneNetworkPort),
        SIARAN_PHONE_NETWORK_WEB_PORT: String(setting.whatsAppWebPort),
        SIARAN_PHONE_NETWORK_DATA: setting.folder.phoneNetwork,
      },
    },
  ]
}
