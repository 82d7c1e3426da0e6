import type { Rule } from '../../rule.ts';
import { apiDeprecated } from './api-deprecated.ts';
import { apiExists } from './api-exists.ts';
import { apiRemoved } from './api-removed.ts';
import { crdInstalled } from './crd-installed.ts';
import { deprecatedField } from './deprecated-field.ts';
import { fieldLength } from './field-length.ts';
import { labelSyntax } from './label-syntax.ts';
import { schemaCel } from './schema-cel.ts';
import { schemaUnknownField } from './schema-unknown-field.ts';
import { schemaValid } from './schema-valid.ts';
import { yamlTypedValue } from './yaml-typed-value.ts';

/** What the API server, and the webhooks of custom resources, take. */
export const schemaRules: readonly Rule[] = [
  apiDeprecated,
  apiExists,
  apiRemoved,
  crdInstalled,
  deprecatedField,
  fieldLength,
  labelSyntax,
  schemaCel,
  schemaUnknownField,
  schemaValid,
  yamlTypedValue,
];
