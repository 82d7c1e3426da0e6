import type { Rule } from '../../rule.ts';
import { imageFirstParty } from './image-first-party.ts';
import { imagePinned } from './image-pinned.ts';
import { imagePullSecret } from './image-pull-secret.ts';
import { noLiteralSecret } from './no-literal-secret.ts';
import { noSecretObject } from './no-secret-object.ts';
import { quarantineDenies } from './quarantine-denies.ts';

/** Images, secrets, rights, responses. */
export const securityRules: readonly Rule[] = [
  imageFirstParty,
  imagePinned,
  imagePullSecret,
  noLiteralSecret,
  noSecretObject,
  quarantineDenies,
];
