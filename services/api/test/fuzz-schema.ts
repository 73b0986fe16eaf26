import fc from 'fast-check'
import { extraNames, nasty, texts, times } from './fuzz-values.js'
import { collectionsOf, type Operation, type Part } from './operations.js'

/** Values by their schema: `nearly` right ones, objects that may lack or have too much, ids of living objects. */
export function valuesOf(operations: readonly Operation[], schemas: Record<string, Part>) {
  const collections = [...new Set(operations.flatMap(({ path }) => collectionsOf(path)))]
  const shown = textsByName(operations)

  const idOf = (collection: string) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(`<<own:${collection}>>`) },
      { weight: 3, arbitrary: fc.constant(`<<other:${collection}>>`) },
      { weight: 1, arbitrary: fc.uuid() },
    )
  const anyId = fc.constantFrom(...collections).chain(idOf)

  const textOf = (schema: Part, name: string): fc.Arbitrary<Part> => {
    if (schema.format === 'uuid') return anyId
    const { minLength = 0, maxLength = 60 } = schema
    const free = fc.string({ unit: 'grapheme', minLength: Math.min(minLength, 40), maxLength: Math.min(maxLength, 40) })
    const longest = fc.constantFrom(maxLength, maxLength + 1).map((length) => 'y'.repeat(Math.min(length, 70_000)))
    const known = [...(shown.get(name) ?? []), ...(/At$/.test(name) ? times : [])]
    return known.length === 0
      ? fc.oneof({ weight: 8, arbitrary: free }, { weight: 1, arbitrary: longest })
      : fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...known) },
          { weight: 3, arbitrary: free },
          { weight: 1, arbitrary: longest },
        )
  }

  const rightly = (schema: Part, name: string): fc.Arbitrary<Part> => {
    if (schema.$ref !== undefined) return rightly(schemas[schema.$ref.split('/').at(-1)!], name)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    if (schema.const !== undefined) return fc.constant(schema.const)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return fc.oneof(...choices.map((choice: Part) => nearly(choice, name)))
    const [type] = [schema.type].flat()
    if (type === 'string') return textOf(schema, name)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    if (type === 'integer' || type === 'number') {
      const { minimum = -1_000, maximum = 1_000_000 } = schema
      const inside = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
      return fc.oneof(
        { weight: 3, arbitrary: inside },
        { weight: 1, arbitrary: fc.constantFrom(minimum, maximum, maximum + 1) },
      )
    }
    if (type === 'array') return fc.array(nearly(schema.items ?? {}, name.replace(/s$/, '')), { maxLength: 4 })
    if (type === 'object' || schema.properties !== undefined) return objectOf(schema)
    return nasty
  }

  /** Right, and one time in so many something else altogether. */
  const nearly = (schema: Part, name: string): fc.Arbitrary<Part> =>
    fc.oneof({ weight: 20, arbitrary: rightly(schema, name) }, { weight: 1, arbitrary: nasty })

  const objectOf = (schema: Part): fc.Arbitrary<Part> => {
    const { properties = {}, required = [], additionalProperties } = schema
    const field = ([name, of]: [string, Part]) =>
      fc.tuple(fc.nat(39), nearly(of, name)).map(([roll, value]) => {
        const left = required.includes(name) ? roll === 0 : roll % 2 === 0
        return left ? [] : [[name, value] as const]
      })
    const known = fc.tuple(...Object.entries<Part>(properties).map(field)).map((fields) => fields.flat())
    const free =
      typeof additionalProperties === 'object'
        ? fc.array(
            fc.tuple(
              fc.oneof(fc.constantFrom('niche', 'Bandar', 'umur', ...extraNames), fc.constantFrom(...texts)),
              nearly(additionalProperties, ''),
            ),
            { maxLength: 4 },
          )
        : fc.oneof(
            { weight: 25, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...extraNames), nasty).map((extra) => [extra]) },
          )
    return fc.tuple(known, free).map(([fields, more]) => Object.fromEntries([...fields, ...more]))
  }

  return { idOf, nearly, objectOf }
}

/** What the examples say in each field: a phone is seldom guessed. */
function textsByName(operations: readonly Operation[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  JSON.stringify(
    operations.map(({ body }) => body?.examples),
    (name, value) => {
      if (typeof value === 'string') found.set(name, [...(found.get(name) ?? []), value])
      return value
    },
  )
  return found
}
