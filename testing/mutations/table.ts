import { delivery } from './delivery.ts';
import { mesh } from './mesh.ts';
import type { Mutation } from './mutation.ts';
import { network } from './network.ts';
import { observability } from './observability.ts';
import { references } from './references.ts';
import { scheduling } from './scheduling.ts';
import { schema } from './schema.ts';
import { security } from './security.ts';
import { storage } from './storage.ts';
import { texts } from './texts.ts';

/** All mistakes that `slipway check` has to find in our own output. */
export const mutations: readonly Mutation[] = [
  ...references,
  ...mesh,
  ...network,
  ...delivery,
  ...scheduling,
  ...storage,
  ...security,
  ...schema,
  ...texts,
  ...observability,
];
