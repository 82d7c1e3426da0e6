import { itemsAt, textAt } from '../read.ts';
import { changeField, type FieldSpec } from './field-spec.ts';
import type { Resource } from './resource.ts';
import { isMap, set, type Writable } from './value.ts';

const WITH_NAMESPACES: readonly FieldSpec[] = [
  { path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create: true },
  { path: 'spec/conversion/webhook/clientConfig/service/namespace', group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
];

/**
 * Puts resources into a namespace. A Namespace among them takes its name; of the subjects of bindings only those called `default` move,
 * the others follow their ServiceAccount when names are mended.
 */
export function putInNamespace(resources: readonly Resource[], namespace: string): void {
  for (const each of resources) {
    each.remember();
    if (each.kind === 'Namespace' && each.apiVersion === 'v1') each.name = namespace;
    if (!each.isClusterWide) each.namespace = namespace;
    if (each.kind === 'RoleBinding' || each.kind === 'ClusterRoleBinding') {
      for (const subject of itemsAt(each.object, 'subjects')) {
        if (isMap(subject) && textAt(subject, 'name') === 'default') set(subject, 'namespace', namespace);
      }
    }
    for (const spec of WITH_NAMESPACES) changeField(each, spec, (map: Writable, key) => set(map, key, namespace));
  }
}

/** Kinds whose names mean something to the API server. */
function keepsItsName({ kind, group }: Resource['firstId']): boolean {
  return kind === 'CustomResourceDefinition' || kind === 'Namespace' || (kind === 'APIService' && group === 'apiregistration.k8s.io');
}

export function addPrefix(resources: readonly Resource[], prefix: string): void {
  for (const each of resources) {
    if (keepsItsName(each.firstId)) continue;
    each.prefixes.push(prefix);
    each.remember();
    each.name = `${prefix}${each.name}`;
  }
}

export function addSuffix(resources: readonly Resource[], suffix: string): void {
  for (const each of resources) {
    if (keepsItsName(each.firstId)) continue;
    each.suffixes.push(suffix);
    each.remember();
    each.name = `${each.name}${suffix}`;
  }
}
