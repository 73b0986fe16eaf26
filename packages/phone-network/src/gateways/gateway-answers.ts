import type { FastifyReply } from 'fastify'

/** What comes instead of an answer when a box on the way has one of its own. */
export const PORTAL = '<html>Welcome to the hotel Wi-Fi</html>'

/** As gateways take a phone: digits, with its country. */
export const phoneOf = (digits: string) => `+${digits}`

export const sendBody = (reply: FastifyReply, body: object | typeof PORTAL): void =>
  void (body === PORTAL ? reply.type('text/html') : reply).send(body)
