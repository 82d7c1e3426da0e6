import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { parseInventory } from '../../../lib/inventory/parse.ts';
import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { made, ofApp } from '../../testing.ts';
import { LOCAL, PRODUCTION } from '../namespaces.ts';

const FILE = 'clusters/titanium.yaml';
const INVENTORY = readFileSync(join(__dirname, '..', '..', '..', FILE), 'utf8');

/** A cluster of the system as its inventory says, or as it would be with some lines written otherwise. */
export function titanium(name: 'solid-cloud' | 'local', changes: Readonly<Record<string, string>> = {}): Cluster {
  let text = INVENTORY;
  for (const [before, after] of Object.entries(changes)) {
    if (!text.includes(before)) throw new Error(`the inventory has no "${before}"`);
    text = text.replace(before, after);
  }
  const found = parseInventory(FILE, text).find((cluster) => cluster.name === name);
  if (found === undefined) throw new Error(`the inventory describes no ${name}`);
  return found;
}

/** What the services' own folder of production holds. */
export function production(changes: Readonly<Record<string, string>> = {}): readonly KubeObject[] {
  return ofApp(made(titanium('solid-cloud', changes)), PRODUCTION.name);
}

/** Everything that a developer applies. */
export function local(): readonly KubeObject[] {
  return ofApp(made(titanium('local')), LOCAL.name);
}

export function ofKind(objects: readonly KubeObject[], kind: string): readonly KubeObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** Names of the objects of one kind. */
export function names(objects: readonly KubeObject[], kind: string): string[] {
  return ofKind(objects, kind).map(({ metadata }) => metadata.name);
}

/** The one object of that kind and name. */
export function one(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const [only, ...others] = ofKind(objects, kind).filter(({ metadata }) => metadata.name === name);
  if (only === undefined || others.length > 0) throw new Error(`there is not one ${kind} ${name}`);
  return only;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: { readonly secretKeyRef: object } }[];
  readonly envFrom?: readonly object[];
  readonly resources: object;
  readonly securityContext: { readonly runAsNonRoot?: boolean; readonly runAsUser?: number; readonly allowPrivilegeEscalation?: boolean };
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly serviceAccountName: string;
    readonly automountServiceAccountToken: boolean;
    readonly volumes?: readonly object[];
  };
}

/** Every pod template, by the value of its label `app`. */
export function podTemplates(objects: readonly KubeObject[]): Record<string, PodTemplate> {
  const templates = objects.flatMap(({ kind, spec }) => {
    if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'CronJob') return [];
    return [(kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template) as PodTemplate];
  });
  return Object.fromEntries(templates.map((template) => [template.metadata.labels['app'] ?? '', template]));
}

/** The one container of each pod, by the value of the pod's label `app`. */
export function containers(objects: readonly KubeObject[]): Record<string, Container> {
  return Object.fromEntries(
    Object.entries(podTemplates(objects)).map(([app, { spec }]) => {
      const [only, ...others] = [...(spec.initContainers ?? []), ...spec.containers];
      if (only === undefined || others.length > 0) throw new Error(`${app} has not one container`);
      return [app, only];
    }),
  );
}

/** What a container is told: literal values, and where others come from, `postgresql-secret/POSTGRES_USER`. */
export function told({ env = [] }: Container): Record<string, string> {
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => {
      const { name: secret, key } = (valueFrom?.secretKeyRef ?? {}) as { name?: string; key?: string };
      return [name, value ?? `${secret ?? ''}/${key ?? ''}`];
    }),
  );
}

/** The same of the one container in the pods with that label `app`. */
export function toldTo(objects: readonly KubeObject[], app: string): Record<string, string> {
  const container = containers(objects)[app];
  if (container === undefined) throw new Error(`there are no pods ${app}`);
  return told(container);
}
