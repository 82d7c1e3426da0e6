import { Construct } from 'constructs';
import {
  ExternalSecret,
  ExternalSecretSpecDataRemoteRefConversionStrategy as Conversion,
  ExternalSecretSpecDataRemoteRefDecodingStrategy as Decoding,
  ExternalSecretSpecDataRemoteRefMetadataPolicy as Metadata,
  ExternalSecretSpecSecretStoreRefKind as StoreKind,
  ExternalSecretSpecTargetCreationPolicy as Creation,
  ExternalSecretSpecTargetDeletionPolicy as Deletion,
  ExternalSecretSpecTargetTemplateEngineVersion as Engine,
  ExternalSecretSpecTargetTemplateMergePolicy as Merge,
} from '../../imports/external-secrets.io.ts';
import { InputError } from '../errors.ts';
import { defined } from './defined.ts';
import type { SecretSource } from './secret-key.ts';

/** What becomes of the values that were read, where it is not a plain Secret with one key for each. */
export interface SecretTemplate {
  /** `kubernetes.io/dockerconfigjson` @default Opaque */
  readonly type?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Keys of the Secret; the texts use what was read as `{{ .token }}`. @default what was read, under its own names */
  readonly data?: Readonly<Record<string, string>> | undefined;
}

export interface VaultSecretProps {
  /** Name of the Secret that is kept, and of the ExternalSecret that keeps it. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the ClusterSecretStore. */
  readonly store: string;
  /** Entry in the store's key-value engine, without mount and `data/`: `minio/velero`. */
  readonly path: string;
  /** Properties of that entry that are read. */
  readonly keys: readonly string[];
  readonly template?: SecretTemplate | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Time between two readings; the Secret itself is the cache (seed 004, C3). */
const REFRESH = '1h';

/** The definition's own defaults: left out, they stay a difference from Git for ever. */
const AS_IT_IS = { conversionStrategy: Conversion.DEFAULT, decodingStrategy: Decoding.NONE, metadataPolicy: Metadata.NONE };

/**
 * One Secret that External Secrets fetches from Vault, read again each hour. While Vault is away, and when its entry is gone,
 * the Secret stays as it was last (seed 004, C1 and C3).
 */
export class VaultSecret extends Construct implements SecretSource {
  readonly name: string;
  readonly namespace: string;
  /** Keys of the Secret. */
  readonly keys: readonly string[];

  constructor(scope: Construct, id: string, props: VaultSecretProps) {
    super(scope, id);
    const { name, namespace, store, path, keys, template, annotations } = props;
    if (/^\/|^data\/|\/$/.test(path)) {
      throw new InputError(
        this.node.path,
        `the path is "${path}", the store adds mount and "data/" by itself: Vault would find nothing`,
        'Write it as `vault kv get` takes it after the mount, minio/velero.',
      );
    }
    this.name = name;
    this.namespace = namespace;
    this.keys = template?.data === undefined ? keys : Object.keys(template.data);
    new ExternalSecret(this, 'Resource', {
      metadata: defined({ name, namespace, annotations: annotations && { ...annotations } }),
      spec: {
        refreshInterval: REFRESH,
        secretStoreRef: { kind: StoreKind.CLUSTER_SECRET_STORE, name: store },
        target: defined({ name, creationPolicy: Creation.OWNER, deletionPolicy: Deletion.RETAIN, template: template && filled(template) }),
        data: keys.map((property) => ({ secretKey: property, remoteRef: { key: path, property, ...AS_IT_IS } })),
      },
    });
  }
}

function filled({ type, labels, data }: SecretTemplate) {
  return {
    engineVersion: Engine.V2,
    mergePolicy: Merge.REPLACE,
    ...defined({ type, data: data && { ...data }, metadata: labels && { labels: { ...labels } } }),
  };
}
