import { readFileSync } from 'node:fs';
import { ApiObject, Chart } from 'cdk8s';
import type { App } from 'cdk8s';
import type { KubeObject } from '../lib/manifest/manifest.ts';

/** File in the working folder that holds the {@link Template} as JSON. */
export const TEMPLATE_FILE = 'template.json';

/** What is multiplied: one real blog system as plain objects, and what third-party charts bring to its cluster. */
export interface Template {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** DNS zone of its hosts. */
  readonly zone: string;
  readonly objects: readonly KubeObject[];
  readonly provided: readonly KubeObject[];
}

/** One chart of a multiplied system. */
export interface Copy {
  /** Namespace and name of the chart. */
  readonly name: string;
  readonly objects: readonly KubeObject[];
}

export function readTemplate(): Template {
  return JSON.parse(readFileSync(TEMPLATE_FILE, 'utf8')) as Template;
}

/**
 * As many whole systems as fit into `count` objects, each in a namespace and under hosts of its own; ConfigMaps make up
 * the rest. Exactly `count` objects, or an Error when not even one system fits.
 */
export function copiesOf(template: Template, count: number): readonly Copy[] {
  const systems = Math.floor(count / template.objects.length);
  if (systems === 0) throw new Error(`one system has ${template.objects.length} objects, so ${count} are too few`);
  const objects = template.objects.map((object) => copier(object, [template.namespace, template.zone]));
  const copies = Array.from({ length: systems }, (_, index): Copy => {
    const name = nameOf(template, index);
    const renamed = (text: string): string =>
      text.replaceAll(template.namespace, name).replaceAll(template.zone, `s${index + 1}.${template.zone}`);
    return { name, objects: objects.map((copy) => copy(renamed) as KubeObject) };
  });

  const namespace = nameOf(template, 0);
  const rest = Array.from({ length: count - systems * template.objects.length }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `extra-${index + 1}`, namespace },
    data: { SPRING_DATASOURCE_URL: 'jdbc:mysql://mysql-service:3306/boarddb', SPRING_DATASOURCE_USERNAME: 'root' },
  }));
  return rest.length === 0 ? copies : [...copies, { name: 'extra', objects: rest }];
}

type Copier = (renamed: (text: string) => string) => unknown;

/**
 * What copies a value with other texts. Parts that say none of the words are shared by all copies, as charts share what they have in
 * common: making the copies is not what is measured.
 */
function copier(value: unknown, words: readonly string[]): Copier {
  if (!words.some((word) => JSON.stringify(value).includes(word))) return () => value;
  if (typeof value === 'string') return (renamed) => renamed(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => copier(item, words));
    return (renamed) => items.map((copy) => copy(renamed));
  }
  const fields = Object.entries(value as object).map(([key, child]) => [key, copier(child, words)] as const);
  return (renamed) => {
    const copied: Record<string, unknown> = {};
    for (const [key, copy] of fields) copied[renamed(key)] = copy(renamed);
    return copied;
  };
}

/** Namespaces of the systems among `count` objects. */
export function namespacesOf(template: Template, count: number): readonly string[] {
  return Array.from({ length: Math.floor(count / template.objects.length) }, (_, index) => nameOf(template, index));
}

/** Adds the copies to an app: ours and the stock one make their constructs by the same lines. */
export function addCharts(app: App, copies: readonly Copy[]): void {
  for (const { name, objects } of copies) {
    const chart = new Chart(app, name, { disableResourceNameHashes: true });
    for (const [index, object] of objects.entries()) new ApiObject(chart, `${object.kind}-${index}`, { ...object });
  }
}

function nameOf({ namespace }: Template, index: number): string {
  return `${namespace}-${index + 1}`;
}
