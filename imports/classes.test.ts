import { App, Chart } from 'cdk8s';
import { IntOrString, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import { Rollout, RolloutSpecStrategyCanaryMaxSurge as MaxSurge } from './argoproj.io.ts';
import { CiliumNetworkPolicy } from './cilium.io.ts';
import { VirtualService } from './networking.istio.io.ts';

function chart(): Chart {
  return new Chart(new App(), 'lamp', { disableResourceNameHashes: true });
}

test('a pod template inside a Rollout is the core class, quantities and ports included', () => {
  const given = chart();

  new Rollout(given, 'Resource', {
    metadata: { name: 'web' },
    spec: {
      strategy: { canary: { maxSurge: MaxSurge.fromString('25%'), steps: [{ setWeight: 10 }, { pause: {} }] } },
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              resources: { limits: { cpu: Quantity.fromString('200m') } },
              readinessProbe: { httpGet: { port: IntOrString.fromNumber(80) } },
            },
          ],
          volumes: [{ name: 'cache', emptyDir: {} }],
        },
      },
    },
  });

  expect(given.toJson()).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web' },
      spec: {
        strategy: { canary: { maxSurge: '25%', steps: [{ setWeight: 10 }, { pause: {} }] } },
        template: {
          spec: {
            containers: [{ name: 'web', resources: { limits: { cpu: '200m' } }, readinessProbe: { httpGet: { port: 80 } } }],
            volumes: [{ name: 'cache', emptyDir: {} }],
          },
        },
      },
    },
  ]);
});

test('what a policy means by an empty rule or list survives', () => {
  const given = chart();

  new CiliumNetworkPolicy(given, 'Resource', {
    metadata: { name: 'lamp' },
    spec: { endpointSelector: { matchLabels: { app: 'lamp' } }, ingress: [{}], egress: [{ toFqdNs: [{ matchName: 'example.org' }] }] },
  });

  expect(given.toJson()).toEqual([
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'lamp' },
      spec: { endpointSelector: { matchLabels: { app: 'lamp' } }, ingress: [{}], egress: [{ toFQDNs: [{ matchName: 'example.org' }] }] },
    },
  ]);
});

// The type check is the test here: an error that does not come is itself an error.
test('a field that the definition does not have does not compile', () => {
  const given = chart();

  // @ts-expect-error Did you mean to write 'hosts'?
  new VirtualService(given, 'Resource', { metadata: { name: 'lamp' }, spec: { host: ['lamp'] } });

  expect(given.toJson()).toEqual([{ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'lamp' }, spec: {} }]);
});
