import { createHash } from 'node:crypto';
import { KubeConfigMap } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { ANNOTATION_NAME_MAX, CONFIG_MAP_BYTES } from '../values/limits.ts';
import type { Mount } from './container.ts';

export interface ConfigDataProps {
  readonly name: string;
  readonly namespace: string;
  /** Value by key: whole files, or values of environment variables. */
  readonly data: Readonly<Record<string, string>>;
}

const ANNOTATION_NAME = 'config.';

/** A ConfigMap, and the annotation that rolls its readers when it changes. */
export class ConfigData extends Construct {
  readonly name: string;
  private readonly data: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name, namespace, data }: ConfigDataProps) {
    super(scope, id);
    const bytes = Object.entries(data).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    if (bytes > CONFIG_MAP_BYTES) {
      throw new InputError(this.node.path, `the data is ${bytes} bytes, the API server takes ${CONFIG_MAP_BYTES}`, 'Split the ConfigMap.');
    }
    if (ANNOTATION_NAME.length + name.length > ANNOTATION_NAME_MAX) {
      throw new InputError(
        this.node.path,
        `the name ${name} has ${name.length} characters, and the annotation that rolls its readers has room for ${ANNOTATION_NAME_MAX - ANNOTATION_NAME.length}`,
        'Shorten the name.',
      );
    }
    this.name = name;
    this.data = data;
    new KubeConfigMap(this, 'Resource', { metadata: { name, namespace }, data });
  }

  /** Pods read a ConfigMap when they start; with this annotation on their template a change of the data starts new ones. */
  get annotation(): Readonly<Record<string, string>> {
    const hash = createHash('sha256');
    for (const key of Object.keys(this.data).sort()) hash.update(`${key}\0${this.data[key] ?? ''}\0`);
    return { [`slipway.dev/${ANNOTATION_NAME}${this.name}`]: hash.digest('hex').slice(0, 16) };
  }

  /** One key as a file. @throws InputError if there is no such key. */
  file(key: string, path: string): Mount {
    if (!(key in this.data)) {
      throw new InputError(
        this.node.path,
        `ConfigMap ${this.name} has no key "${key}"`,
        `Use one of ${Object.keys(this.data).join(', ')}.`,
      );
    }
    return { volume: { kind: 'config', name: this.name, configMap: this.name }, path, file: key, readOnly: true };
  }
}
