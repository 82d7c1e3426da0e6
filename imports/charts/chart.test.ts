import type { Values as CiliumValues } from './cilium-1.16.19.ts';
import { chart as cilium } from './cilium-1.16.19.ts';
import type { HelmChart } from './chart.ts';
import type { Values as GatewayValues } from './gateway-1.24.6.ts';

/** As a construct takes a chart and its values: the chart alone says the type. */
function values<V>(chart: HelmChart<V>, given: NoInfer<V>): readonly [string, V] {
  return [chart.version, given];
}

test('a chart carries its pinned version and the type of its values', () => {
  const given = values(cilium, { kubeProxyReplacement: 'false', hubble: { relay: { enabled: true } } });

  expect(given).toEqual(['1.16.19', { kubeProxyReplacement: 'false', hubble: { relay: { enabled: true } } }]);
});

// The type check is the test here: an error that does not come is itself an error.
test('values that a chart does not know or does not take do not compile', () => {
  // @ts-expect-error Did you mean to write 'kubeProxyReplacement'?
  const unknownKey: CiliumValues = { kubeProxyReplacment: 'false' };
  // @ts-expect-error Did you mean to write 'method'?
  const unknownBelow: CiliumValues = { hubble: { tls: { auto: { metod: 'cronJob' } } } };
  // @ts-expect-error string is not assignable to boolean
  const illTyped: CiliumValues = { hubble: { relay: { enabled: 'true' } } };
  // @ts-expect-error StatefulSet is neither Deployment nor DaemonSet
  const notInEnum: GatewayValues = { kind: 'StatefulSet' };
  // @ts-expect-error the chart says the type, so that a wrong key cannot widen it
  const throughChart = values(cilium, { hubbel: { enabled: true } });
  const freeForm: GatewayValues = { podAnnotations: { 'sidecar.istio.io/inject': 'true', 'example.org/any': 'thing' } };

  expect([unknownKey, unknownBelow, illTyped, notInEnum, throughChart, freeForm]).toHaveLength(6);
});
