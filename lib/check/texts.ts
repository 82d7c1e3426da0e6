import { DOCUMENT } from './document.ts';
import { helmValuesOf } from './helm.ts';
import { installerOf } from './installers.ts';
import { itemsAt, join, strings, text, textAt, textsAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A text of an object that configures a program: a variable, an argument, an entry of a ConfigMap, a chart value. */
export interface Text {
  readonly path: string;
  /** Name of the variable, key of the entry or value, name of the flag; empty where there is none. */
  readonly key: string;
  readonly value: string;
  readonly namespace: string;
  /** Short names are names of Services here; in chart values they may be anything. */
  readonly short: boolean;
  /** The text that stands beside this one under another key: `DB_PORT` beside `DB_HOST`. */
  readonly beside?: (key: string) => string | undefined;
}

/** Every such text of an object; comments in ConfigMaps are left out. */
export function texts(manifest: WorldObject, world: World): readonly Text[] {
  const known = world.once('texts', () => new WeakMap<WorldObject, readonly Text[]>());
  let found = known.get(manifest);
  if (found === undefined) known.set(manifest, (found = [...search(manifest, world)]));
  return found;
}

function* search(manifest: WorldObject, world: World): Generator<Text> {
  const { object } = manifest;
  const pod = world.podTemplate(manifest);
  const namespace = object.metadata.namespace ?? '';
  for (const container of pod?.containers ?? []) {
    const variables = itemsAt(container.fields, 'env');
    const beside = (key: string): string | undefined =>
      textAt(
        variables.find((each) => textAt(each, 'name') === key),
        'value',
      );
    for (const [index, variable] of variables.entries()) {
      const value = textAt(variable, 'value');
      const key = textAt(variable, 'name') ?? '';
      if (value !== undefined) yield { path: `${container.path}.env[${index}].value`, key, value, namespace, short: true, beside };
    }
    for (const list of ['command', 'args']) {
      const written = itemsAt(container.fields, list);
      if (written.length === 0) continue;
      const words = written.map(text);
      for (const [index, word] of words.entries()) {
        if (word === undefined) continue;
        const path = `${container.path}.${list}[${index}]`;
        const flag = /^--?([\w.-]+)$/.exec(words[index - 1] ?? '')?.[1];
        const [, name, value] = /^--?([\w.-]+)=([^\n]*)$/.exec(word) ?? [];
        yield { path, key: name ?? (flag === 'h' ? 'h.host' : (flag ?? '')), value: value ?? word, namespace, short: true };
      }
    }
  }
  if (object.kind === 'ConfigMap') {
    const data = textsAt(object, 'data');
    for (const [key, value] of Object.entries(data))
      yield { path: join('data', key), key, value: withoutComments(value), namespace, short: true, beside: (other) => data[other] };
  }
  if (object.apiVersion === DOCUMENT) {
    for (const field of ['text', 'content', 'values']) {
      for (const found of strings(object[field], field)) yield { ...found, value: withoutComments(found.value), namespace, short: false };
    }
    return;
  }
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const found of strings(values, path)) yield { ...found, namespace: installerOf(manifest)?.namespace ?? '', short: false };
  }
  if (SPEAKING.has(object.kind)) {
    for (const found of strings(object['spec'], 'spec')) yield { ...found, namespace, short: false };
    for (const found of strings(object.metadata.annotations, 'metadata.annotations')) yield { ...found, namespace, short: false };
  }
}

/** Kinds of operators whose settings tell where to connect. */
export const SPEAKING_KINDS = [
  'argoproj.io/v1alpha1/AnalysisTemplate',
  'argoproj.io/v1alpha1/ClusterAnalysisTemplate',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Issuer',
  'external-secrets.io/v1/ClusterSecretStore',
  'external-secrets.io/v1/SecretStore',
  'install.istio.io/v1alpha1/IstioOperator',
  'keda.sh/v1alpha1/ScaledObject',
  'kiali.io/v1alpha1/Kiali',
  'monitoring.coreos.com/v1/Alertmanager',
  'monitoring.coreos.com/v1/Prometheus',
  'monitoring.coreos.com/v1/ThanosRuler',
  'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
  'monitoring.coreos.com/v1alpha1/PrometheusAgent',
  'networking.k8s.io/v1/Ingress',
  'opentelemetry.io/v1beta1/OpenTelemetryCollector',
  'opentelemetry.io/v1alpha1/Instrumentation',
  'secrets.hashicorp.com/v1beta1/VaultConnection',
  'security.istio.io/v1/RequestAuthentication',
  'velero.io/v1/BackupStorageLocation',
] as const;

const SPEAKING = new Set(SPEAKING_KINDS.map((kind) => kind.slice(kind.lastIndexOf('/') + 1)));

function withoutComments(content: string): string {
  return content.includes('#') || content.includes('//') || content.includes(';') ? content.replace(/^[ \t]*(#|\/\/|;).*$/gm, '') : content;
}
