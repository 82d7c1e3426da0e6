import { deployment, kube, rollout, ruleCases, service } from '../../testing.ts';
import { schemaUnknownField } from './schema-unknown-field.ts';

const issuer = (reference: Readonly<Record<string, unknown>>) =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    {},
    {
      spec: {
        vault: {
          server: 'https://vault',
          path: 'pki/sign/a',
          auth: { kubernetes: { role: 'a', serviceAccountRef: { name: 'a', ...reference } } },
        },
      },
    },
  );
const surge = deployment({ pod: { resources: { limits: { cpu: '1' } } } });

ruleCases(schemaUnknownField, {
  accepts: {
    'the fields of a Deployment': [deployment({ pod: { terminationGracePeriodSeconds: 30, hostUsers: false } })],
    'any key of a ConfigMap, a label, a limit': [
      kube('v1/ConfigMap', { labels: { anything: 'a' } }, { data: { anything: 'a' } }),
      deployment({ container: { resources: { limits: { 'nvidia.com/gpu': 1 } } } }),
    ],
    'what a controller wrote': [{ ...service({}), status: { loadBalancer: { anything: 1 } } }],
    'values of a chart': [
      kube(
        'argoproj.io/v1alpha1/Application',
        {},
        { spec: { project: 'a', destination: {}, source: { repoURL: 'a', chart: 'a', helm: { valuesObject: { any: { thing: 1 } } } } } },
      ),
    ],
    'a reference as the definition has it': [issuer({ audiences: ['vault'] })],
    'a field of a newer version, where the version is unknown': [surge],
    'a field of the version that runs': { given: [surge], facts: { kubernetes: 'v1.33.2' } },
    'a kind that nobody described': [kube('example.org/v1/Lamp', {}, { anything: 1 })],
  },
  refuses: {
    'a slip': {
      given: [service({ ports: [{ port: 80, tagetPort: 8080 }] })],
      says: 'there is no field "tagetPort" in spec.ports',
      fix: 'Did you mean "targetPort"?',
    },
    'a field one level too high': {
      given: [deployment({ spec: { containers: [] } })],
      says: 'there is no field "containers" in spec',
    },
    'a field that belongs into what stands beside it': {
      given: [
        deployment({
          spec: {
            nodeSelector: { a: 'b' },
            template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'a', runAsUser: 1 }] } },
          },
        }),
      ],
      says: ['there is no field "nodeSelector" in spec', 'there is no field "runAsUser" in spec.template.spec.containers'],
    },
    'a field that stands too far to the right, two levels or one': {
      given: [
        kube(
          'networking.istio.io/v1/VirtualService',
          {},
          { spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' }, retries: { attempts: 2 } }] }] } },
        ),
      ],
      says: 'there is no field "retries" in spec.http[0].route',
      fix: 'It belongs into spec.http[0].',
    },
    'a field in itself': {
      given: [
        kube('cert-manager.io/v1/ClusterIssuer', {}, { spec: { acme: { server: 'a', privateKeySecretRef: { name: 'a' }, acme: {} } } }),
      ],
      says: 'there is no field "acme" in spec.acme',
      fix: 'It belongs into spec.',
    },
    'a slip in the pods of a Rollout': {
      given: [rollout({ container: { readinesProbe: {} }, spec: { strategy: { canary: {} } } })],
      says: 'there is no field "readinesProbe" in spec.template.spec.containers',
      fix: 'Did you mean "readinessProbe"?',
    },
    'a namespace that a reference does not take': {
      given: [issuer({ namespace: 'cert-manager' })],
      says: 'there is no field "namespace" in spec.vault.auth.kubernetes.serviceAccountRef',
      fix: 'Known here: audiences, name.',
    },
    'a map where the like is a text: a newer release has it': {
      given: [
        kube(
          'cert-manager.io/v1/Certificate',
          {},
          { spec: { secretName: 'ca', issuerRef: { name: 'ca' }, dnsNames: ['a'], renewal: { policy: 'Disabled' } } },
        ),
      ],
      says: 'there is no field "renewal" in spec',
    },
    'a field that is newer than the cluster': {
      given: [surge],
      facts: { kubernetes: 'v1.31.4' },
      says: '"resources" exists since Kubernetes 1.32, the cluster runs 1.31',
    },
  },
});
