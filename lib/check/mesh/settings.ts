import { load } from 'js-yaml';
import { documentKind } from '../document.ts';
import { helmValuesOf } from '../helm.ts';
import { releasesOf } from '../hosts/releases.ts';
import { merged } from '../merged.ts';
import { ISTIOCTL } from '../hosts/text-releases.ts';
import { at, fields, fieldsAt, textAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Values that configure Istio's control plane, and where they stand. */
export interface IstioValues {
  readonly manifest: WorldObject;
  /** `spec.source.helm.valuesObject`, or empty for a file of values. */
  readonly path: string;
  readonly values: Fields;
}

const CHARTS = new Set(['istiod', 'istio-discovery', 'istio', 'istio-control']);

/** Helm values of istiod: in an Application or HelmRelease, or in a file whose chart or keys are Istio's. */
export function istioValues(world: World): readonly IstioValues[] {
  return world.once('istio values', () => {
    const kinds = ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', 'helm.toolkit.fluxcd.io/v2/HelmRelease'];
    const inline = kinds
      .flatMap((kind) => world.ofKind(kind))
      .flatMap((manifest) =>
        helmValuesOf(manifest).map((each) => ({ manifest, chart: each.chart, path: each.path, values: fields(each.values) })),
      );
    const files = world.ofKind(documentKind('HelmValues')).map((manifest) => ({
      manifest,
      chart: textAt(manifest.object, 'chart'),
      path: 'values',
      values: fieldsAt(manifest.object, 'values'),
    }));
    return [...inline, ...files].filter(({ chart, values }) => (chart === undefined ? looksLikeIstio(values) : CHARTS.has(chart)));
  });
}

function looksLikeIstio(values: Fields): boolean {
  if ('sidecarInjectorWebhook' in values || at(values, 'global.mtls') !== undefined || at(values, 'global.proxy.autoInject') !== undefined)
    return true;
  return (
    ('meshConfig' in values && ('pilot' in values || 'global' in values)) || ('pilot' in values && at(values, 'global.proxy') !== undefined)
  );
}

/** The mesh configuration: of istiod's values, of an IstioOperator, or of the ConfigMap `istio`; `undefined` where none is shown. */
export function meshConfigs(world: World): readonly Fields[] {
  return world.once('mesh configs', () => {
    const ofValues = istioValues(world).map(({ values }) => fieldsAt(values, 'meshConfig'));
    const operators = ['install.istio.io/v1alpha1/IstioOperator', 'sailoperator.io/v1/Istio'].flatMap((kind) => world.ofKind(kind));
    const ofOperators = operators.map(({ object }) => fields(at(object, 'spec.meshConfig') ?? at(object, 'spec.values.meshConfig')));
    const ofMaps = world.ofKind('v1/ConfigMap').flatMap(({ object }) => {
      const mesh = /^istio(-.*)?$/.test(object.metadata.name) ? textAt(object, 'data.mesh') : undefined;
      return mesh === undefined ? [] : [parsed(mesh)];
    });
    return withCommands(world, [...ofValues, ...ofOperators, ...ofMaps]);
  });
}

/** `istioctl install --set meshConfig.…` and `helm install istiod --set …` lay what they set over everything else. */
function withCommands(world: World, configs: readonly Fields[]): readonly Fields[] {
  const set = releasesOf(world)
    .filter(({ chart, manifest }) => manifest?.object.kind === 'Script' && (chart === ISTIOCTL || CHARTS.has(chart)))
    .map(({ values }) => fields(at(values, 'meshConfig') ?? at(values, 'values.meshConfig')))
    .filter((each) => Object.keys(each).length > 0);
  if (configs.length === 0) return set;
  return configs.map((config) => set.reduce<Fields>((below, each) => fields(merged(below, each)), config));
}

function parsed(yaml: string): Fields {
  try {
    return fields(load(yaml));
  } catch {
    return {};
  }
}
