import { InputError } from '../errors.ts';
import { didYouMean } from '../values/nearest.ts';

/** A Secret that the inventory expects: named here, created by hand, never published. */
export interface SecretSource {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[];
}

/** One key of a Secret: the only way in which a confidential value enters a container. */
export class SecretKey {
  /** @throws InputError where the inventory does not list the key: the pod would wait in CreateContainerConfigError. */
  constructor(
    readonly secret: SecretSource,
    readonly key: string,
  ) {
    if (!secret.keys.includes(key)) {
      throw new InputError(
        `Secret ${secret.namespace}/${secret.name}`,
        `it has no key "${key}", pods that read it would stay in CreateContainerConfigError`,
        didYouMean(key, secret.keys),
      );
    }
  }
}
