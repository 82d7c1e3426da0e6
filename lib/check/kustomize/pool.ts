import type { FieldSpec } from './field-spec.ts';
import type { NameReference } from './references.ts';
import { keyOf, type Resource } from './resource.ts';

/** What `configurations` add to the tables that kustomize comes with. */
export interface Settings {
  readonly references: readonly NameReference[];
  readonly labels: readonly FieldSpec[];
  readonly annotations: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
}

export const NO_SETTINGS: Settings = { references: [], labels: [], annotations: [], replicas: [], images: [] };

export function joined(one: Settings, other: Settings): Settings {
  if (other === NO_SETTINGS) return one;
  return {
    references: [...one.references, ...other.references],
    labels: [...one.labels, ...other.labels],
    annotations: [...one.annotations, ...other.annotations],
    replicas: [...one.replicas, ...other.replicas],
    images: [...one.images, ...other.images],
  };
}

/** The resources that a kustomization has gathered so far. */
export class Pool {
  settings: Settings = NO_SETTINGS;
  readonly vars: unknown[] = [];
  /** Some of it is not in the tree (a remote base, a chart, a plugin): what seems to be missing may be there. */
  isPart = false;
  /** What is not in the tree may run pods. */
  lacksPods = false;
  private list: Resource[] = [];
  private keys: Map<string, Resource> | undefined;

  get resources(): readonly Resource[] {
    return this.list;
  }

  /** Adds a resource, unless one with its id is there: that one is returned. */
  append(resource: Resource): Resource | undefined {
    this.keys ??= new Map(this.list.map((each) => [keyOf(each.id), each]));
    const key = keyOf(resource.id);
    const before = this.keys.get(key);
    if (before !== undefined) return before;
    this.keys.set(key, resource);
    this.list.push(resource);
    return undefined;
  }

  replace(old: Resource, by: Resource): void {
    this.list = this.list.map((each) => (each === old ? by : each));
    this.keys = undefined;
  }

  /** Ids are not what they were: something has changed names, or taken resources away. */
  changed(kept: (resource: Resource) => boolean = () => true): void {
    this.list = this.list.filter(kept);
    this.keys = undefined;
  }

  /** The resources by their present id, those that share one together. */
  twins(): readonly (readonly [Resource, Resource])[] {
    const seen = new Map<string, Resource>();
    return this.list.flatMap((each): (readonly [Resource, Resource])[] => {
      const key = keyOf(each.id);
      const before = seen.get(key);
      if (before === undefined) seen.set(key, each);
      return before === undefined ? [] : [[before, each]];
    });
  }
}
