import * as z from 'zod';
import { clusterSchema, MAX_ENVIRONMENTS } from './schema.ts';

/** The part of JSON Schema that our schema uses. */
export interface JsonSchema {
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly [keyword: string]: unknown;
}

let built: JsonSchema | undefined;

/** JSON Schema of an inventory file, for editors and for messages. */
export function fileSchema(): JsonSchema {
  built ??= build();
  return built;
}

/** The text of `clusters/schema.json`, generated from the schema that the program itself reads by. */
export function schemaJson(): string {
  return `${JSON.stringify(fileSchema(), null, 2)}\n`;
}

/** The schema of what stands at a path of an inventory; undefined where nothing may stand. */
export function schemaAt(path: readonly PropertyKey[]): JsonSchema | undefined {
  let schema: JsonSchema | undefined = fileSchema();
  for (const step of path) {
    const additional: JsonSchema | undefined = schema?.additionalProperties === false ? undefined : schema?.additionalProperties;
    schema = typeof step === 'number' ? schema?.items : (schema?.properties?.[String(step)] ?? additional);
  }
  return schema;
}

function build(): JsonSchema {
  const cluster = z.toJSONSchema(clusterSchema, { io: 'input' }) as JsonSchema;
  const { $schema, required = [], ...rest } = cluster;
  return {
    $schema,
    title: 'Inventory of slipway',
    ...rest,
    properties: {
      ...cluster.properties,
      environments: {
        description:
          'Clusters made from this file, by name: each says what differs from the rest of the file. Maps are merged, lists replaced, null removes. Without environments the file is one cluster.',
        type: 'object',
        minProperties: 1,
        maxProperties: MAX_ENVIRONMENTS,
        additionalProperties: partial({ ...cluster, description: 'What differs in this cluster.' }, ['name']),
      },
    },
    // With environments, each of them may bring what the rest of the file leaves out.
    if: { required: ['environments'] },
    else: { required },
  };
}

/** The same with nothing required, and null allowed, below maps; a list is replaced whole. */
function partial(schema: JsonSchema, without: readonly string[] = []): JsonSchema {
  const { properties, additionalProperties, ...others } = schema;
  const rest = Object.fromEntries(Object.entries(others).filter(([keyword]) => !['$schema', 'required', 'default'].includes(keyword)));
  const open = typeof additionalProperties === 'object' ? nullable(partial(additionalProperties)) : additionalProperties;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).flatMap(([key, value]) => (without.includes(key) ? [] : [[key, nullable(partial(value))]])),
          ),
        }),
    ...(open === undefined ? {} : { additionalProperties: open }),
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  if (schema.type === undefined) return schema;
  return {
    ...schema,
    type: [schema.type, 'null'].flat(),
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] as unknown as readonly string[] }),
  };
}
