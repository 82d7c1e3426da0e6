import type { Rule } from '../../rule.ts';
import { annotationKnown } from './annotation-known.ts';
import { apiDeprecated } from './api-deprecated.ts';
import { apiExists } from './api-exists.ts';
import { apiRemoved } from './api-removed.ts';
import { crdInstalled } from './crd-installed.ts';
import { deprecatedField } from './deprecated-field.ts';
import { fieldLength } from './field-length.ts';
import { gatewayApiChannel } from './gateway-api-channel.ts';
import { helmContextPlaced } from './helm-context-placed.ts';
import { helmPartsValid } from './helm-parts-valid.ts';
import { helmValueKnown } from './helm-value-known.ts';
import { helmValuesNested } from './helm-values-nested.ts';
import { helmValuesUsed } from './helm-values-used.ts';
import { helmValuesWork } from './helm-values-work.ts';
import { kubeadmConfigValid } from './kubeadm-config-valid.ts';
import { kubeletConfigWorks } from './kubelet-config-works.ts';
import { labelSyntax } from './label-syntax.ts';
import { operatorValuesRead } from './operator-values-read.ts';
import { schemaCel } from './schema-cel.ts';
import { schemaUnknownField } from './schema-unknown-field.ts';
import { schemaValid } from './schema-valid.ts';
import { yamlTypedValue } from './yaml-typed-value.ts';

/** What the API server, and the webhooks of custom resources, take. */
export const schemaRules: readonly Rule[] = [
  annotationKnown,
  apiDeprecated,
  apiExists,
  apiRemoved,
  crdInstalled,
  deprecatedField,
  fieldLength,
  gatewayApiChannel,
  helmContextPlaced,
  helmPartsValid,
  helmValueKnown,
  helmValuesNested,
  helmValuesUsed,
  helmValuesWork,
  kubeadmConfigValid,
  kubeletConfigWorks,
  labelSyntax,
  operatorValuesRead,
  schemaCel,
  schemaUnknownField,
  schemaValid,
  yamlTypedValue,
];
