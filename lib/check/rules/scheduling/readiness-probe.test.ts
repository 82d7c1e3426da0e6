import { deployment, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { readinessProbe } from './readiness-probe.ts';

const probe = { readinessProbe: { httpGet: { path: '/health', port: 'http' } } };
const selector = { app: 'web' };

ruleCases(readinessProbe, {
  accepts: {
    'a probe': [deployment({ container: probe }), service({ selector })],
    'a workload that no Service sends to': [deployment(), service({ selector: { app: 'was' } })],
    'a gateway that Istio fills in': [deployment({ container: { name: 'istio-proxy', image: 'auto' } }), service({ selector })],
    'a second container that no port belongs to': [
      deployment({
        container: probe,
        pod: { containers: [{ name: 'app', ports: [{ containerPort: 8080 }], ...probe }, { name: 'shipper' }] },
      }),
      service({ selector }),
    ],
    'a probe of a native sidecar': [
      kube(
        'apps/v1/Deployment',
        {},
        {
          spec: {
            template: {
              metadata: { labels: selector },
              spec: {
                initContainers: [{ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 8080 }], ...probe }],
                containers: [{ name: 'app' }],
              },
            },
          },
        },
      ),
      service({ selector }),
    ],
  },
  refuses: {
    'a web server without one': {
      given: [deployment(), service({ selector })],
      says: 'container "app" has no readiness probe, yet Service web sends port 80 to it',
    },
    'a database without one': {
      given: [
        statefulSet({ container: { ports: [{ containerPort: 5432 }] } }),
        service({ selector, ports: [{ name: 'tcp-postgres', port: 5432 }] }),
      ],
      says: 'container "app" has no readiness probe, yet Service web sends port 5432 to it',
      fix: 'Add a readinessProbe: tcpSocket, or a command that asks the program.',
    },
    'several Services, said once': {
      given: [deployment(), service({ selector }), service({ name: 'metrics', selector })],
      says: 'container "app" has no readiness probe, yet Service metrics sends port 80 to it',
    },
  },
});
