import { kube, ruleCases } from '../../testing.ts';
import { helmPartsValid } from './helm-parts-valid.ts';

const app = (chart: string, valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    { spec: { source: { chart, targetRevision: '1.2.3', helm: { valuesObject } }, destination: { namespace: 'x' } } },
  );
const claim = (spec: object) => ({ prometheus: { prometheusSpec: { storageSpec: { volumeClaimTemplate: { spec } } } } });
const accessModes = ['ReadWriteOnce'];

ruleCases(helmPartsValid, {
  accepts: {
    'what pods take': [
      app('loki', {
        singleBinary: {
          resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          extraEnv: [
            { name: 'A', value: '1' },
            { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
          ],
        },
      }),
    ],
    'words of a chart beside those of Kubernetes': [
      app('x', { resources: { preset: 'nano', requests: { cpu: 1 } }, a: { resources: ['pods'] } }),
    ],
    'resources that are no amounts': [app('x', { config: { resources: { memory: { enabled: true } } } })],
    'a chart of one’s own that reads amounts where they stand': [app('shop', { resources: { cpu: '100m', memory: '128Mi' } })],
    'a claim of the operator': [app('kube-prometheus-stack', claim({ accessModes, resources: { requests: { storage: '20Gi' } } }))],
    'a selector of nodes that a template fills': [app('x', { nodeSelector: '{{ .Values.global.nodeSelector }}' })],
  },
  refuses: {
    'a limit in thousandths of a byte': {
      given: [app('x', { agent: { resources: { limits: { memory: '256m' } } } })],
      says: '256m of memory is less than a byte: "m" stands for thousandths',
    },
    'a request above its limit': {
      given: [app('x', { resources: { requests: { memory: '256Mi' }, limits: { memory: '128Mi' } } })],
      says: 'the request of memory is 256Mi, more than its limit 128Mi',
    },
    'amounts a level too high': {
      given: [app('loki', { gateway: { resources: { cpu: '100m', memory: '128Mi' } } })],
      says: 'cpu and memory stand in resources itself, beside requests and limits',
    },
    'an effect that there is not': {
      given: [app('x', { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoScheduled' }] })],
      says: '"NoScheduled" is not one of NoSchedule, PreferNoSchedule, NoExecute',
    },
    'a boolean as a label': {
      given: [app('x', { nodeSelector: { 'node-role.kubernetes.io/worker': true } })],
      says: 'the boolean true stands where the text of a label must stand',
    },
    'a variable that YAML read as a number': {
      given: [app('x', { server: { extraEnv: [{ name: 'PORT', value: 8080 }] } })],
      says: 'the number 8080 stands where a text must stand',
    },
    'a size beside requests': {
      given: [app('kube-prometheus-stack', claim({ accessModes, resources: { storage: '20Gi' } }))],
      says: 'there is no field "storage" in spec.source.helm.valuesObject.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.resources',
    },
  },
});
