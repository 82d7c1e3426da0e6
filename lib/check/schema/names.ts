import type { KubeObject } from '../../manifest/manifest.ts';
import { fieldsAt } from '../read.ts';
import { dnsLabel, dnsName, form, serviceName, type ValueJudge } from './judges.ts';
import type { KnownKind } from './kinds.ts';
import type { Report } from './problem.ts';

/** Names that become a part of a path: nearly everything is taken. */
const pathSegment = form(/^(?!\.{1,2}$)[^/%]+$/, 253, 'a name', 'Write one without slash and percent sign.');

/** Kinds whose names have another form than most. */
const FORMS: Readonly<Record<string, ValueJudge>> = {
  Service: serviceName,
  Namespace: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  APIService: pathSegment,
};

/** The name of an object, and whether a namespace goes with its kind. */
export function judgeName(object: KubeObject, { about, source }: KnownKind, report: Report): void {
  const { name, namespace } = object.metadata;
  const own = source === 'kubernetes' ? FORMS[object.kind] : undefined;
  // The API server puts five characters behind `generateName: migrate-`.
  const ends = fieldsAt(object, 'metadata')['generateName'] === name ? `${name}00000` : name;
  (own ?? dnsName)(ends, 'metadata.name', report);
  if (about.scope === 'Cluster' && typeof namespace === 'string' && namespace !== '') {
    const message = `a ${object.kind} belongs to no namespace, and this one names "${namespace}"`;
    const why = 'The API server drops the namespace, and Argo CD and references look for the object where it is not.';
    report({ sort: 'value', path: 'metadata.namespace', message, fix: 'Remove the namespace.', severity: 'info', why });
  }
}
