import { writeFileSync } from 'node:fs';
import { schemaJson } from './schema-json.ts';

// Run from the root of the project after a change of the schema: npx tsx lib/inventory/write-schema.ts
writeFileSync('clusters/schema.json', schemaJson());
