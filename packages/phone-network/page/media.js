import { encodeBase64, Model } from './models.js'

/** A file on its way into a message. */
export class OpaqueData {
  #blob
  #url = null
  constructor(blob, type) {
    this.#blob = blob
    this.type = type
  }
  static async createFromData(blob, type) {
    return new OpaqueData(blob, type)
  }
  url() {
    this.#url ??= URL.createObjectURL(this.#blob)
    return this.#url
  }
  autorelease() {
    if (this.#url) URL.revokeObjectURL(this.#url)
    this.#url = null
  }
  formData() {
    return this.#blob
  }
  toPlain() {
    return undefined
  }
}

class MediaData extends Model {
  toJSON() {
    const { mediaBlob, renderableUrl, preview, ...rest } = super.toJSON()
    return rest
  }
}

const blobs = new Map()
const objects = new Map()

export const mediaModules = {
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: {
    prepRawMedia: (data, { asDocument }) => ({
      async waitForPrep() {
        const file = data.formData()
        const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
        const type = asDocument || !file.type.startsWith('image/') ? 'document' : 'image'
        const { name: filename, size } = file
        return new MediaData({
          type,
          mimetype: data.type,
          filehash: encodeBase64(digest),
          filename,
          size,
          mediaBlob: data,
          isGif: false,
          preview: type === 'image' ? 'AAAA' : undefined,
        })
      },
    }),
  },
  WAWebMediaStorage: {
    getOrCreateMediaObject(filehash) {
      const object = objects.get(filehash) ?? {
        filehash,
        contentInfo: {},
        consolidate({ type, size }) {
          Object.assign(this, { type, size })
        },
      }
      objects.set(filehash, object)
      return object
    },
  },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => true },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put: (filehash, blob) => blobs.set(filehash, blob) } },
  WAWebMediaMmsV4Upload: {
    uploadUnencryptedMedia() {
      throw new Error('[page] channels are not there')
    },
    async uploadMedia({ mediaObject: { filehash }, mimetype }) {
      const path = `/mms/${filehash.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')}`
      const response = await fetch(path, {
        method: 'PUT',
        headers: { 'content-type': mimetype },
        body: blobs.get(filehash),
      })
      if (!response.ok) throw new Error(`upload failed: ${response.status}`)
      const mmsUrl = new URL(path, location.href).href
      return {
        mediaEntry: {
          mmsUrl,
          deprecatedMms3Url: mmsUrl,
          directPath: path,
          mediaKey: encodeBase64(crypto.getRandomValues(new Uint8Array(32))),
          mediaKeyTimestamp: Math.floor(Date.now() / 1000),
          encFilehash: filehash,
          uploadHash: filehash,
        },
      }
    },
  },
}
