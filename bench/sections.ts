import { section as expansion } from './expansion.js'
import type { Section } from './section.js'
import { section as sending } from './sending.js'

export const sections: readonly Section[] = [expansion, sending]
