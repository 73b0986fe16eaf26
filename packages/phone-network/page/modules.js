import { findOrCreateChat, findPerson, sendMessage } from './chats.js'
import { createWid, keyOf, MsgKey } from './ids.js'
import { mediaModules } from './media.js'
import { Collection, Emitter, encodeBase64, Model } from './models.js'
import { chats, commands, connection, me, messages, people, socketState, sync } from './state.js'

/**
 * Every module that whatsapp-web.js 1.34 asks the page for on the road of a device that is linked, sends and receives:
 * written from what the library calls. The rest is refused by name (see `strict.js`).
 */
export function pageModules(wire, keys) {
  const contacts = new Collection(async (id) => {
    const wid = createWid(id)
    const person = await findPerson(wire, wid)
    return new Model({
      id: wid,
      phoneNumber: wid.isLid() ? person?.phone : undefined,
      pushname: person?.name,
      isBusiness: false,
      isContactBlocked: false,
      isOnWhatsApp: person !== null,
    })
  })
  return {
    ...session(wire, keys),
    ...addresses(wire),
    ...conversations(wire, contacts),
    ...contactDetails,
    ...mediaModules,
  }
}

/** Linking, the socket's state, and what happens to a session. */
function session(wire, keys) {
  commands.refreshQR = () => wire.send({ op: 'refresh' })
  commands.openChatBottom = async () => {}
  socketState.logout = () => wire.ask({ op: 'logout' })
  socketState.reconnect = () => wire.reconnect()
  socketState.takeover = () => wire.send({ op: 'takeover' })
  return {
    WAWebSocketModel: { Socket: socketState },
    WAWebConnModel: { Conn: connection },
    WAWebCmd: { Cmd: commands },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => sync.progress } },
    WAWebAltDeviceLinkingApi: {
      setPairingType() {},
      async initializeAltDeviceLinking() {},
      async initializeQRLinking() {
        wire.send({ op: 'refresh' })
      },
      startAltLinkingFlow: (phone) => wire.askUnlinked({ op: 'code', phone: `+${phone}` }),
    },
    WAWebLaunchSocketUtils: { refreshQR: () => wire.send({ op: 'refresh' }) },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: keys.noise } }) } },
    WAWebSignalStoreApi: {
      waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: keys.identity } }) },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => encodeBase64(keys.secret) },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.phone, getMaybeMeLidUser: () => me.lid },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
    WABase64: { encodeB64: encodeBase64 },
  }
}

/** People: by phone and by LID, and whether they are on WhatsApp. */
function addresses(wire) {
  return {
    WAWebWidFactory: {
      createWid,
      createWidFromWidLike: createWid,
      asUserWidOrThrow(wid) {
        if (!wid?.isUser()) throw new Error('wid error: not a user')
        return wid
      },
    },
    WAWebMsgKey: MsgKey,
    WAWebFindChatAction: { findOrCreateLatestChat: (wid) => findOrCreateChat(wire, wid) },
    WAWebQueryExistsJob: {
      async queryWidExists(wid) {
        const person = await findPerson(wire, wid)
        return person && { wid: person.lid, biz: false }
      },
    },
    WAWebApiContact: {
      getCurrentLid: people.lidOf,
      getPhoneNumber: people.phoneOf,
      getAlternateUserWid: (wid) => people.lidOf(wid) ?? people.phoneOf(wid),
    },
    WAWebLidMigrationUtils: { toPn: people.phoneOf },
  }
}

/** Chats and messages: what is sent, what is received, and what is shown while somebody types. */
function conversations(wire, contacts) {
  const calls = new Emitter()
  const available = () => wire.send({ op: 'presence', state: 'available' })
  const unavailable = () => wire.send({ op: 'presence', state: 'unavailable' })
  const chatState = (state) => async (wid) => wire.send({ op: 'presence', state, to: wid.toString() })
  const links = (text) => [...String(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href, url: href }))
  return {
    WAWebCollections: {
      Msg: messages,
      Chat: chats,
      Contact: contacts,
      Label: new Collection(),
      Blocklist: new Collection(),
      GroupMetadata: new Collection(),
      WAWebNewsletterCollection: new Collection(),
      Status: new Collection(),
    },
    WAWebChatGetters: {
      getIsNewsletter: ({ id }) => id.isNewsletter(),
      getIsBroadcast: ({ id }) => id.isBroadcast(),
    },
    WAWebSendMsgChatAction: { addAndSendMsgToChat: (chat, attributes) => sendMessage(wire, chat, attributes) },
    WAWebMsgReply: { canReplyMsg: () => true },
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WALinkify: { findLinks: links, findLink: (text) => links(text)[0] ?? null },
    WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
    WAWebStreamModel: { Stream: { markAvailable: available, markUnavailable: unavailable } },
    WAWebPresenceChatAction: { sendPresenceAvailable: available, sendPresenceUnavailable: unavailable },
    WAWebChatStateBridge: {
      sendChatStateComposing: chatState('composing'),
      sendChatStateRecording: chatState('recording'),
      sendChatStatePaused: chatState('paused'),
    },
    WAWebUpdateUnreadChatAction: { sendSeen: async ({ chat }) => chat.set('unreadCount', 0) },
    WAWebCallCollection: { on: (...args) => calls.on(...args), calls: new Map() },
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
    WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert: async () => {} } },
    WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: async () => {} } },
    WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
    WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
  }
}

const contactDetails = {
  WAWebContactGetters: {
    getIsMe: ({ id }) => keyOf(id) === keyOf(me.phone),
    getIsUser: () => true,
    getIsGroup: () => false,
    getIsWAContact: ({ isOnWhatsApp }) => isOnWhatsApp,
    getIsEnterprise: () => false,
    getUserid: ({ id }) => id.user,
    getPushname: ({ pushname }) => pushname,
    getName: () => undefined,
    getShortName: () => undefined,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => undefined,
    getStatusMute: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: () => false },
}
