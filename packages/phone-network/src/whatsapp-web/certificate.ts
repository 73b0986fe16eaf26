import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A key and a self-signed certificate for one host name, valid for a day around now, in PEM. Written by hand in 40 lines of
 * DER: Node makes keys and signatures but no certificates, and the packages that do are larger than the phone network.
 */
export function selfSignedCertificate(host: string, now: Date): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectId([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])) // ecdsa-with-SHA256
  const commonName = sequence(objectId([0x55, 0x04, 0x03]), der(UTF8_STRING, Buffer.from(host)))
  const name = sequence(der(SET, commonName))
  const day = 24 * 60 * 60_000
  const alternativeName = sequence(der(DNS_NAME, Buffer.from(host)))
  const extensions = sequence(sequence(objectId([0x55, 0x1d, 0x11]), der(OCTET_STRING, alternativeName)))
  const toBeSigned = sequence(
    der(EXPLICIT_0, integer(2)), // version 3
    integer(...randomBytes(8).map((byte, at) => (at === 0 ? (byte & 0x3f) | 0x40 : byte))),
    algorithm,
    name,
    sequence(time(now.getTime() - day), time(now.getTime() + day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXPLICIT_3, extensions),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const certificate = sequence(toBeSigned, algorithm, der(BIT_STRING, Buffer.of(0), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g)!
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}

const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const OBJECT_ID = 0x06
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const SEQUENCE = 0x30
const SET = 0x31
const DNS_NAME = 0x82
const EXPLICIT_0 = 0xa0
const EXPLICIT_3 = 0xa3

/** Tag, length, content. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...header), content])
}

const sequence = (...parts: Uint8Array[]) => der(SEQUENCE, ...parts)
const integer = (...bytes: number[]) => der(INTEGER, Buffer.from(bytes))
const objectId = (bytes: number[]) => der(OBJECT_ID, Buffer.from(bytes))
/** `261125090000Z`. */
const time = (ms: number) =>
  der(UTC_TIME, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
