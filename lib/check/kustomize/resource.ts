import type { KubeObject } from '../../manifest/manifest.ts';
import { groupOf, isClusterScoped } from '../../manifest/scope.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { copyOf, isMap, mapIn, set, type Writable } from './value.ts';

/** What an object is called at one point of a build. */
export interface Id {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** `default` where none is stated; empty for a kind without namespaces. */
  readonly namespace: string;
}

/** Part of an id; what is left out fits everything. */
export interface Selected {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
}

/** An object on its way through a build, with the names that it had before: references are found by those. */
export class Resource {
  readonly previous: Id[] = [];
  readonly prefixes: string[] = [];
  readonly suffixes: string[] = [];
  /** Its name gets a hash of its content. */
  hashed = false;
  object: Writable;

  constructor(
    object: KubeObject,
    /** Where it stands; the kustomization for what a generator makes. */
    readonly origin: WorldObject,
    private readonly isWide: (object: Pick<KubeObject, 'apiVersion' | 'kind'>) => boolean = isClusterScoped,
  ) {
    this.object = { ...copyOf(object) };
  }

  get kind(): string {
    const kind = this.object['kind'];
    return typeof kind === 'string' ? kind : '';
  }

  get apiVersion(): string {
    const apiVersion = this.object['apiVersion'];
    return typeof apiVersion === 'string' ? apiVersion : '';
  }

  get name(): string {
    return textAt(this.object, 'metadata.name') ?? '';
  }

  set name(name: string) {
    const metadata = mapIn(this.object, 'metadata');
    if (metadata !== undefined) set(metadata, 'name', name);
  }

  /** As it is written; empty where none is. */
  get namespace(): string {
    return textAt(this.object, 'metadata.namespace') ?? '';
  }

  set namespace(namespace: string) {
    const metadata = mapIn(this.object, 'metadata');
    if (metadata === undefined) return;
    if (namespace === '') delete metadata['namespace'];
    else set(metadata, 'namespace', namespace);
  }

  get isClusterWide(): boolean {
    return this.isWide({ apiVersion: this.apiVersion, kind: this.kind });
  }

  get id(): Id {
    const { apiVersion, kind, name } = this;
    const namespace = this.isClusterWide ? '' : this.namespace === '' ? 'default' : this.namespace;
    return { group: groupOf(apiVersion), version: versionOf(apiVersion), kind, name, namespace };
  }

  /** Every id that it has had, the first one first. */
  get ids(): readonly Id[] {
    return [...this.previous, this.id];
  }

  get firstId(): Id {
    return this.previous[0] ?? this.id;
  }

  /** Keeps the present id: what is written after this changes it. */
  remember(): void {
    this.previous.push(this.id);
  }
}

export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** Two resources with the same key are one to kustomize, which refuses that. */
export function keyOf({ group, version, kind, name, namespace }: Id): string {
  return `${group}/${version}/${kind} ${namespace}/${name}`;
}

export function isSelected(id: Id, { group = '', version = '', kind = '' }: Selected): boolean {
  return (group === '' || group === id.group) && (version === '' || version === id.version) && (kind === '' || kind === id.kind);
}

/** `Deployment web`, with the namespace where there is one. */
export function called({ kind, name, namespace }: Id): string {
  return namespace === '' || namespace === 'default' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Whether something that a patch left behind is still an object. */
export function isWhole(value: unknown): value is Writable & KubeObject {
  return (
    isMap(value) &&
    typeof value['apiVersion'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isMap(value['metadata']) &&
    typeof value['metadata']['name'] === 'string' &&
    (value['metadata']['namespace'] === undefined || typeof value['metadata']['namespace'] === 'string')
  );
}
