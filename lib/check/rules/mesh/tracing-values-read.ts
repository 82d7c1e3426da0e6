import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, numberAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const KINDS = [...HELM_KINDS, 'install.istio.io/v1alpha1/IstioOperator'];
/** Where Istio is told how many requests to trace. Unit: percent, 0 to 100. */
const SHARES = ['pilot.traceSampling', 'values.pilot.traceSampling', 'meshConfig.defaultConfig.tracing.sampling'];
/** Addresses that the bootstrap of a sidecar takes as host:port. */
const ADDRESSES = [
  'meshConfig.defaultConfig.tracing.zipkin.address',
  'meshConfig.defaultConfig.tracing.lightstep.address',
  'meshConfig.defaultConfig.discoveryAddress',
  'global.tracer.zipkin.address',
];

export const tracingValuesRead = defineRule({
  id: 'tracing-values-read',
  severity: 'error',
  kinds: KINDS,
  asks: 'Istio is told where spans go as host:port, and how many requests are traced as a percentage.',
  source: 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing',
  *check(manifest) {
    const given =
      manifest.object.kind === 'IstioOperator'
        ? [{ values: manifest.object['spec'], path: 'spec' }]
        : helmValuesOf(manifest).filter(({ chart }) => chart === undefined || chart === 'istiod');
    for (const { values, path } of given) {
      if (at(values, 'meshConfig') === undefined && at(values, 'pilot') === undefined) continue;
      for (const place of ADDRESSES) {
        const address = textAt(values, place) ?? '';
        if (!/^\w+:\/\/|\//.test(address)) continue;
        yield {
          path: `${path}.${place}`,
          message: `${place} is ${address}, and Istio reads host:port`,
          why: 'The sidecars look for a host of that whole name: they do not start, or send their spans nowhere.',
          fix: `Write ${address.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')}.`,
        };
      }
      for (const place of SHARES) {
        const share = numberAt(values, place) ?? Number(text(at(values, place)) ?? Number.NaN);
        if (Number.isNaN(share) || (share >= 0 && share <= 100)) continue;
        yield {
          path: `${path}.${place}`,
          message: `${place} is ${share}, and a share of requests lies between 0 and 100 percent`,
          why: 'Istio takes another share than the one meant: all requests are traced, or none.',
          fix: 'Write the percentage: 100 for every request, 1 for every hundredth.',
        };
      }
    }
  },
});
