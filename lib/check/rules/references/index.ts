import type { Rule } from '../../rule.ts';
import { configExists } from './config-exists.ts';
import { configKeyExists } from './config-key-exists.ts';
import { podReferencesExist } from './pod-references-exist.ts';
import { probePort } from './probe-port.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';
import { serviceTargetPort } from './service-target-port.ts';
import { storageClassExists } from './storage-class-exists.ts';
import { targetExists } from './target-exists.ts';
import { uniqueNames } from './unique-names.ts';
import { urlHostExists } from './url-host-exists.ts';
import { urlPortExists } from './url-port-exists.ts';

/** What one object names and another has. */
export const referencesRules: readonly Rule[] = [
  configExists,
  configKeyExists,
  podReferencesExist,
  probePort,
  selectorMatchesTemplate,
  serviceSelectsPods,
  serviceTargetPort,
  storageClassExists,
  targetExists,
  uniqueNames,
  urlHostExists,
  urlPortExists,
];
